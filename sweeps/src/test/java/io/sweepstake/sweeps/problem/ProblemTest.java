package io.sweepstake.sweeps.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sweepstake.sweeps.problem.template.NumberBytes;
import io.sweepstake.sweeps.problem.template.NumberTraining;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a problem has that says nothing about it. */
class ProblemTest {
  private static final MetricColumn LEFT = MetricColumn.fromZero("left", "", "what is left");
  private static final Tunable<Double> SHARE =
      Tunable.searched(FloatParam.uniform("share", 0, 1), 0.5, "taken each step");
  private static final Tunable<Double> REST =
      Tunable.searched(FloatParam.uniform("rest", 0, 1), 0.25, "never taken");

  private final Cake cake = new CakeKind().problem(new TreeMap<>(Map.of("size", "8")));

  @Test
  void ofItsSettingsItIsItselfAgain() {
    Problem fixed = cake.fixing(Map.of("share", 0.125));
    for (Problem problem : List.of(cake, fixed, fixed.fixing(Map.of()))) {
      SortedMap<String, String> more = new TreeMap<>(problem.settings());
      more.put("problem", "cake");
      assertThat(problem.kind().problem(more)).isEqualTo(problem);
    }
    assertThat(fixed.fixing(Map.of())).isEqualTo(cake).isNotEqualTo(fixed);
    assertThat(cake.settings()).containsEntry("guests", "10").hasSize(2);
    assertThat(cake.name()).isEqualTo("cake-8");
  }

  @Test
  void whatIsFixedIsThePresetAndNotSearched() {
    Problem fixed = cake.fixing(Map.of("share", "0.125"));
    assertThat(fixed.fixed()).isEqualTo(Map.of("share", 0.125));
    assertThat(fixed.tunables()).containsExactly(SHARE.fixed(0.125), REST);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cake.fixing(Map.of("speed", 1)))
        .withMessage("speed: there is no such hyper-parameter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cake.fixing(Map.of("share", "much")))
        .withMessage("share: must be a number, was much");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cake.check(Map.of("rest", "little")))
        .withMessage("rest: must be a number, was little");
  }

  @Test
  void aFieldThatMustBeGivenIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CakeKind().problem(new TreeMap<>()))
        .withMessage("size: must be given");
    assertThat(new CakeKind().fields().get(1).meaning()).isEqualTo("How many eat (default: 10).");
  }

  @Test
  void prunersCompareTheFirstGoalWhereTrialsMeasureIt() {
    assertThat(cake.progressMetrics()).containsExactly(LEFT.metric());
    assertThat(cake.progressGoal(cake.defaultObjective())).isEqualTo(Goal.minimize(LEFT.metric()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cake.progressGoal(Objective.of(Goal.maximize(Metric.of("joy")))))
        .withMessageContaining("must be one of [left]")
        .withMessageContaining("joy");
    assertThat(cake.judgedFrom()).isEqualTo(1);
  }

  @Test
  void aTrainingOfNumbersGoesOnFromItsCheckpointAsIfNothingHadHappened() throws Exception {
    Training whole = cake.start(Map.of("share", 0.5), 1);
    whole.advance(3, 1, (step, metrics) -> {});
    Training first = cake.start(Map.of("share", 0.5), 1);
    first.advance(1, 1, (step, metrics) -> {});
    Training second = cake.start(Map.of("share", 0.5), 1);
    second.adopt(first.checkpoint());
    second.advance(3, 2, (step, metrics) -> assertThat(step).isIn(2L, 3L));
    assertThat(second.checkpoint()).isEqualTo(whole.checkpoint());
    assertThat(second.result(0).metrics()).isEqualTo(Metrics.of(LEFT.metric(), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> second.restore(NumberBytes.of(1)))
        .withMessage("numbers: must be 2, were 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> second.restore(new byte[15]))
        .withMessage("numbers: must be 8 bytes each, were 15 in all");
  }

  private static final class CakeKind implements ProblemKind {
    @Override
    public String name() {
      return "cake";
    }

    @Override
    public List<Field> fields() {
      return List.of(
          Field.required("size", "X", "How much there is."),
          Field.optional("guests", "N", "How many eat", 10));
    }

    @Override
    public Cake problem(SortedMap<String, String> settings) {
      return new Cake(own(settings));
    }
  }

  private record Cake(SortedMap<String, String> settings) implements TrainedProblem {
    @Override
    public ProblemKind kind() {
      return new CakeKind();
    }

    @Override
    public List<Tunable<?>> tunables() {
      return Tunable.presets(settings, SHARE, REST);
    }

    @Override
    public List<MetricColumn> metrics() {
      return List.of(LEFT);
    }

    @Override
    public Objective defaultObjective() {
      return Objective.of(Goal.minimize(LEFT.metric()));
    }

    @Override
    public long steps() {
      return 3;
    }

    @Override
    public Training start(Map<String, Object> values, long seed) {
      return new NumberTraining(Double.parseDouble(settings.get("size"))) {
        @Override
        protected void next(double[] state) {
          state[0] *= 1 - SHARE.in(values);
        }

        @Override
        protected Metrics measured(double[] state) {
          return Metrics.of(LEFT.metric(), state[0]);
        }

        @Override
        public Result result(long millis) {
          return Result.of(measured(state()));
        }
      };
    }
  }
}
