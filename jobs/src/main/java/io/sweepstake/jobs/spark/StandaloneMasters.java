package io.sweepstake.jobs.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;

/**
 * The masters of a standalone cluster, asked before Spark asks them: Spark takes a minute to give
 * up, and does not say what was wrong.
 */
final class StandaloneMasters {
  /** Where Spark's workers put the secret for what they start; no other user can look there. */
  static final String SECRET_VARIABLE = "_SPARK_AUTH_SECRET";

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String SCHEME = "spark://";
  private static final String AUTHENTICATE = "spark.authenticate";
  private static final String SECRET = "spark.authenticate.secret";
  private static final String ASKED = "10s";
  private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(500);

  /** What came of a knock. */
  private enum Answer {
    WELCOME,
    NO_SECRET,
    OTHER_SECRET,
    NOBODY
  }

  private StandaloneMasters() {}

  /** Whether it is they who are meant. */
  static boolean areAt(String master) {
    return master.startsWith(SCHEME);
  }

  /** Takes the cluster's secret from the environment to where Spark wants a driver to have it. */
  static void takeSecret(SparkConf conf, String fromEnvironment) {
    if (conf.getBoolean(AUTHENTICATE, false) && fromEnvironment != null) {
      conf.set(SECRET, fromEnvironment);
    }
  }

  /**
   * Waits until one of the masters lets this driver in.
   *
   * @param masters {@code spark://one:7077,two:7077}
   * @throws IllegalArgumentException if one that is there does not, for want of its secret
   * @throws UncheckedIOException if none is there in time
   */
  static void knock(String masters, SparkConf conf, Duration patience) {
    long begun = System.nanoTime();
    Answer last = Answer.NOBODY;
    while (true) {
      Answer answer = first(masters, conf);
      if (answer == Answer.WELCOME) {
        return;
      }
      // Twice, as one that is just ending hangs up like one that was told a wrong secret.
      if (answer != Answer.NOBODY && answer == last) {
        throw new IllegalArgumentException(
            masters
                + ": must be told the cluster's secret, "
                + (answer == Answer.NO_SECRET ? "was told none" : "was told another")
                + "; submit --secret-file names the file that holds it");
      }
      last = answer;
      if (System.nanoTime() - begun > patience.toNanos()) {
        throw new UncheckedIOException(
            new IOException(
                masters
                    + ": no master answered in "
                    + patience.toSeconds()
                    + " s; is it running?"));
      }
      LockSupport.parkNanos(BETWEEN_KNOCKS.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new UncheckedIOException(new IOException("interrupted while asking " + masters));
      }
    }
  }

  /** That of the first master that is there. */
  private static Answer first(String masters, SparkConf conf) {
    SparkConf hasty = conf.clone();
    hasty.set("spark.rpc.lookupTimeout", ASKED);
    hasty.set("spark.rpc.io.connectionCreationTimeout", ASKED);
    try (Silence unused = new Silence()) {
      RpcEnv door =
          RpcEnv.create(
              "knock",
              "localhost",
              0,
              hasty,
              new SecurityManager(
                  hasty,
                  SecurityManager.$lessinit$greater$default$2(),
                  SecurityManager.$lessinit$greater$default$3()),
              true);
      try {
        for (String address : masters.substring(SCHEME.length()).split(",", -1)) {
          Answer answer = answer(door, RpcAddress.fromSparkURL(SCHEME + address), conf);
          if (answer != Answer.NOBODY) {
            return answer;
          }
        }
        return Answer.NOBODY;
      } finally {
        door.shutdown();
        door.awaitTermination();
      }
    }
  }

  private static Answer answer(RpcEnv door, RpcAddress address, SparkConf conf) {
    try {
      door.setupEndpointRef(address, "Master");
      return Answer.WELCOME;
    } catch (Exception failure) { // Scala does not declare what it throws
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException || cause instanceof TimeoutException) {
          return Answer.NOBODY;
        }
      }
      if (conf.getBoolean(AUTHENTICATE, false)) {
        return Answer.OTHER_SECRET;
      }
      // Anything else, such as another version of Spark, Spark itself will tell.
      return saslWanted(failure) ? Answer.NO_SECRET : Answer.WELCOME;
    }
  }

  private static boolean saslWanted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("Expected SaslMessage")) {
        return true;
      }
    }
    return false;
  }

  /** While it lasts, Spark logs nothing: what matters of a knock is told in a sentence. */
  private static final class Silence implements AutoCloseable {
    private static final String SPARK = "org.apache.spark";

    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);

    Silence() {
      logging.getConfiguration().addLogger(SPARK, new LoggerConfig(SPARK, Level.OFF, false));
      logging.updateLoggers();
    }

    @Override
    public void close() {
      logging.getConfiguration().removeLogger(SPARK);
      logging.updateLoggers();
    }
  }
}
