package io.sweepstake.jobs.event;

import io.sweepstake.jobs.report.LiveConsole;
import java.io.PrintWriter;
import java.time.InstantSource;

/** A console for programs: one JSON object per line, for each event and each line for people. */
public final class JsonConsole extends LiveConsole implements EventSink {
  private final InstantSource clock;

  public JsonConsole(PrintWriter out, InstantSource clock) {
    super(out, false, Integer.MAX_VALUE);
    this.clock = clock;
  }

  @Override
  public synchronized void tell(Event event) {
    super.print(event.json(clock.instant()));
  }

  @Override
  public synchronized void print(String line) {
    if (!line.isBlank()) {
      tell(Event.note(line.strip()));
    }
  }

  @Override
  public void progress(String line) {
    // Events say all.
  }

  @Override
  public boolean due() {
    return false;
  }
}
