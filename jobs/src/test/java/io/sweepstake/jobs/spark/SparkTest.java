package io.sweepstake.jobs.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Tests that share one Spark of two threads, which lasts as long as their class. */
@Tag("spark")
abstract class SparkTest {
  static SparkSession spark;

  @BeforeAll
  static void open() {
    spark = SparkSessions.open(null, 2);
  }

  @AfterAll
  static void close() {
    spark.stop();
  }
}
