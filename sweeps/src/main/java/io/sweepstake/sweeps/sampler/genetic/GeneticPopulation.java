package io.sweepstake.sweeps.sampler.genetic;

import io.sweepstake.sweeps.pareto.Crowding;
import io.sweepstake.sweeps.pareto.NondominatedFronts;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The completed trials that may be parents, fittest first. Feasible trials come before infeasible
 * ones, and those by how much they violate.
 *
 * <p>With several goals, feasible trials go by NSGA-II (Deb et al., IEEE TEC 2002): by front, and
 * within a front by how much room they have around them. Of n trials with m goals that takes O(m
 * n²) comparisons at worst.
 */
final class GeneticPopulation {
  private GeneticPopulation() {}

  /** At most so many of the fittest. */
  static List<Trial> of(History history, int size) {
    Objective objective = history.spec().objective();
    List<Trial> feasible = new ArrayList<>();
    List<Trial> infeasible = new ArrayList<>();
    for (Trial trial : history.finished()) {
      // Failed trials have no place here: a NaN among Jenetics' fitnesses would win.
      if (trial.state() instanceof TrialState.Completed completed) {
        (objective.violation(completed.metrics()) > 0 ? infeasible : feasible).add(trial);
      }
    }
    List<Trial> fittest =
        objective.goals().size() == 1
            ? feasible.stream().sorted(objective::compare).limit(size).toList()
            : byFronts(history, feasible, size);
    List<Trial> population = new ArrayList<>(fittest);
    infeasible.stream()
        .sorted(objective::compare)
        .limit(size - population.size())
        .forEach(population::add);
    return population;
  }

  private static List<Trial> byFronts(History history, List<Trial> trials, int size) {
    Objective objective = history.spec().objective();
    NondominatedFronts fronts = new NondominatedFronts();
    trials.forEach(trial -> fronts.add(trial.number(), objective.losses(trial.state().metrics())));
    List<Trial> fittest = new ArrayList<>();
    for (int rank = 0; rank < fronts.count() && fittest.size() < size; rank++) {
      List<Trial> front = Arrays.stream(fronts.front(rank)).mapToObj(history::trial).toList();
      double[] room =
          Crowding.distances(
              front.stream()
                  .map(trial -> objective.losses(trial.state().metrics()))
                  .toArray(double[][]::new));
      IntStream.range(0, front.size())
          .boxed()
          .sorted(Comparator.comparingDouble((Integer k) -> -room[k]))
          .limit(size - fittest.size())
          .forEach(k -> fittest.add(front.get(k)));
    }
    return fittest;
  }
}
