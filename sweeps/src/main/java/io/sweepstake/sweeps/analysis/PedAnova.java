package io.sweepstake.sweeps.analysis;

import io.sweepstake.sweeps.pareto.NondominatedFronts;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How important parameters were to get among the best (PED-ANOVA: Watanabe, Bansal and Hutter,
 * IJCAI 2023): the Pearson divergence of the density of a parameter's values among the best trials
 * from that among all. In closed form on a grid, as in Optuna 5.0, see {@link GridDensity}.
 *
 * <p>A conditional parameter counts in proportion to how often it exists among the best and among
 * all (Conditional PED-ANOVA, arXiv 2601.20800, theorem 4.2); one that exists in fewer than two
 * trials has importance 0.
 *
 * <p>For a study's own objective, infeasible trials are worse than all feasible ones, by how much
 * they violate; with several goals the best are what TPE takes for good: whole fronts, and of the
 * next by hypervolume. The raw importances are in the unit of the divergence times best².
 *
 * @param best the share of the trials that count as the best, in (0, 1)
 */
public record PedAnova(double best) implements ParamImportance {
  private static final double OFF_ZERO = 1e-12;
  private static final int FEWEST = 2;

  public PedAnova {
    if (!(best > 0 && best < 1)) {
      throw new IllegalArgumentException(
          "PED-ANOVA: the share of the best must be between 0 and 1, was " + best);
    }
  }

  /** Against the best tenth. */
  public PedAnova() {
    this(0.1);
  }

  @Override
  public Importances of(History history) {
    Objective objective = history.spec().objective();
    List<Trial> trials =
        completed(history).stream().filter(trial -> Usable.losses(objective, trial)).toList();
    Set<Integer> chosen =
        objective.goals().size() == 1
            ? best(
                trials,
                Comparator.comparingDouble(
                        (Trial trial) -> objective.violation(trial.state().metrics()))
                    .thenComparingDouble(trial -> objective.losses(trial.state().metrics())[0]))
            : front(objective, trials);
    return of(history, trials, chosen);
  }

  @Override
  public Importances of(History history, Goal goal) {
    List<Trial> trials =
        completed(history).stream()
            .filter(trial -> Usable.is(goal.value(trial.state().metrics()).orElse(Double.NaN)))
            .toList();
    return of(
        history,
        trials,
        best(
            trials,
            Comparator.comparingDouble(
                trial -> goal.loss(goal.value(trial.state().metrics()).getAsDouble()))));
  }

  static List<Trial> completed(History history) {
    return history.trials().stream()
        .filter(trial -> trial.state() instanceof TrialState.Completed)
        .toList();
  }

  private int count(int trials) {
    return (int) Math.ceil(best * trials);
  }

  /** So many, and those as good as the last of them. */
  private Set<Integer> best(List<Trial> trials, Comparator<Trial> order) {
    if (trials.isEmpty()) {
      return Set.of();
    }
    List<Trial> sorted = new ArrayList<>(trials);
    sorted.sort(order);
    Trial last = sorted.get(count(trials.size()) - 1);
    return trials.stream()
        .filter(trial -> order.compare(trial, last) <= 0)
        .map(Trial::number)
        .collect(Collectors.toSet());
  }

  private Set<Integer> front(Objective objective, List<Trial> trials) {
    NondominatedFronts fronts = new NondominatedFronts();
    List<Trial> infeasible = new ArrayList<>();
    for (Trial trial : trials) {
      if (objective.violation(trial.state().metrics()) > 0) {
        infeasible.add(trial);
      } else {
        fronts.add(trial.number(), objective.losses(trial.state().metrics()));
      }
    }
    int wanted = count(trials.size());
    Set<Integer> best = new HashSet<>();
    Arrays.stream(fronts.best(wanted)).forEach(best::add);
    infeasible.stream()
        .sorted(Comparator.comparingDouble(t -> objective.violation(t.state().metrics())))
        .limit(wanted - best.size())
        .forEach(trial -> best.add(trial.number()));
    return best;
  }

  private static Importances of(History history, List<Trial> all, Set<Integer> best) {
    List<Param<?>> params = history.spec().space().params();
    Map<String, Double> importances = new LinkedHashMap<>();
    for (int k = 0; k < params.size(); k++) {
      importances.put(params.get(k).name(), importance(params.get(k), k, all, best));
    }
    return new Importances(importances, all.size(), history.completedCount() - all.size());
  }

  private static double importance(Param<?> param, int index, List<Trial> all, Set<Integer> best) {
    double[] everywhere = numbers(all, index);
    double[] among =
        numbers(all.stream().filter(trial -> best.contains(trial.number())).toList(), index);
    if (param.fixed() || everywhere.length < FEWEST || among.length == 0) {
      return 0;
    }
    double[] local = GridDensity.of(param, everywhere);
    double[] top = GridDensity.of(param, among);
    double divergence = 0;
    for (int cell = 0; cell < local.length; cell++) {
      double ratio = (top[cell] + OFF_ZERO) / (local[cell] + OFF_ZERO) - 1;
      divergence += (local[cell] + OFF_ZERO) * ratio * ratio;
    }
    double quantile = (double) best.size() / all.size();
    double existsAmongBest = (double) among.length / best.size();
    double exists = (double) everywhere.length / all.size();
    return quantile * quantile * existsAmongBest * existsAmongBest / exists * divergence;
  }

  /** The values of a parameter, where it exists. */
  private static double[] numbers(List<Trial> trials, int index) {
    return trials.stream()
        .mapToDouble(trial -> trial.point().number(index))
        .filter(number -> !Double.isNaN(number))
        .toArray();
  }
}
