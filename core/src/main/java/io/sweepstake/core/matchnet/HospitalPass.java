package io.sweepstake.core.matchnet;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.HospitalUtility;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.pass.TilePass;
import io.sweepstake.core.quadratic.Packing;
import io.sweepstake.core.tile.Tile;
import java.util.Arrays;
import java.util.List;

/** A pass over 64 pools, and what hospitals get there. */
final class HospitalPass {
  private final TilePass pass;
  private final HospitalUtility utility;
  private final List<Packing.Column> columns;
  private final int types;
  private final double[] matching;
  private final double[] slope; // of one hospital's types
  private final double[] spread; // the same at its place among all rows

  HospitalPass(ExchangeSetting setting, TilePass pass, HospitalUtility utility) {
    this.pass = pass;
    this.utility = utility;
    columns = setting.central().columns();
    types = setting.types();
    matching = new double[columns.size()];
    slope = new double[types];
    spread = new double[setting.hospitals() * types];
  }

  /** Takes in truthful reports. */
  void load(int[][] pools) {
    Tile reports = pass.input(MatchNet.REPORTS);
    for (int s = 0; s < Kernels.TILE; s++) {
      for (int r = 0; r < pools[s].length; r++) {
        reports.set(r, s, pools[s][r]);
      }
    }
    pass.prepare();
  }

  /** Puts one hospital's reports in place, {@code [lane][type]}. */
  void report(int hospital, float[][] reported) {
    Tile reports = pass.input(MatchNet.REPORTS);
    for (int s = 0; s < Kernels.TILE; s++) {
      for (int t = 0; t < types; t++) {
        reports.set(hospital * types + t, s, reported[s][t]);
      }
    }
  }

  void forward() {
    pass.forward();
  }

  double[] matching(int lane) {
    Tile out = pass.output(MatchNet.MATCHING);
    for (int j = 0; j < matching.length; j++) {
      matching[j] = out.value(j, lane);
    }
    return matching;
  }

  double utility(int hospital, int[] pool, int lane) {
    return utility.of(hospital, pool, matching(lane), slope);
  }

  void clearGradient() {
    Tile gradient = pass.outputGradient(MatchNet.MATCHING);
    for (int j = 0; j < columns.size(); j++) {
      gradient.fill(j, 0);
    }
  }

  /** Adds to what is sought of a matching: so many times a hospital's utility. */
  void addUtility(int hospital, int[] pool, int lane, double weight) {
    double unused = utility(hospital, pool, lane);
    Arrays.fill(spread, 0);
    System.arraycopy(slope, 0, spread, hospital * types, types);
    Tile gradient = pass.outputGradient(MatchNet.MATCHING);
    for (int j = 0; j < matching.length; j++) {
      double of = columns.get(j).times(spread);
      gradient.set(j, lane, gradient.value(j, lane) + (float) (weight * of));
    }
  }

  /** Adds to what is sought of a matching: so many times each column. */
  void add(int lane, double[] columnWeights, double weight) {
    Tile gradient = pass.outputGradient(MatchNet.MATCHING);
    for (int j = 0; j < columnWeights.length; j++) {
      gradient.set(j, lane, gradient.value(j, lane) + (float) (weight * columnWeights[j]));
    }
  }

  /** The slope of what is sought along one hospital's reports. */
  Tile towardsReports() {
    pass.backwardToInputs();
    return pass.inputGradient(MatchNet.REPORTS);
  }

  void towardsWeights() {
    pass.backwardToWeights();
  }
}
