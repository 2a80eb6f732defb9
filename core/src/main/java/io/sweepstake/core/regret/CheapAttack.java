package io.sweepstake.core.regret;

import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * One fresh draw from the prior, a few Adam steps, and the point where they end: how regret is
 * usually reported (Dütting et al., 2019). It finds a third to a fifth of what {@link StrongAttack}
 * does on trained networks, so never rank by it alone.
 *
 * <p>Where utilities have no gradients the draw itself is all.
 *
 * @param steps at least 0
 * @param rate Adam's learning rate, positive, in units of value
 */
public record CheapAttack(int steps, double rate) implements RegretEstimator {
  public CheapAttack {
    if (steps < 0 || !(rate > 0)) {
      throw new IllegalArgumentException(
          "cheap attack: needs steps >= 0 and a positive rate, were " + steps + " and " + rate);
    }
  }

  /** 25 steps at rate 0.1. */
  public static CheapAttack standard() {
    return new CheapAttack(25, 0.1);
  }

  @Override
  public Regrets estimate(
      BidderUtility utility,
      Setting setting,
      ValuationProfiles truth,
      long firstProfile,
      long seed,
      int bidder) {
    MisreportGrid grid = new MisreportGrid(setting);
    Attacked attacked = new Attacked(truth);
    for (int first = 0; first < truth.count(); first += utility.blockSize()) {
      int count = Math.min(utility.blockSize(), truth.count() - first);
      BestMisreports start =
          new BestMisreports(utility, grid, truth, first, count, bidder, firstProfile + first);
      float[] draw = new float[start.truth().length];
      new PriorDraws(setting, 1, seed).draw(start, 0, draw);
      float[] end =
          utility.differentiable()
              ? new AdamAscent(draw, steps, rate, rate, false).climb(start)
              : draw;
      // Only the end counts: what was better on the way is not what is usually reported.
      BestMisreports best =
          new BestMisreports(utility, grid, truth, first, count, bidder, firstProfile + first);
      best.consider(end);
      attacked.record(best, first);
    }
    return attacked.regrets();
  }
}
