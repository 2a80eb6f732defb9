package io.sweepstake.core.projection;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/**
 * Lotteries over all bidders, selling nothing first: what an affine maximiser chooses from.
 *
 * @param width cells of an allocation
 * @param allocations {@code [allocation][bidder][item]}, flattened
 */
record AllocationList(int width, float[] allocations) {
  private static final int ROUNDS = 8;
  private static final int FITTING_ROUNDS = 40;

  int count() {
    return allocations.length / width;
  }

  /**
   * A list and the means of what a mechanism does, by Lloyd's algorithm, started by drawing what is
   * far from what is listed already (Arthur and Vassilvitskii, SODA 2007).
   *
   * @param listed stays as it is
   * @param more how many allocations to add
   * @param outcomes {@code [profile][bidder][item]}
   */
  static AllocationList clustered(AllocationList listed, int more, float[] outcomes, long seed) {
    int width = listed.width();
    int profiles = outcomes.length / width;
    float[] all = Arrays.copyOf(listed.allocations(), listed.allocations().length + more * width);
    double[] distances = new double[profiles];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    int count = listed.count();
    for (int a = 0; a < count; a++) {
      shorten(distances, outcomes, all, a, width);
    }
    for (int k = 0; k < more; k++) {
      int drawn = drawn(distances, Seeds.uniform(seed, k));
      System.arraycopy(outcomes, drawn * width, all, count * width, width);
      shorten(distances, outcomes, all, count, width);
      count++;
    }
    AllocationList list = new AllocationList(width, all);
    for (int round = 0; round < ROUNDS; round++) {
      list.average(listed.count(), outcomes);
    }
    return list;
  }

  private static void shorten(
      double[] distances, float[] outcomes, float[] all, int allocation, int width) {
    for (int k = 0; k < distances.length; k++) {
      double squares = 0;
      for (int cell = 0; cell < width; cell++) {
        double way = outcomes[k * width + cell] - all[allocation * width + cell];
        squares += way * way;
      }
      distances[k] = Math.min(distances[k], squares);
    }
  }

  private static int drawn(double[] weights, double uniform) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = uniform * sum;
    int at = 0;
    while (at < weights.length - 1 && left >= weights[at]) {
      left -= weights[at];
      at++;
    }
    return at;
  }

  private void average(int fixed, float[] outcomes) {
    int[] nearest = nearest(outcomes);
    double[] sums = new double[allocations.length];
    int[] members = new int[count()];
    for (int k = 0; k < nearest.length; k++) {
      members[nearest[k]]++;
      for (int cell = 0; cell < width; cell++) {
        sums[nearest[k] * width + cell] += outcomes[k * width + cell];
      }
    }
    for (int at = fixed * width; at < allocations.length; at++) {
      if (members[at / width] > 0) {
        allocations[at] = (float) (sums[at] / members[at / width]);
      }
    }
  }

  /** The number of the allocation nearest to each outcome. */
  int[] nearest(float[] outcomes) {
    float[] halves = new float[count()];
    for (int at = 0; at < allocations.length; at++) {
      halves[at / width] += allocations[at] * allocations[at] / 2;
    }
    ValuationProfiles places = new ValuationProfiles(outcomes.length / width, 1, width);
    System.arraycopy(outcomes, 0, places.values(), 0, outcomes.length);
    // |o − a|² is least where o·a − |a|²/2 is greatest.
    return new OutcomeMenu(width, allocations, halves)
        .choices(places, Float.NEGATIVE_INFINITY, new double[] {0})[0];
  }

  /**
   * Boosts by which a softmax of welfare chooses each allocation as often as the mechanism did what
   * it is nearest to: those of greatest likelihood, by iterative scaling. That of nothing is 0.
   *
   * @param sharpness of the softmax, per unit of value
   */
  double[] boosts(ValuationProfiles profiles, Mechanism mechanism, double sharpness) {
    int[] nearest = nearest(mechanism.run(profiles).allocation());
    int count = count();
    double[] wanted = new double[count];
    for (int a : nearest) {
      wanted[a] += 1.0 / nearest.length;
    }
    double[] boosts = new double[count];
    double[] welfare = new double[count];
    for (int round = 0; round < FITTING_ROUNDS; round++) {
      double[] chosen = new double[count];
      for (int k = 0; k < profiles.count(); k++) {
        double most = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < count; a++) {
          double sum = boosts[a];
          for (int cell = 0; cell < width; cell++) {
            sum += (double) allocations[a * width + cell] * profiles.values()[k * width + cell];
          }
          welfare[a] = sharpness * sum;
          most = Math.max(most, welfare[a]);
        }
        double all = 0;
        for (int a = 0; a < count; a++) {
          welfare[a] = Math.exp(welfare[a] - most);
          all += welfare[a];
        }
        for (int a = 0; a < count; a++) {
          chosen[a] += welfare[a] / all / profiles.count();
        }
      }
      for (int a = 0; a < count; a++) {
        double seldom = 0.1 / nearest.length;
        boosts[a] += Math.log((wanted[a] + seldom) / (chosen[a] + seldom)) / sharpness;
      }
      double nothing = boosts[0];
      for (int a = 0; a < count; a++) {
        boosts[a] -= nothing;
      }
    }
    return boosts;
  }

  /**
   * Boosts for the whole list where those of its first allocations are known, which are all ways to
   * sell items whole: for the others what they come to if each item is drawn on its own, so that
   * nobody would rather have a lottery than what it is made of.
   *
   * @param whole boosts
   */
  double[] extended(double[] whole, int items) {
    double[] boosts = Arrays.copyOf(whole, count());
    for (int a = whole.length; a < boosts.length; a++) {
      for (int k = 0; k < whole.length; k++) {
        boosts[a] += whole[k] * chance(a, k, items);
      }
      boosts[a] -= whole[0];
    }
    for (int k = whole.length - 1; k >= 0; k--) {
      boosts[k] -= whole[0];
    }
    return boosts;
  }

  /** How likely it is that a lottery, its items drawn one by one, comes out as another. */
  private double chance(int lottery, int outcome, int items) {
    double chance = 1;
    for (int j = 0; j < items; j++) {
      double nobody = 1;
      double owner = -1; // the chance of her who has the item in the outcome
      for (int cell = j; cell < width; cell += items) {
        float share = allocations[lottery * width + cell];
        nobody -= share;
        owner = allocations[outcome * width + cell] == 1 ? share : owner;
      }
      chance *= owner >= 0 ? owner : Math.max(0, nobody);
    }
    return chance;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllocationList that
        && width == that.width
        && Arrays.equals(allocations, that.allocations);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(allocations);
  }
}
