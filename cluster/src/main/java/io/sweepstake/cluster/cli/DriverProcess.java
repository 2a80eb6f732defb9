package io.sweepstake.cluster.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A driver that shares this program's terminal and its fate. */
final class DriverProcess {
  private static final int INTERRUPTED = 130;
  private static final long GRACE_SECONDS = 60;

  private DriverProcess() {}

  /**
   * Runs a driver to its end and returns its exit code. Told to end, this program tells the driver
   * to, and waits until it has put its study in order.
   */
  static int run(ProcessBuilder command) throws IOException {
    Process driver = command.inheritIO().start();
    Thread hook = new Thread(() -> end(driver), "end driver");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return driver.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(driver);
      return INTERRUPTED;
    } finally {
      forget(hook);
    }
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
