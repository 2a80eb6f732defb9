package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.descent.AdamRule;
import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.valuation.Support;
import java.util.Arrays;

/**
 * Climbs one bidder's utility over her misreports, 64 profiles at a time, and keeps the best point
 * met.
 *
 * <p>Owns its scratch space; allocates nothing while climbing. Use: {@link #begin} on a pass with
 * everybody's truth in its bids, {@link #offer} candidates, {@link #climb}, {@link #settle}.
 */
final class MisreportAscent {
  private static final int TILE = Kernels.TILE;

  private final Kernels kernels;
  private final Support support;
  private final int items;
  private final int reported; // values she may lie about, the first
  private final float[] truth; // the bidder's values, [item][profile]
  private final float[] first;
  private final float[] second;
  private final float[] kept; // best misreport, [item][profile]
  private final float[] best = new float[TILE];
  private final float[] utility = new float[TILE];
  private AuctionPass pass;
  private int bidder;
  private int own; // her first row of the bids

  public MisreportAscent(Kernels kernels, Setting setting) {
    this.kernels = kernels;
    this.support = setting.distribution().support();
    this.items = setting.items();
    this.reported = setting.reported();
    truth = new float[items * TILE];
    first = new float[items * TILE];
    second = new float[items * TILE];
    kept = new float[items * TILE];
  }

  /** Starts on a misreport pass of a bidder whose bids hold the truth. */
  public void begin(AuctionPass misreportPass, int misreporter) {
    pass = misreportPass;
    bidder = misreporter;
    own = bidder * items;
    pass.bids().copyTo(own, truth, items);
    pass.prepare();
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
  }

  /** Lets a candidate compete: misreports {@code [item][profile]}. */
  public void offer(float[] misreports, int at) {
    pass.bids().copyFrom(misreports, at, own, items);
    if (!support.isBox()) {
      support.project(bidder, pass.bids().values(), pass.bids().row(own), TILE, TILE, 1);
    }
    tellKnown(pass.bids().values(), pass.bids().row(own));
    meet();
  }

  /**
   * Starts from a candidate that has no competitor: its utility is measured when the climb begins.
   */
  public void startFrom(float[] misreports) {
    System.arraycopy(misreports, 0, kept, 0, items * TILE);
    tellKnown(kept, 0);
  }

  /**
   * Ascends from the best candidate.
   *
   * @param steps at least 0
   * @param rate step size in units of value, falling geometrically to {@code lastRate}
   * @param before steps that carried moments have seen already; without meaning to other rules
   */
  public void climb(int steps, double rate, double lastRate, AscentRule rule, long before) {
    boolean adam = rule != AscentRule.SGD;
    boolean carried = rule == AscentRule.CARRIED_ADAM;
    pass.bids().copyFrom(kept, 0, own, items);
    if (!carried) {
      Arrays.fill(first, 0f);
      Arrays.fill(second, 0f);
    }
    for (int step = 1; step <= steps; step++) {
      pass.forward();
      measure();
      keep();
      pass.allocationGradient().copyFrom(truth, 0, own, items);
      pass.paymentGradient().fill(bidder, -1f);
      pass.backwardToBids();
      double progress = steps > 1 ? (step - 1.0) / (steps - 1) : 0;
      double now = rate == lastRate ? rate : rate * Math.pow(lastRate / rate, progress);
      move(carried ? before + step : step, now, adam);
    }
    if (steps > 0) {
      meet();
    }
  }

  /**
   * Puts the best misreports into the pass and runs it forward: the pass then holds their outcome.
   */
  public void settle() {
    pass.bids().copyFrom(kept, 0, own, items);
    pass.forward();
    measure();
  }

  /** The best misreports, {@code [item][profile]}. */
  public float[] misreports() {
    return kept;
  }

  /** Adam's first moments, {@code [item][profile]}: to be set before a climb that carries them. */
  public float[] firstMoments() {
    return first;
  }

  /** Adam's second moments, likewise. */
  public float[] secondMoments() {
    return second;
  }

  /** Utilities at the point last run, {@code [profile]}. */
  public float[] utilities() {
    return utility;
  }

  private void move(long step, double rate, boolean adam) {
    float adamRate = AdamRule.rate(rate, step);
    float epsilon = AdamRule.epsilon(step);
    float[] bids = pass.bids().values();
    float[] slope = pass.bidGradient().values();
    for (int j = 0; j < reported; j++) {
      int x = pass.bids().row(own + j);
      int d = pass.bidGradient().row(own + j);
      float low = support.low(bidder, j);
      // Where values have a total, only the projection below bounds them from above.
      float high = support.isBox() ? support.high(bidder, j) : Float.MAX_VALUE;
      if (adam) {
        kernels.ascendAdam(
            bids, x, slope, d, first, j * TILE, second, j * TILE, adamRate, epsilon, low, high);
      } else {
        kernels.ascend(bids, x, slope, d, (float) rate, low, high);
      }
    }
    if (!support.isBox()) {
      support.project(bidder, pass.bids().values(), pass.bids().row(own), TILE, TILE, 1);
    }
  }

  /** Puts the truth where nobody could lie, into rows {@code [item]} from {@code at} on. */
  private void tellKnown(float[] reports, int at) {
    int from = reported * TILE;
    System.arraycopy(truth, from, reports, at + from, (items - reported) * TILE);
  }

  private void meet() {
    pass.forward();
    measure();
    keep();
  }

  private void keep() {
    kernels.keepBetter(
        utility, 0, best, 0, pass.bids().values(), pass.bids().row(own), kept, 0, items);
  }

  private void measure() {
    utility(kernels, pass, bidder, items, truth, 0, utility, 0);
  }

  /** {@code u_i = Σ_j a_ij v_ij − p_i} of a pass, {@code [profile]}. */
  static void utility(
      Kernels kernels,
      AuctionPass pass,
      int bidder,
      int items,
      float[] values,
      int valuesAt,
      float[] into,
      int intoAt) {
    Arrays.fill(into, intoAt, intoAt + TILE, 0f);
    for (int j = 0; j < items; j++) {
      kernels.multiplyAdd(
          pass.allocation().values(),
          pass.allocation().row(bidder * items + j),
          values,
          valuesAt + j * TILE,
          into,
          intoAt,
          TILE);
    }
    Tile payments = pass.payments();
    for (int s = 0; s < TILE; s++) {
      into[intoAt + s] -= payments.value(bidder, s);
    }
  }
}
