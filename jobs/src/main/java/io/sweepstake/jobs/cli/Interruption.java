package io.sweepstake.jobs.cli;

import java.io.PrintWriter;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * What happens when the program is told to stop in the middle of something: by Ctrl-C, or by the
 * system. It comes before Spark's own shutdown, which would otherwise fill the screen.
 */
public final class Interruption implements AutoCloseable {
  /** Above that of Spark and of Hadoop's file systems. */
  private static final int PRIORITY = 1_000;

  /** Below that of the responses of commands. */
  private static final int LAST_PRIORITY = PRIORITY - 1;

  private static volatile boolean underWay;

  private final Runnable hook;

  /**
   * Gets ready.
   *
   * @param response what to do, within seconds
   */
  public Interruption(Runnable response) {
    this(
        () -> {
          underWay = true;
          response.run();
        },
        PRIORITY);
  }

  private Interruption(Runnable response, int priority) {
    hook = response;
    ShutdownHookManager.get().addShutdownHook(hook, priority);
  }

  /** One line for a command that has no response of its own to say. */
  static Interruption ofWhatSaysNothing(PrintWriter err) {
    return new Interruption(
        () -> {
          if (!underWay) {
            underWay = true;
            err.println("sweepstake: stopped");
          }
        },
        LAST_PRIORITY);
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
