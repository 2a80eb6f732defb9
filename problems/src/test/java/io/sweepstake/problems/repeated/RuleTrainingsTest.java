package io.sweepstake.problems.repeated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A study's trainings stop at rungs and go on. */
class RuleTrainingsTest {
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("margin", 0.01, 0.03));

  private static RuleTrainings trainings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("setting", "repeated-2-reserve:uniform(0,3)");
    settings.put("settling", "5000");
    settings.put("rounds", "4");
    settings.put("preset.auctions", "2000");
    settings.put("preset.dataset", "500");
    settings.put("preset.updates", "20");
    settings.put("preset.reinitialise", "no");
    return new RuleTrainings(new RepeatedKind().problem(settings).settings(), 7, null, true);
  }

  private static Trial trial() {
    return Trial.asked(
        0, Point.decode(SPACE, new double[] {0.5}), 11, new Ask(0, "test"), Instant.EPOCH);
  }

  @Test
  void stoppedAndResumedIsNeverStopped() throws DivergedException {
    List<Metrics> measured = new ArrayList<>();
    Training never = trainings().start(trial());
    never.advance(4, 1, (step, metrics) -> measured.add(metrics));
    Training stopped = trainings().start(trial());
    stopped.advance(2, 1, (step, metrics) -> {});
    Training resumed = trainings().start(trial());
    assertThat(resumed.restore(stopped.checkpoint())).isEmpty();
    assertThat(resumed.step()).isEqualTo(2);
    List<Metrics> later = new ArrayList<>();
    resumed.advance(4, 1, (step, metrics) -> later.add(metrics));
    assertThat(later).isEqualTo(measured.subList(2, 4));
    Training.Result one = never.result(1000);
    Training.Result other = resumed.result(1000);
    assertThat(other.artifacts().get(0).content()).isEqualTo(one.artifacts().get(0).content());
    assertThat(other.metrics().value(RepeatedMetrics.REVENUE.metric()))
        .isEqualTo(one.metrics().value(RepeatedMetrics.REVENUE.metric()))
        .isPresent();
    assertThat(one.metrics().value(RepeatedMetrics.LOSERS_SHARE.metric())).hasValue(0);
  }

  @Test
  void equalOnesStartEqualTrainings() {
    assertThat(trainings()).isEqualTo(trainings());
    assertThat(trainings().start(trial()).checkpoint())
        .isEqualTo(trainings().start(trial()).checkpoint());
  }
}
