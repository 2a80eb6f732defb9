package io.sweepstake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.sweeps.space.Point;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultPointTest {
  @Test
  void parametersHaveTheirPresetsOrWhatTheStudyFixesThemAt() {
    assertThat(point(Map.of()).orElseThrow().values())
        .isEqualTo(Map.of("rate", 1e-3, "momentum", 0.9));
    assertThat(point(Map.of("momentum", "0.25")).orElseThrow().values())
        .isEqualTo(Map.of("rate", 1e-3, "momentum", 0.25));
  }

  @Test
  void aRangeWithoutThePresetHasNoDefaultPoint() {
    assertThat(point(Map.of("momentum", "0..0.5"))).isEmpty();
  }

  private static Optional<Point> point(Map<String, String> params) {
    return DefaultPoint.of(
        StudyDefinition.of(
            SweepConfig.of(
                Map.of(
                    "problem",
                    "valley",
                    "steepness",
                    100,
                    "trials",
                    1,
                    "study",
                    "nowhere",
                    "params",
                    params))));
  }
}
