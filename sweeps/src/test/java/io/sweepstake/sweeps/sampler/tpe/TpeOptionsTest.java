package io.sweepstake.sweeps.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerContract;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpeOptionsTest {
  private static final SearchSpace SPACE =
      SearchSpace.of(
          FloatParam.uniform("x", -1, 1),
          FloatParam.log("rate", 1e-4, 1),
          IntParam.uniform("depth", 1, 12),
          SamplerContract.KIND);

  private static final History HISTORY =
      SamplerContract.run(
          new TpeSampler(), SamplerContract.spec(SPACE, 5), 60, SamplerContract::sum);

  private static final History FEW =
      SamplerContract.run(
          new TpeSampler(), SamplerContract.spec(SPACE, 5), 15, SamplerContract::sum);

  private static List<Point> suggestions(TpeOptions options, History history) {
    Sampler sampler = new TpeSampler(options);
    return IntStream.range(0, 60)
        .mapToObj(k -> sampler.suggest(history, Seeds.generator(1, "x", k)).orElseThrow().point())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preset=watanabe",
        "preset=optuna",
        "startup=61",
        "candidates=4",
        "good_share=0.4",
        "good_limit=2",
        "weights=improvement",
        "joint=false",
        "prior_weight=8",
        "bounds_are_neighbours=true",
        "prior_is_neighbour=true",
        "least_width=0.3",
        "width_exponent=0.3"
      })
  void everyOptionChangesWhatIsSuggested(String option) {
    String[] parts = option.split("=");
    TpeOptions changed = TpeOptions.of(Map.of(parts[0], parts[1]));
    // Some matter only while good trials are few, or once they are many.
    assertThat(List.of(suggestions(changed, FEW), suggestions(changed, HISTORY)))
        .isNotEqualTo(
            List.of(
                suggestions(TpeOptions.DEFAULT, FEW), suggestions(TpeOptions.DEFAULT, HISTORY)));
  }

  @Test
  void startupPointsBeyondTheFirstDoNotRaiseTheNumberOfGoodOnes() {
    assertThat(TpeOptions.DEFAULT.good(100, 9, 1)).isEqualTo(14);
    assertThat(TpeOptions.OPTUNA.good(100, 9, 1)).isEqualTo(10);
    History many = History.empty(HISTORY.spec());
    for (Trial trial : HISTORY.trials()) {
      String source = trial.number() < 30 ? "startup" : trial.ask().source();
      Trial other = trial.withAsk(new Ask(trial.ask().toldBefore(), source));
      many = many.with(other.unfinished()).with(other);
    }
    assertThat(suggestions(TpeOptions.DEFAULT, many))
        .as("as of 40 trials, not 60")
        .isNotEqualTo(suggestions(TpeOptions.DEFAULT, HISTORY));
    TpeOptions counting = TpeOptions.of(Map.of("count_surplus", "true"));
    assertThat(suggestions(counting, many)).isEqualTo(suggestions(counting, HISTORY));
  }

  @Test
  void aScaleChangesWhatIsSuggested() {
    SearchSpace linear = SearchSpace.of(FloatParam.uniform("x", 1, 100));
    SearchSpace log = SearchSpace.of(FloatParam.log("x", 1, 100));
    assertThat(values(linear)).isNotEqualTo(values(log));
  }

  private static List<Double> values(SearchSpace space) {
    StudySpec spec = SamplerContract.spec(space, 1);
    History history = History.empty(spec);
    for (int k = 0; k < 20; k++) {
      Point point = Point.of(space, Map.of("x", 1.0 + 3 * k));
      Trial trial = asked(k, point, spec);
      history =
          history
              .with(trial)
              .with(
                  trial.completed(
                      Metrics.of(SamplerContract.LOSS, Math.abs(k - 5)), Instant.EPOCH));
    }
    return suggestions(TpeOptions.DEFAULT, history).stream().map(point -> point.number(0)).toList();
  }

  private static Trial asked(int number, Point point, StudySpec spec) {
    return Trial.asked(number, point, spec.seed(), new Ask(0, "test"), Instant.EPOCH);
  }

  @Test
  void aPrunedTrialIsNeitherACompletedNorAFailedOne() {
    Trial asked = asked(60, RandomSampler.draw(SPACE, Seeds.generator(2, "p", 0)), HISTORY.spec());
    Metrics good = Metrics.of(SamplerContract.LOSS, -10);
    History completed = HISTORY.with(asked).with(asked.completed(good, Instant.EPOCH));
    History pruned =
        HISTORY
            .with(asked)
            .with(asked.measured(new Measurement(1, good, 0)).pruned("slow", Instant.EPOCH));
    History failed =
        HISTORY.with(asked).with(asked.failed(TrialState.Cause.BUG, "no", Instant.EPOCH));
    List<Point> afterPruned = suggestions(TpeOptions.DEFAULT, pruned);
    assertThat(afterPruned).isNotEqualTo(suggestions(TpeOptions.DEFAULT, completed));
    assertThat(afterPruned).isNotEqualTo(suggestions(TpeOptions.DEFAULT, failed));
  }

  @Test
  void refusesWeightsAndWidthsThatMakeNoSense() {
    for (String weight : new String[] {"0.0", "-1.0", "Infinity", "NaN"}) {
      assertThatThrownBy(() -> TpeOptions.of(Map.of("prior_weight", weight)))
          .hasMessage("tpe prior_weight: must be above 0 and finite, was " + weight);
    }
    assertThatThrownBy(() -> TpeOptions.of(Map.of("least_width", "0")))
        .hasMessage("tpe least_width: must be above 0 and at most 1, was 0.0");
    assertThatThrownBy(() -> TpeOptions.of(Map.of("width_exponent", "-2")))
        .hasMessage("tpe width_exponent: must be at least 0 and finite, was -2.0");
    assertThatThrownBy(() -> TpeOptions.of(Map.of("joint", "yes")))
        .hasMessage("tpe joint: must be true, false or auto, was yes");
    assertThatThrownBy(() -> TpeOptions.of(Map.of("weights", "old")))
        .hasMessage("tpe weights: must be one of [recency, improvement], was old");
    assertThatThrownBy(() -> TpeOptions.of(Map.of("candidates", "2.5")))
        .hasMessage("tpe candidates: must be a whole number, was 2.5");
  }
}
