package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * When a trial was asked for, started on a worker and finished; the latter two are null until then.
 * Kept to the microsecond, as tables keep it, so that a trial read back equals the one written.
 */
public record Timing(Instant asked, Instant started, Instant finished) implements Serializable {
  public Timing {
    asked = Objects.requireNonNull(asked, "asked").truncatedTo(ChronoUnit.MICROS);
    started = started == null ? null : started.truncatedTo(ChronoUnit.MICROS);
    finished = finished == null ? null : finished.truncatedTo(ChronoUnit.MICROS);
  }

  public static Timing asked(Instant when) {
    return new Timing(when, null, null);
  }

  public Timing started(Instant when) {
    return new Timing(asked, when, null);
  }

  public Timing finished(Instant when) {
    return new Timing(asked, started, when);
  }

  /**
   * From the start on a worker to the end, when both are known; none when the end lies before the
   * start, because a clock was set back meanwhile.
   */
  public Optional<Duration> duration() {
    return started == null || finished == null
        ? Optional.empty()
        : Optional.of(Duration.between(started, finished)).filter(d -> !d.isNegative());
  }
}
