package io.sweepstake.sweeps.run.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
  @Test
  void whatRungsTakeAddsUpAndAPackSharesIt() {
    TrialFunction busy =
        new ProcessorTime(
            (pack, upTo) -> {
              spend(60);
              return pack;
            });
    List<Trial> once = busy.advance(List.of(trial(0), trial(1)), Rung.end(0));
    List<Trial> twice = busy.advance(once, Rung.end(0));
    assertThat(ProcessorTime.seconds(once.get(0))).isBetween(0.03, 0.2);
    assertThat(ProcessorTime.seconds(twice.get(1))).isBetween(0.06, 0.4);
  }

  @Test
  void whereItWasNotNotedTheClockTells() {
    Trial ended =
        trial(0)
            .started(Instant.EPOCH)
            .completed(Metrics.of(Metric.of("loss"), 1), Instant.EPOCH.plusMillis(1500));
    assertThat(ProcessorTime.seconds(ended)).isCloseTo(1.5, within(1e-9));
  }

  /** Keeps this thread's processor busy for so long, whatever else the machine does. */
  private static void spend(int millis) {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    long until = threads.getCurrentThreadCpuTime() + millis * 1_000_000L;
    while (threads.getCurrentThreadCpuTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static Trial trial(int number) {
    SearchSpace space = SearchSpace.of(FloatParam.uniform("x", 0, 1));
    Point point = Point.of(space, Map.of("x", 0.5));
    return Trial.asked(number, point, 1, new Ask(0, "random"), Instant.EPOCH);
  }
}
