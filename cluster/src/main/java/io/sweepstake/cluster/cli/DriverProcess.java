package io.sweepstake.cluster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A driver that shares this program's terminal and its fate. */
final class DriverProcess {
  private static final Pattern LOST =
      Pattern.compile("State of driver \\S+ is (FAILED|ERROR|KILLED), exiting");
  private static final int FAILURE = 1;
  private static final int INTERRUPTED = 130;
  private static final long GRACE_SECONDS = 60;

  private DriverProcess() {}

  /**
   * Runs a driver to its end and returns its exit code. Told to end, this program tells the driver
   * to, and waits until it has put its study in order.
   */
  static int run(ProcessBuilder command) throws IOException {
    Process driver = command.inheritIO().redirectError(ProcessBuilder.Redirect.PIPE).start();
    Thread hook = new Thread(() -> end(driver), "end driver");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      boolean lost = copy(driver.getErrorStream());
      int code = driver.waitFor();
      return code == 0 && lost ? FAILURE : code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(driver);
      return INTERRUPTED;
    } finally {
      forget(hook);
    }
  }

  /**
   * Shows what a driver says, and hears whether one that a standalone worker runs has failed: what
   * waits for it here ends well all the same.
   */
  private static boolean copy(InputStream said) throws IOException {
    boolean lost = false;
    BufferedReader lines = new BufferedReader(new InputStreamReader(said, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.err.println(line);
      lost |= LOST.matcher(line).find();
    }
    return lost;
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This program is ending: the hook is running, or has run.
      return;
    }
  }

  private static void end(Process driver) {
    driver.destroy();
    try {
      if (!driver.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        driver.destroyForcibly();
      }
    } catch (InterruptedException e) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
