package io.sweepstake.sweeps.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.sweeps.sampler.DistinctSampler;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerContract;
import io.sweepstake.sweeps.sampler.TwoObjectiveContract;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TpeTwoObjectiveTest extends TwoObjectiveContract {
  @Override
  protected Sampler sampler() {
    return new TpeSampler();
  }

  /** For every number of good trials, those that Optuna 5.0.0 takes. */
  @TestFactory
  List<org.junit.jupiter.api.DynamicTest> splitsLikeOptuna() throws IOException {
    List<org.junit.jupiter.api.DynamicTest> tests = new ArrayList<>();
    try (InputStream in = getClass().getResourceAsStream("/golden/optuna_analysis.json")) {
      for (JsonNode split : new ObjectMapper().readTree(in).get("splits")) {
        tests.add(
            org.junit.jupiter.api.DynamicTest.dynamicTest(
                split.get("losses").get(0).size() + " goals, " + split.get("losses").size(),
                () -> agrees(split)));
      }
    }
    return tests;
  }

  private static void agrees(JsonNode split) {
    Metric[] metrics =
        IntStream.range(0, split.get("losses").get(0).size())
            .mapToObj(k -> Metric.of("loss" + k))
            .toArray(Metric[]::new);
    Objective objective =
        Objective.of(Arrays.stream(metrics).map(Goal::minimize).toArray(Goal[]::new));
    TpeRanking ranking = new TpeRanking(objective);
    StudySpec spec = spec(SamplerContract.MIXED, objective, 1);
    for (JsonNode losses : split.get("losses")) {
      Metrics at = Metrics.NONE;
      for (int k = 0; k < metrics.length; k++) {
        at = at.with(metrics[k], losses.get(k).asDouble());
      }
      ranking.add(asked(ranking.ranked(), spec).completed(at, Instant.EPOCH));
    }
    split
        .get("good")
        .fields()
        .forEachRemaining(
            good ->
                assertThat(ranking.best(Integer.parseInt(good.getKey())))
                    .as("the good %s", good.getKey())
                    .containsExactly(
                        IntStream.range(0, good.getValue().size())
                            .map(k -> good.getValue().get(k).asInt())
                            .toArray()));
  }

  private static Trial asked(int number, StudySpec spec) {
    return Trial.asked(
        number,
        RandomSampler.draw(
            spec.space(), io.sweepstake.sweeps.study.Seeds.generator(1, "point", number)),
        spec.seed(),
        new io.sweepstake.sweeps.study.Ask(0, "test"),
        Instant.EPOCH);
  }

  /** Feasible completed trials, then pruned ones by how far they came, then by violation. */
  @Test
  void prunedAndInfeasibleTrialsComeAfterTheFronts() {
    Objective objective = TWO.subjectTo(Constraint.atMost(COST, 0));
    StudySpec spec = spec(SamplerContract.MIXED, objective, 1);
    TpeRanking ranking = new TpeRanking(objective);
    List<Trial> inOrder = new ArrayList<>();
    inOrder.add(asked(0, spec).completed(at(3, 1, 0), Instant.EPOCH));
    inOrder.add(asked(1, spec).completed(at(2, 1, 0), Instant.EPOCH));
    inOrder.add(asked(2, spec).completed(at(1, 2, 0), Instant.EPOCH));
    for (int step : new int[] {5, 4}) {
      for (double revenue : new double[] {2, 1}) {
        inOrder.add(
            asked(inOrder.size(), spec)
                .measured(new Measurement(step, at(revenue, 0, 0), 0))
                .pruned("slow", Instant.EPOCH));
      }
    }
    inOrder.add(asked(7, spec).pruned("slow", Instant.EPOCH));
    inOrder.add(asked(8, spec).completed(at(9, 0, 0.5), Instant.EPOCH));
    inOrder.add(asked(9, spec).completed(at(9, 0, 1.5), Instant.EPOCH));
    // A trial that reported nothing lacks the constraint's metric, and breaks it without bound.
    Trial silent = inOrder.remove(7);
    ranking.add(silent);
    java.util.Collections.reverse(inOrder);
    inOrder.forEach(ranking::add);
    assertThat(ranking.best(2)).containsExactly(0, 1);
    assertThat(ranking.best(3)).containsExactly(0, 1, 2);
    for (int good = 4; good <= 7; good++) {
      assertThat(ranking.best(good)).containsExactly(IntStream.range(0, good).toArray());
    }
    assertThat(ranking.best(8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 8);
    assertThat(ranking.best(9)).containsExactly(0, 1, 2, 3, 4, 5, 6, 8, 9);
    assertThat(ranking.best(10)).containsExactly(IntStream.range(0, 10).toArray());
    assertThat(ranking.best(99)).hasSize(10);
  }

  private static Metrics at(double revenue, double regret, double cost) {
    return Metrics.of(REVENUE, revenue, REGRET, regret).with(COST, cost);
  }

  /** Optuna 5.0: ⌈0.1 n⌉ of them, however many; one parameter at a time. */
  @Test
  void theShareOfGoodOnesHasNoLimitAndParametersAreModelledAlone() {
    assertThat(TpeOptions.OPTUNA.good(1000, 0, 1)).isEqualTo(25);
    assertThat(TpeOptions.OPTUNA.good(1000, 0, 2)).isEqualTo(100);
    assertThat(TpeOptions.OPTUNA.good(1001, 0, 3)).isEqualTo(101);
    assertThat(TpeOptions.DEFAULT.joint().with(1)).isTrue();
    assertThat(TpeOptions.DEFAULT.joint().with(2)).isFalse();
    assertThat(TpeOptions.of(Map.of("joint", "true")).joint().with(2)).isTrue();
    assertThat(TpeOptions.of(Map.of("joint", "false")).joint().with(1)).isFalse();
  }

  @Test
  void finiteSpacesAreExhausted() {
    SearchSpace space =
        SearchSpace.of(
            io.sweepstake.sweeps.space.IntParam.uniform("i", 1, 4), SamplerContract.KIND);
    History history =
        run(
            new DistinctSampler(new TpeSampler()),
            spec(space, TWO, 3),
            99,
            TwoObjectiveContract::completed);
    assertThat(points(history)).doesNotHaveDuplicates().hasSize(12);
  }
}
