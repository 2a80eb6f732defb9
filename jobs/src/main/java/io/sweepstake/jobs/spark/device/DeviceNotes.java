package io.sweepstake.jobs.spark.device;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What the processes of an application have said about their devices, each thing once. */
public final class DeviceNotes {
  private final Set<String> said = new LinkedHashSet<>();
  private Consumer<String> listener = note -> {};

  DeviceNotes() {}

  /** Tells a listener all that has been said, and from now on what is new. */
  public synchronized void tell(Consumer<String> to) {
    listener = to;
    said.forEach(to);
  }

  synchronized void say(String note) {
    if (said.add(note)) {
      listener.accept(note);
    }
  }

  /** Forgets everything, for the next application. */
  public synchronized void clear() {
    said.clear();
    listener = note -> {};
  }
}
