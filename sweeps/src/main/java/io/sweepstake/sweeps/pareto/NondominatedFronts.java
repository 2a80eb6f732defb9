package io.sweepstake.sweeps.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Loss vectors sorted into fronts: the first holds those that none dominates, the next those that
 * only members of the first dominate, and so on (Goldberg's ranks, the non-dominated sorting of Deb
 * et al., IEEE TEC 2002). Equal vectors share a front.
 *
 * <p>Grows by one vector at a time. One that enters a front pushes those it dominates into the next
 * (Li et al., "Efficient non-domination level update", IEEE Trans. Cybernetics 2017), which takes
 * O(m n) comparisons at worst for n vectors of m goals and usually far fewer. What the fronts hold
 * does not depend on the order in which they were filled.
 */
public final class NondominatedFronts {
  private final List<List<Member>> fronts = new ArrayList<>();
  private int size;

  private record Member(int id, double[] losses) {}

  /** How many vectors there are in all fronts. */
  public int size() {
    return size;
  }

  /** How many fronts there are. */
  public int count() {
    return fronts.size();
  }

  /**
   * Adds a vector.
   *
   * @param id by which the caller knows it
   * @param losses no NaN; infinite ones are allowed
   */
  public void add(int id, double[] losses) {
    size++;
    List<Member> entering = List.of(new Member(id, losses));
    for (int rank = firstNotAbove(losses); rank < fronts.size(); rank++) {
      List<Member> front = fronts.get(rank);
      List<Member> pushed = new ArrayList<>();
      List<Member> staying = new ArrayList<>();
      for (Member member : front) {
        (dominated(entering, member.losses) ? pushed : staying).add(member);
      }
      staying.addAll(entering);
      fronts.set(rank, staying);
      if (pushed.isEmpty()) {
        return;
      }
      entering = pushed;
    }
    fronts.add(new ArrayList<>(entering));
  }

  /** The first front of which no member dominates these losses; dominance is transitive. */
  private int firstNotAbove(double[] losses) {
    int low = 0;
    int high = fronts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (dominated(fronts.get(middle), losses)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean dominated(List<Member> by, double[] losses) {
    for (Member member : by) {
      if (Dominance.dominates(member.losses, losses)) {
        return true;
      }
    }
    return false;
  }

  /** The ids in the front of this rank, 0 being the best, ascending. */
  public int[] front(int rank) {
    return fronts.get(rank).stream().mapToInt(Member::id).sorted().toArray();
  }

  /**
   * The ids of the best so many: whole fronts, and of the front that does not fit the subset with
   * much hypervolume ({@link SubsetSelection}, up to the {@link ReferencePoint} beyond that front).
   * This is how Optuna's TPE tells good from bad when there are several goals.
   *
   * @param wanted at least 0; all there are when it is more
   * @return ascending
   */
  public int[] best(int wanted) {
    int[] chosen = new int[Math.min(wanted, size)];
    int held = 0;
    for (int rank = 0; held < chosen.length; rank++) {
      List<Member> front = new ArrayList<>(fronts.get(rank));
      front.sort(Comparator.comparingInt(Member::id));
      if (held + front.size() <= chosen.length) {
        for (Member member : front) {
          chosen[held++] = member.id;
        }
      } else {
        double[][] losses = front.stream().map(Member::losses).toArray(double[][]::new);
        for (int index :
            SubsetSelection.greedy(losses, chosen.length - held, ReferencePoint.beyond(losses))) {
          chosen[held++] = front.get(index).id;
        }
      }
    }
    Arrays.sort(chosen);
    return chosen;
  }
}
