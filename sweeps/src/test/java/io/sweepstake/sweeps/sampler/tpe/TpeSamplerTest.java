package io.sweepstake.sweeps.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.sampler.Landscape;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerContract;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TpeSamplerTest extends SamplerContract {
  @Override
  protected Sampler sampler() {
    return new TpeSampler();
  }

  private static SearchSpace cube(int dimensions) {
    List<io.sweepstake.sweeps.space.Param<?>> params = new ArrayList<>();
    for (int k = 0; k < dimensions; k++) {
      params.add(FloatParam.uniform("x" + k, 0, 1));
    }
    return new SearchSpace(params, Map.of());
  }

  /** A sign test at level 3·10⁻⁴: 15 of 16 seeds. */
  @ParameterizedTest
  @EnumSource(
      value = Landscape.class,
      names = {"HARTMANN6", "ROSENBROCK5", "LEVY5", "SPHERE5", "MIXED6"})
  void isBetterThanRandom(Landscape landscape) {
    int wins = 0;
    for (int seed = 0; seed < 16; seed++) {
      StudySpec spec = spec(landscape.space(), seed);
      double tpe = best(run(new TpeSampler(), spec, 80, landscape::regret));
      double random = best(run(new RandomSampler(), spec, 80, landscape::regret));
      wins += tpe < random ? 1 : 0;
    }
    assertThat(wins).isGreaterThanOrEqualTo(15);
  }

  private static double best(History history) {
    return history.best().orElseThrow().state().metrics().value(LOSS).orElseThrow();
  }

  @Test
  void startsAtRandomUntilEnoughTrialsHaveAValue() {
    StudySpec spec = spec(MIXED, 1);
    History history = run(new TpeSampler(), spec, 9, SamplerContract::sum);
    assertThat(sources(history)).containsOnly("startup");
    Trial failing = ask(new TpeSampler(), history).orElseThrow();
    history = history.with(failing).with(failing.failed(TrialState.Cause.BUG, "no", Instant.EPOCH));
    assertThat(ask(new TpeSampler(), history).orElseThrow().ask().source()).isEqualTo("startup");
    Trial tenth = ask(new TpeSampler(), history).orElseThrow();
    history = history.with(tenth).with(tenth.completed(Metrics.of(LOSS, 1), Instant.EPOCH));
    assertThat(ask(new TpeSampler(), history).orElseThrow().ask().source()).isEqualTo("tpe");
  }

  private static List<String> sources(History history) {
    return history.trials().stream().map(trial -> trial.ask().source()).toList();
  }

  @Test
  void trialsInFlightCountAsBadUnlessTold() {
    History history = run(new TpeSampler(), spec(cube(2), 3), 30, SamplerContract::sum);
    History crowded = history;
    for (int k = 0; k < 5; k++) {
      crowded = crowded.with(ask(new TpeSampler(), crowded).orElseThrow());
    }
    Sampler blind = new TpeSampler(TpeOptions.of(Map.of("constant_liar", "false")));
    int different = 0;
    for (int k = 0; k < 20; k++) {
      // The same random numbers, so that only the model can differ.
      Point liar = suggested(new TpeSampler(), crowded, k);
      different += liar.equals(suggested(new TpeSampler(), history, k)) ? 0 : 1;
      assertThat(suggested(blind, crowded, k)).isEqualTo(suggested(blind, history, k));
    }
    assertThat(different).isPositive();
  }

  private static Point suggested(Sampler sampler, History history, int k) {
    return sampler.suggest(history, Seeds.generator(1, "x", k)).orElseThrow().point();
  }

  @Test
  void failedAndWaitingTrialsChangeNothing() {
    History history = run(new TpeSampler(), spec(cube(2), 3), 30, SamplerContract::sum);
    Point before =
        new TpeSampler().suggest(history, Seeds.generator(1, "x", 0)).orElseThrow().point();
    Trial asked = ask(new RandomSampler(), history).orElseThrow();
    History failed =
        history.with(asked).with(asked.failed(TrialState.Cause.BUG, "no", Instant.EPOCH));
    History waiting = history.with(asked.withState(new TrialState.Waiting()));
    for (History other : List.of(failed, waiting)) {
      assertThat(new TpeSampler().suggest(other, Seeds.generator(1, "x", 0)).orElseThrow().point())
          .isEqualTo(before);
    }
  }

  @Test
  void splitsInOptunasOrder() {
    Objective objective = Objective.of(Goal.minimize(LOSS)).subjectTo(Constraint.atMost(COST, 0));
    TpeRanking ranking = new TpeRanking(objective);
    StudySpec spec = StudySpec.of("split", cube(1), objective, 1);
    List<Trial> inOrder = new ArrayList<>();
    // Best to worst: feasible values, feasible pruned by step and value, infeasible by violation.
    for (double value : new double[] {Double.NEGATIVE_INFINITY, 0, 1, Double.POSITIVE_INFINITY}) {
      inOrder.add(asked(inOrder.size(), spec).completed(at(value, 0), Instant.EPOCH));
    }
    for (int step : new int[] {2, 1}) {
      for (double value : new double[] {Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY}) {
        inOrder.add(
            asked(inOrder.size(), spec)
                .measured(new Measurement(step, at(value, 0), 0))
                .pruned("p", Instant.EPOCH));
      }
      // No value at that step counts as an infinite one.
      inOrder.add(
          asked(inOrder.size(), spec)
              .measured(new Measurement(step, Metrics.of(COST, 0), 0))
              .pruned("p", Instant.EPOCH));
    }
    for (double cost : new double[] {1, 2, 3}) {
      inOrder.add(asked(inOrder.size(), spec).completed(at(-5, cost), Instant.EPOCH));
    }
    List<Trial> shuffled = new ArrayList<>(inOrder);
    java.util.Collections.shuffle(shuffled, new java.util.Random(4));
    shuffled.forEach(ranking::add);
    ranking.add(asked(inOrder.size(), spec).failed(TrialState.Cause.BUG, "no", Instant.EPOCH));
    assertThat(ranking.ranked()).isEqualTo(inOrder.size());
    for (int good = 0; good <= inOrder.size(); good++) {
      int[] expected = java.util.stream.IntStream.range(0, good).toArray();
      assertThat(ranking.best(good)).isEqualTo(expected);
    }
  }

  private static Metrics at(double loss, double cost) {
    return Metrics.of(LOSS, loss, COST, cost);
  }

  private static Trial asked(int number, StudySpec spec) {
    return Trial.asked(
        number,
        RandomSampler.draw(spec.space(), Seeds.generator(1, "point", number)),
        spec.seed(),
        new Ask(0, "test"),
        Instant.EPOCH);
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> TpeOptions.of(Map.of("candidates", "0")))
        .hasMessage("tpe candidates: must be at least 1, was 0");
    assertThatThrownBy(() -> TpeOptions.of(Map.of("good_share", "1.5")))
        .hasMessage("tpe good_share: must be between 0 and 1, was 1.5");
    assertThatThrownBy(() -> TpeOptions.of(Map.of("prior_weight", "NaN")))
        .hasMessage("tpe prior_weight: must be above 0 and finite, was NaN");
    assertThatThrownBy(() -> TpeOptions.of(Map.of("gama", "1")))
        .hasMessageContaining("was gama")
        .hasMessageContaining("good_share");
  }

  @Test
  void densitiesIntegrateToOne() {
    FloatParam x = FloatParam.uniform("x", -1, 3);
    FloatParam y = FloatParam.log("y", 1e-3, 1);
    IntParam n = IntParam.log("n", 1, 40);
    for (int observations : new int[] {0, 1, 7, 40, 150}) {
      ParzenMixture mixture =
          new ParzenMixture(
              new Axis[] {new Axis(x), new Axis(y), new Axis(n)}, ParzenShape.DEFAULT);
      var random = Seeds.generator(3, "observations", observations);
      for (int k = 0; k < observations; k++) {
        double[] numbers = {
          x.decode(Math.pow(random.nextDouble(), 3)),
          y.decode(random.nextDouble()),
          n.decode(random.nextDouble() * 0.5)
        };
        mixture.turn(mixture.add(numbers), true);
      }
      mixture.refresh();
      // Midpoint rule on both continuous axes, a sum over the grid.
      int cells = 240;
      double[][] at = new double[3][cells * cells];
      double volume = 4.0 / cells * (Math.log(1) - Math.log(1e-3)) / cells;
      double sum = 0;
      for (int value : new int[] {1, 2, 3, 5, 8, 13, 21, 40}) {
        // Mass of one grid value at a time, against the marginal that the grid axis has alone.
        for (int i = 0; i < cells * cells; i++) {
          at[0][i] = -1 + 4 * (i % cells + 0.5) / cells;
          at[1][i] = Math.exp(Math.log(1e-3) * (1 - (Math.floorDiv(i, cells) + 0.5) / cells));
          at[2][i] = value;
        }
        double mass = 0;
        for (double log : mixture.logDensity(at)) {
          mass += Math.exp(log) * volume;
        }
        sum += mass;
        assertThat(mass).isBetween(0.0, 1.0);
      }
      double whole = 0;
      for (int value = 1; value <= 40; value++) {
        whole += gridMass(mixture, value, n);
      }
      assertThat(whole)
          .as("over the grid, %s observations", observations)
          .isCloseTo(1, within(1e-9));
      assertThat(sum)
          .isCloseTo(marginal(mixture, n, new int[] {1, 2, 3, 5, 8, 13, 21, 40}), within(2e-3));
    }
  }

  private static double marginal(ParzenMixture mixture, IntParam n, int[] values) {
    double sum = 0;
    for (int value : values) {
      sum += gridMass(mixture, value, n);
    }
    return sum;
  }

  /** The probability of a value of the third axis, from the mixture's own kernels. */
  private static double gridMass(ParzenMixture mixture, int value, IntParam n) {
    Axis axis = new Axis(n);
    double[] weights = mixture.weights();
    double[] mu = mixture.centres(2);
    double[] sigma = mixture.widths(2);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * Math.exp(axis.logCellMass(value, mu[k], sigma[k]));
    }
    return sum;
  }

  @Test
  void narrowKernelsFarFromTheBoundsStillSampleInside() {
    FloatParam x = FloatParam.uniform("x", 0, 1);
    ParzenMixture mixture =
        new ParzenMixture(new Axis[] {new Axis(x)}, new ParzenShape(1e-9, false, false, 0.01, 1));
    for (int k = 0; k < 200; k++) {
      mixture.turn(mixture.add(new double[] {k % 2 == 0 ? 0 : 1}), true);
    }
    mixture.refresh();
    double[] drawn = mixture.draw(2000, Seeds.generator(1, "draw", 0))[0];
    for (double value : drawn) {
      assertThat(value).isBetween(0.0, 1.0);
    }
    // All kernels but the two that face each other across the gap are a hundredth wide.
    long between = java.util.Arrays.stream(drawn).filter(v -> v > 0.1 && v < 0.9).count();
    assertThat(between).isLessThan(2000 / 40);
  }
}
