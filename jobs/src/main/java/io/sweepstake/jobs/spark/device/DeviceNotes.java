package io.sweepstake.jobs.spark.device;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What the processes of this application have said about their devices, each thing once. */
public final class DeviceNotes {
  private static final Set<String> SAID = new LinkedHashSet<>();
  private static Consumer<String> listener = note -> {};

  private DeviceNotes() {}

  /** Tells a listener all that has been said, and from now on what is new. */
  public static synchronized void tell(Consumer<String> to) {
    listener = to;
    SAID.forEach(to);
  }

  static synchronized void say(String note) {
    if (SAID.add(note)) {
      listener.accept(note);
    }
  }

  /** Forgets everything, for the next application of this process. */
  public static synchronized void clear() {
    SAID.clear();
    listener = note -> {};
  }
}
