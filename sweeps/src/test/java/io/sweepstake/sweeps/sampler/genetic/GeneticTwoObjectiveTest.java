package io.sweepstake.sweeps.sampler.genetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.TwoObjectiveContract;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneticTwoObjectiveTest extends TwoObjectiveContract {
  @Override
  protected Sampler sampler() {
    return new GeneticSampler();
  }

  /** Worked by hand: fronts, then room within the front that does not fit, then violation. */
  @Test
  void thePopulationIsNsga2s() {
    Objective objective =
        Objective.of(Goal.minimize(REVENUE), Goal.minimize(REGRET))
            .subjectTo(Constraint.atMost(COST, 0));
    double[][] values = {
      {0, 9, 0}, {9, 0, 0}, {4, 4, 0}, {3, 5, 0}, {9, 9, 0}, {5, 5, 0}, {0, 0, 2}, {0, 0, 1}
    };
    StudySpec spec = spec(SearchSpace.of(FloatParam.uniform("x", 0, 1)), objective, 1);
    History history =
        run(
            new RandomSampler(),
            spec,
            values.length,
            (trial, k) ->
                trial.completed(
                    Metrics.of(REVENUE, values[k][0], REGRET, values[k][1])
                        .with(COST, values[k][2]),
                    Instant.EPOCH));
    List<Integer> all = numbers(GeneticPopulation.of(history, 8));
    assertThat(all.subList(0, 2)).containsExactlyInAnyOrder(0, 1);
    // Between (0, 9) and (9, 0): (4, 4) has the gaps 6/9 + 5/9, (3, 5) has 4/9 + 5/9.
    assertThat(all.subList(2, 8)).containsExactly(2, 3, 5, 4, 7, 6);
    assertThat(numbers(GeneticPopulation.of(history, 3))).isEqualTo(all.subList(0, 3));
  }

  private static List<Integer> numbers(List<Trial> trials) {
    return trials.stream().map(Trial::number).toList();
  }
}
