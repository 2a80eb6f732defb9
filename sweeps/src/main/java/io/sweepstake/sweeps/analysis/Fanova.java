package io.sweepstake.sweeps.analysis;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How much of the variance of a value over the whole search space each parameter explains on its
 * own (functional ANOVA: Hutter, Hoos and Leyton-Brown, ICML 2014), from a random forest that
 * learned the value; a raw importance is that share, so what is missing from 1 are interactions.
 *
 * <p>The forest is that of Optuna's evaluator: {@link RegressionTree}s on bootstrap samples. Unlike
 * there, the space is the unit cube of the parameters, so that a log scale counts by decades;
 * choices are split as sets; and a conditional parameter is kept, in the middle of its range where
 * it does not exist. Trees of n trials with d parameters take O(d n log² n) each.
 *
 * @param trees at least 1
 * @param seed of the bootstrap samples
 */
public record Fanova(int trees, long seed) implements ParamImportance {
  public Fanova {
    if (trees < 1) {
      throw new IllegalArgumentException("fANOVA: trees must be at least 1, was " + trees);
    }
  }

  /** 64 trees, always the same. */
  public Fanova() {
    this(64, 1);
  }

  /** For the only goal; infeasible trials teach the forest as well as feasible ones. */
  @Override
  public Importances of(History history) {
    List<Goal> goals = history.spec().objective().goals();
    if (goals.size() > 1) {
      throw new IllegalArgumentException(
          "fANOVA: a study with several goals needs a target, such as one of " + goals);
    }
    return of(history, goals.get(0));
  }

  @Override
  public Importances of(History history, Goal goal) {
    List<Trial> completed = PedAnova.completed(history);
    List<Trial> trials =
        completed.stream()
            .filter(trial -> Usable.is(goal.value(trial.state().metrics()).orElse(Double.NaN)))
            .toList();
    List<Param<?>> params = history.spec().space().params();
    int[] free = IntStream.range(0, params.size()).filter(k -> !params.get(k).fixed()).toArray();
    double[] sums = new double[params.size()];
    int spread = 0;
    if (trials.size() > 1 && free.length > 0) {
      RegressionTree.Table table = table(trials, goal, params, free);
      for (int t = 0; t < trees; t++) {
        RandomGenerator random = Seeds.generator(seed, "tree", t);
        int[] rows = random.ints(trials.size(), 0, trials.size()).toArray();
        RegressionTree tree = RegressionTree.grow(table, rows, random);
        double variance = tree.variance();
        if (variance > 0) {
          spread++;
          for (int f = 0; f < free.length; f++) {
            sums[free[f]] += tree.variance(f) / variance;
          }
        }
      }
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int k = 0; k < sums.length; k++) {
      shares.put(params.get(k).name(), spread > 0 ? sums[k] / spread : 0);
    }
    return new Importances(shares, trials.size(), completed.size() - trials.size());
  }

  private static RegressionTree.Table table(
      List<Trial> trials, Goal goal, List<Param<?>> params, int[] free) {
    int[] choices =
        Arrays.stream(free)
            .map(k -> params.get(k) instanceof CategoricalParam c ? c.choices().size() : 0)
            .toArray();
    double[][] places =
        trials.stream()
            .map(
                trial -> {
                  double[] unit = trial.point().encode();
                  return Arrays.stream(free)
                      .mapToDouble(k -> Double.isNaN(unit[k]) ? 0.5 : unit[k])
                      .toArray();
                })
            .toArray(double[][]::new);
    double[] values =
        trials.stream()
            .mapToDouble(trial -> goal.value(trial.state().metrics()).getAsDouble())
            .toArray();
    return new RegressionTree.Table(places, choices, values);
  }
}
