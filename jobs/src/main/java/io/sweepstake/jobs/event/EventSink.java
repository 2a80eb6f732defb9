package io.sweepstake.jobs.event;

import java.util.List;

/** Who is told what happens in a run. May be called on several threads; does not wait. */
@FunctionalInterface
public interface EventSink {
  void tell(Event event);

  /** All of them, in order. */
  static EventSink all(List<? extends EventSink> sinks) {
    List<EventSink> copy = List.copyOf(sinks);
    return event -> copy.forEach(sink -> sink.tell(event));
  }
}
