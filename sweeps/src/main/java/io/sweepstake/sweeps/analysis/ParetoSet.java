package io.sweepstake.sweeps.analysis;

import io.sweepstake.sweeps.pareto.NondominatedFronts;
import io.sweepstake.sweeps.pareto.ReferencePoint;
import io.sweepstake.sweeps.pareto.SubsetSelection;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The completed trials of a study by Pareto rank, the best first: feasible ones in fronts, then
 * infeasible ones by how much they violate, equal violations sharing a rank (constrained
 * domination: Deb et al., IEEE TEC 2002).
 *
 * @param ranks trials by number within each rank
 */
public record ParetoSet(List<List<Trial>> ranks) {
  public ParetoSet {
    ranks = ranks.stream().map(List::copyOf).toList();
  }

  /** Of all completed trials. */
  public static ParetoSet of(History history) {
    Objective objective = history.spec().objective();
    NondominatedFronts fronts = new NondominatedFronts();
    SortedMap<Double, List<Trial>> infeasible = new TreeMap<>();
    for (Trial trial : history.trials()) {
      if (trial.state() instanceof TrialState.Completed completed) {
        double violation = objective.violation(completed.metrics());
        if (violation > 0) {
          infeasible.computeIfAbsent(violation, v -> new ArrayList<>()).add(trial);
        } else {
          fronts.add(trial.number(), objective.losses(completed.metrics()));
        }
      }
    }
    List<List<Trial>> ranks = new ArrayList<>();
    for (int rank = 0; rank < fronts.count(); rank++) {
      ranks.add(Arrays.stream(fronts.front(rank)).mapToObj(history::trial).toList());
    }
    ranks.addAll(infeasible.values());
    return new ParetoSet(ranks);
  }

  /**
   * At most so many of the best: whole ranks, and of the rank that does not fit those that together
   * have much hypervolume (see {@link SubsetSelection}), by number within a rank.
   */
  public List<Trial> best(Objective objective, int count) {
    List<Trial> best = new ArrayList<>();
    for (List<Trial> rank : ranks) {
      int room = Math.min(count - best.size(), rank.size());
      double[][] losses =
          rank.stream()
              .map(trial -> objective.losses(trial.state().metrics()))
              .toArray(double[][]::new);
      Arrays.stream(SubsetSelection.greedy(losses, room, ReferencePoint.beyond(losses)))
          .sorted()
          .forEach(index -> best.add(rank.get(index)));
    }
    return best;
  }

  /**
   * The trials that no other dominates, by number. While none is feasible, those that violate
   * least; none before one has completed.
   */
  public List<Trial> front() {
    return ranks.isEmpty() ? List.of() : ranks.get(0);
  }
}
