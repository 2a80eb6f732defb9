package io.sweepstake.jobs.cli;

import org.apache.hadoop.util.ShutdownHookManager;

/**
 * What happens when the program is told to stop in the middle of something: by Ctrl-C, or by the
 * system. It comes before Spark's own shutdown, which would otherwise fill the screen.
 */
final class Interruption implements AutoCloseable {
  /** Above that of Spark and of Hadoop's file systems. */
  private static final int PRIORITY = 1_000;

  private static volatile boolean underWay;

  private final Runnable hook;

  /**
   * Gets ready.
   *
   * @param response what to do, within seconds
   */
  Interruption(Runnable response) {
    hook =
        () -> {
          underWay = true;
          response.run();
        };
    ShutdownHookManager.get().addShutdownHook(hook, PRIORITY);
  }

  /** Whether the program is being stopped: what fails now fails for that reason. */
  static boolean underWay() {
    return underWay;
  }

  /** The thing is done, and needs no response any more. */
  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
