package io.sweepstake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorTest {
  private static final SearchSpace SHORT =
      SearchSpace.of(
          FloatParam.log("rate", 1e-4, 1e-2),
          IntParam.uniform("steps", 5, 9),
          CategoricalParam.of("loss", "a", "b"),
          FloatParam.uniform("old", 0, 1));
  private static final SearchSpace LONG =
      SearchSpace.of(
          FloatParam.log("rate", 1e-5, 1e-3),
          IntParam.uniform("steps", 1, 5),
          CategoricalParam.of("loss", "b", "c"),
          FloatParam.uniform("fresh", 0, 1));

  @TempDir Path directory;
  private String study;

  @BeforeEach
  void aStudyOfFive() {
    study = directory.resolve("short").toString();
    StudySpec spec =
        StudySpec.of("short", SHORT, Objective.of(Goal.maximize(Metric.of("revenue"))), 1);
    try (Study open =
        Study.in(
            ParquetTrialStore.openOrCreate(
                new org.apache.hadoop.fs.Path(study), new Configuration(), spec))) {
      for (int k = 0; k < 5; k++) {
        open.enqueue(Map.of("rate", 1e-3, "steps", 5 + k, "loss", k == 4 ? "a" : "b", "old", 0.5));
        open.tell(open.ask().orElseThrow().number(), k);
      }
    }
  }

  @Test
  void theThreeBestPointsAreRunAtTheSamePlacesOfTheirRanges() throws IOException {
    List<PartialPoint> points = new Prior(study).points(LONG);

    assertThat(points).hasSize(3);
    Map<String, Object> best = points.get(0).values(); // whose loss is no choice here
    assertThat(best).containsOnlyKeys("rate", "steps").containsEntry("steps", 5);
    assertThat((double) best.get("rate")).isCloseTo(1e-4, within(1e-12));
    assertThat(points.get(1).values()).containsEntry("steps", 4).containsEntry("loss", "b");
  }

  @Test
  void whatSharesNothingOrHasNothingIsRefused() {
    SearchSpace other = SearchSpace.of(FloatParam.uniform("width", 0, 1));
    assertThatThrownBy(() -> new Prior(study).points(other))
        .hasMessage("prior: " + study + " searched none of what this study searches, [width]");
    assertThatThrownBy(() -> new Prior(directory.resolve("none").toString()).points(LONG))
        .hasMessageContaining("none");
  }
}
