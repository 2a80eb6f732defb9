package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;

/**
 * An affine maximiser (Roberts, 1979): of a list of allocations it takes the one with the greatest
 * {@code Σ_i w_i v_i(a) + λ_a}, and charges bidder i {@code (max_a' (Σ_{j≠i} w_j v_j(a') + λ_a') −
 * Σ_{j≠i} w_j v_j(a) − λ_a) / w_i}: the weighted rule of Vickrey, Clarke and Groves. Truthful and
 * individually rational for any weights, boosts and list; of equals the first is taken.
 *
 * @param weights w, positive, one per bidder
 * @param boosts λ, one per allocation, in units of value
 * @param allocations {@code [allocation][bidder][item]}, flattened: probabilities
 */
public record AffineMaximizerAuction(List<Double> weights, double[] boosts, float[] allocations)
    implements Mechanism {
  public AffineMaximizerAuction {
    weights = List.copyOf(weights);
    if (weights.isEmpty() || !weights.stream().allMatch(w -> w > 0 && w < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "affine maximiser: needs a positive, finite weight for each bidder, were " + weights);
    }
    if (boosts.length == 0
        || allocations.length == 0
        || allocations.length % (boosts.length * weights.size()) != 0) {
      throw new IllegalArgumentException(
          "affine maximiser: "
              + boosts.length
              + " boosts and "
              + weights.size()
              + " bidders do not fit "
              + allocations.length
              + " allocation cells");
    }
    for (double boost : boosts) {
      if (!Double.isFinite(boost)) {
        throw new IllegalArgumentException(
            "affine maximiser: boosts must be finite, one was " + boost);
      }
    }
    for (float cell : allocations) {
      if (!(cell >= 0 && cell <= 1)) {
        throw new IllegalArgumentException(
            "affine maximiser: probabilities must be from 0 to 1, one was " + cell);
      }
    }
  }

  private int bidders() {
    return weights.size();
  }

  private int items() {
    return allocations.length / (boosts.length * bidders());
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    int bidders = bidders();
    int items = items();
    if (reports.bidders() != bidders || reports.items() != items) {
      throw new IllegalArgumentException(
          "affine maximiser: is for "
              + bidders
              + " bidders and "
              + items
              + " items, reports are of "
              + reports.bidders()
              + " and "
              + reports.items());
    }
    double[] w = weights.stream().mapToDouble(Double::doubleValue).toArray();
    double[] own = new double[bidders]; // w_i v_i(a) at one allocation
    double[] others = new double[bidders]; // the greatest without i
    double[] chosenOthers = new double[bidders];
    Outcomes outcomes = new Outcomes(reports.count(), bidders, items);
    int width = bidders * items;
    for (int k = 0; k < reports.count(); k++) {
      double best = Double.NEGATIVE_INFINITY;
      int chosen = 0;
      Arrays.fill(others, Double.NEGATIVE_INFINITY);
      for (int a = 0; a < boosts.length; a++) {
        double welfare = boosts[a];
        for (int i = 0; i < bidders; i++) {
          double value = 0;
          for (int j = 0; j < items; j++) {
            value +=
                allocations[a * width + i * items + j]
                    * (double) reports.values()[k * width + i * items + j];
          }
          own[i] = w[i] * value;
          welfare += own[i];
        }
        for (int i = 0; i < bidders; i++) {
          others[i] = Math.max(others[i], welfare - own[i]);
        }
        if (welfare > best) {
          best = welfare;
          chosen = a;
          for (int i = 0; i < bidders; i++) {
            chosenOthers[i] = welfare - own[i];
          }
        }
      }
      System.arraycopy(allocations, chosen * width, outcomes.allocation(), k * width, width);
      for (int i = 0; i < bidders; i++) {
        outcomes.payments()[k * bidders + i] =
            (float) Math.max(0, (others[i] - chosenOthers[i]) / w[i]);
      }
    }
    return outcomes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AffineMaximizerAuction that
        && weights.equals(that.weights)
        && Arrays.equals(boosts, that.boosts)
        && Arrays.equals(allocations, that.allocations);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(boosts) * 31 + Arrays.hashCode(allocations);
  }
}
