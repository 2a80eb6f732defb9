package io.sweepstake.jobs.event;

import io.sweepstake.jobs.report.LiveConsole;

/**
 * How a command tells what happens.
 *
 * @param console for people; it leaves out what they do not want
 * @param events for programs
 * @param trials whether the console is to be told of trials one by one
 * @param quiet whether nobody wants to know anything before the end
 * @param closing what is to be waited for at the end
 */
public record Telling(
    LiveConsole console, EventSink events, boolean trials, boolean quiet, Runnable closing)
    implements AutoCloseable {
  @Override
  public void close() {
    closing.run();
  }
}
