package io.sweepstake.sweeps.sampler.tpe;

import io.sweepstake.sweeps.pareto.NondominatedFronts;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The order in which trials count as good for TPE: feasible completed trials by value, then
 * feasible pruned ones by how far they came and their value there, then infeasible ones by how much
 * they violate; ties by number. Failed trials have no place in it.
 *
 * <p>With several goals, feasible completed trials go by {@link NondominatedFronts}, the front that
 * does not fit whole by hypervolume; pruned ones, which Optuna does not know there, go by the first
 * goal. A new trial moves O(m n) others between fronts at worst, and choosing k of a front of n
 * takes O(kn) with two goals; both happen once per told trial, not per question.
 */
final class TpeRanking {
  private static final byte UNRANKED = -1;
  private static final byte COMPLETED = 0;
  private static final byte PRUNED = 1;
  private static final byte INFEASIBLE = 2;

  private final Objective objective;
  private byte[] group = new byte[64];
  private double[] first = new double[64];
  private double[] second = new double[64];
  private final NondominatedFronts fronts = new NondominatedFronts();
  private int size;
  private int ranked;
  private int[] lastBest = new int[0];
  private int lastRanked;

  TpeRanking(Objective objective) {
    this.objective = objective;
    Arrays.fill(group, UNRANKED);
  }

  /** How many trials have a place. */
  int ranked() {
    return ranked;
  }

  boolean contains(int number) {
    return number < size && group[number] != UNRANKED;
  }

  void add(Trial trial) {
    int number = trial.number();
    while (number >= group.length) {
      int capacity = 2 * group.length;
      group = Arrays.copyOf(group, capacity);
      Arrays.fill(group, capacity / 2, capacity, UNRANKED);
      first = Arrays.copyOf(first, capacity);
      second = Arrays.copyOf(second, capacity);
    }
    size = Math.max(size, number + 1);
    if (trial.state() instanceof TrialState.Failed || trial.removed()) {
      return;
    }
    ranked++;
    double violation = objective.violation(trial.state().metrics());
    if (violation > 0) {
      group[number] = INFEASIBLE;
      first[number] = violation;
    } else if (trial.state() instanceof TrialState.Completed completed) {
      group[number] = COMPLETED;
      double[] losses = objective.losses(completed.metrics());
      first[number] = losses[0];
      if (severalGoals()) {
        fronts.add(number, losses);
      }
    } else {
      group[number] = PRUNED;
      if (trial.curve().isEmpty()) {
        first[number] = 1;
      } else {
        Measurement last = trial.curve().get(trial.curve().size() - 1);
        first[number] = -last.step();
        second[number] =
            objective.value(last.metrics()).isEmpty()
                ? Double.POSITIVE_INFINITY
                : objective.goals().get(0).loss(objective.value(last.metrics()).getAsDouble());
      }
    }
  }

  private boolean severalGoals() {
    return objective.goals().size() > 1;
  }

  /** The numbers of the best {@code count} trials, by rising number. */
  int[] best(int count) {
    if (!severalGoals()) {
      return sorted(count, COMPLETED);
    }
    if (lastRanked != ranked || lastBest.length != Math.min(count, ranked)) {
      int[] completed = fronts.best(Math.min(count, ranked));
      lastBest =
          IntStream.concat(
                  Arrays.stream(completed), Arrays.stream(sorted(count - completed.length, PRUNED)))
              .sorted()
              .toArray();
      lastRanked = ranked;
    }
    return lastBest;
  }

  /** The numbers of the best of those in {@code from} or a later group, by rising number. */
  private int[] sorted(int count, byte from) {
    int[] heap = new int[Math.min(count, ranked)];
    int held = 0;
    for (int number = 0; number < size; number++) {
      if (group[number] < from) {
        continue;
      }
      if (held < heap.length) {
        heap[held++] = number;
        rise(heap, held - 1);
      } else if (held > 0 && before(number, heap[0])) {
        heap[0] = number;
        sink(heap, held);
      }
    }
    int[] best = Arrays.copyOf(heap, held);
    Arrays.sort(best);
    return best;
  }

  private boolean before(int a, int b) {
    if (group[a] != group[b]) {
      return group[a] < group[b];
    }
    int byFirst = Double.compare(first[a], first[b]);
    if (byFirst != 0) {
      return byFirst < 0;
    }
    int bySecond = Double.compare(second[a], second[b]);
    return bySecond != 0 ? bySecond < 0 : a < b;
  }

  /** A heap with the worst on top. */
  private void rise(int[] heap, int at) {
    int child = at;
    while (child > 0 && before(heap[(child - 1) / 2], heap[child])) {
      swap(heap, child, (child - 1) / 2);
      child = (child - 1) / 2;
    }
  }

  private void sink(int[] heap, int held) {
    int parent = 0;
    while (2 * parent + 1 < held) {
      int worse = 2 * parent + 1;
      if (worse + 1 < held && before(heap[worse], heap[worse + 1])) {
        worse++;
      }
      if (!before(heap[parent], heap[worse])) {
        return;
      }
      swap(heap, parent, worse);
      parent = worse;
    }
  }

  private static void swap(int[] heap, int a, int b) {
    int held = heap[a];
    heap[a] = heap[b];
    heap[b] = held;
  }
}
