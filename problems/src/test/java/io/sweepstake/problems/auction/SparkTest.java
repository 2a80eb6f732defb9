package io.sweepstake.problems.auction;

import io.sweepstake.jobs.spark.SparkWorkers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Tests with the workers of this machine. */
@Tag("spark")
abstract class SparkTest {
  static SparkWorkers workers;

  @BeforeAll
  static void open() {
    workers = SparkWorkers.open("local[2]", 2);
  }

  @AfterAll
  static void close() {
    workers.close();
  }
}
