package io.sweepstake.core.regret;

import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * Each bidder gets {@code a_j = b_j} of item j and pays {@code Σ_j c_j b_j²}, {@code c_j = 1 + j}.
 * The best report is {@code v_j / (2 c_j)}, and the truth's utility {@code Σ_j (1 − c_j) v_j²}, so
 * regret is {@code Σ_j v_j² (1 / (4 c_j) − 1 + c_j)}. Has gradients.
 */
public record QuadraticPrices(int blockSize) implements Mechanism {
  static double regret(double... values) {
    double sum = 0;
    for (int j = 0; j < values.length; j++) {
      sum += values[j] * values[j] * (1 / (4.0 * (1 + j)) + j);
    }
    return sum;
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    Outcomes outcomes = new Outcomes(reports.count(), reports.bidders(), reports.items());
    System.arraycopy(reports.values(), 0, outcomes.allocation(), 0, reports.values().length);
    for (int k = 0; k < reports.values().length; k++) {
      float report = reports.values()[k];
      outcomes.payments()[k / reports.items()] += (1 + k % reports.items()) * report * report;
    }
    return outcomes;
  }

  @Override
  public BidderUtility bidderUtility() {
    return new Utility(blockSize);
  }

  private static final class Utility implements BidderUtility {
    private final int blockSize;
    private ValuationProfiles truth;
    private int first;
    private int count;
    private int bidder;

    Utility(int blockSize) {
      this.blockSize = blockSize;
    }

    @Override
    public int blockSize() {
      return blockSize;
    }

    @Override
    public void fix(ValuationProfiles truth, int first, int count, int bidder) {
      if (count > blockSize) {
        throw new IllegalArgumentException("count " + count + " exceeds " + blockSize);
      }
      this.truth = truth;
      this.first = first;
      this.count = count;
      this.bidder = bidder;
    }

    @Override
    public void utilities(float[] misreports, float[] utilities) {
      gradients(misreports, utilities, new float[misreports.length]);
    }

    @Override
    public boolean differentiable() {
      return true;
    }

    @Override
    public void gradients(float[] misreports, float[] utilities, float[] gradients) {
      int items = truth.items();
      for (int k = 0; k < count; k++) {
        utilities[k] = 0;
        for (int j = 0; j < items; j++) {
          float report = misreports[k * items + j];
          float value = truth.value(first + k, bidder, j);
          utilities[k] += report * value - (1 + j) * report * report;
          gradients[k * items + j] = value - 2 * (1 + j) * report;
        }
      }
    }
  }
}
