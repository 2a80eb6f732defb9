package io.sweepstake.jobs.event;

import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;

/** Who is told what happens in a run. May be called on several threads; does not wait. */
@FunctionalInterface
public interface EventSink {
  void tell(Event event);

  /** A trial has ended, for those who want all of it. */
  default void ended(StudySpec spec, Trial trial) {}

  /** All of them, in order. */
  static EventSink all(List<? extends EventSink> sinks) {
    List<EventSink> copy = List.copyOf(sinks);
    return new EventSink() {
      @Override
      public void tell(Event event) {
        copy.forEach(sink -> sink.tell(event));
      }

      @Override
      public void ended(StudySpec spec, Trial trial) {
        copy.forEach(sink -> sink.ended(spec, trial));
      }
    };
  }
}
