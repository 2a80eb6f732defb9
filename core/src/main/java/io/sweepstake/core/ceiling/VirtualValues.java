package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;

/**
 * The field F on a tile of 64 profiles: flows, streams and convexity. One thread.
 *
 * <p>O(streams · own products · others' products) a profile, as matrix products of a tile.
 */
final class VirtualValues {
  private static final int LANES = Kernels.TILE;

  /** Lower ones are raised to this, which floats hold; a bound only rises by it. */
  private static final double LEAST = -1e30;

  private final int bidders;
  private final int items;
  private final int reported;
  private final List<Rents> rents; // by bidder
  private final StreamBasis basis;
  private final Kernels kernels;
  private final Surroundings surroundings;

  private final float[] ranks; // [cell][lane]
  private final float[] rivals; // the greatest of rivals' values, as a rank, [cell][lane]
  private final float[] slopes; // dv/drank, [cell][lane]
  private final float[] worth; // F, [cell][lane]
  private final float[] added; // what streams and convexity add to it, [cell][lane]
  private final float[][] flows; // [flow] -> [cell][lane]
  private final float[][] powers; // of ranks, [cell] -> [degree][lane]
  private final float[][] powerSlopes;
  private final float[][] others; // [stream] -> [others' product][lane]
  private final float[] variables;
  private final StreamPass pass;
  private final double[] values; // one bidder's, [item][lane]
  private final double[] own; // ranks of those that are her knowledge, [item][lane]
  private final double[] ownSlopes;
  private final double[] rent;

  VirtualValues(Setting setting, List<Rents> rents, StreamBasis basis, Kernels kernels) {
    bidders = setting.bidders();
    items = setting.items();
    reported = setting.reported();
    this.rents = List.copyOf(rents);
    this.basis = basis;
    this.kernels = kernels;
    surroundings = new Surroundings(setting);
    int cells = bidders * items;
    ranks = new float[cells * LANES];
    rivals = new float[cells * LANES];
    slopes = new float[cells * LANES];
    worth = new float[cells * LANES];
    added = new float[cells * LANES];
    flows = new float[rents.stream().mapToInt(r -> r.mix().flows()).max().orElseThrow()][];
    Arrays.setAll(flows, k -> new float[cells * LANES]);
    powers = new float[cells][(basis.ownDegree() + 1) * LANES];
    powerSlopes = new float[cells][(basis.ownDegree() + 1) * LANES];
    others = new float[basis.streams().size()][basis.others().count() * LANES];
    variables = new float[Math.max(1, basis.others().variables()) * LANES];
    pass = new StreamPass(basis.ownDegree());
    values = new double[items * LANES];
    own = new double[reported * LANES];
    ownSlopes = new double[own.length];
    rent = new double[own.length];
  }

  /** F, {@code [bidder][item][lane]}. */
  float[] worth() {
    return worth;
  }

  /**
   * F if all rents were paid down to the lowest type, of one cell and lane: its virtual surplus is
   * any truthful auction's revenue if that type gains nothing, but for what convexity subtracts.
   */
  float toLowest(int cell, int lane) {
    return flows[0][cell * LANES + lane] + added[cell * LANES + lane];
  }

  /** Computes F on the block's profiles from {@code first} on, 64 of them. */
  void load(ValuationProfiles block, int first) {
    for (int i = 0; i < bidders; i++) {
      for (int j = 0; j < items; j++) {
        load(block, first, i, j);
      }
      flow(i);
    }
    Arrays.fill(added, 0);
    stream();
    System.arraycopy(added, 0, worth, 0, worth.length);
    for (int i = 0; i < bidders; i++) {
      if (rents.get(i).convexity() != null) {
        rents.get(i).convexity().subtract(ranks, i * items * LANES, worth);
      }
      for (int k = 0; k < rents.get(i).mix().flows(); k++) {
        float share = (float) rents.get(i).mix().share(k);
        for (int at = i * items * LANES; at < (i + 1) * items * LANES; at++) {
          worth[at] += share * flows[k][at];
        }
      }
    }
  }

  private void load(ValuationProfiles block, int first, int i, int j) {
    BidderTypes types = rents.get(i).types();
    int at = (i * items + j) * LANES;
    int to = j * LANES;
    for (int s = 0; s < LANES; s++) {
      double value = block.value(first + s, i, j);
      double rank = types.rank(j, value);
      double slope = types.slope(j, value);
      ranks[at + s] = (float) rank;
      slopes[at + s] = (float) slope;
      values[to + s] = value;
      if (j < reported) {
        own[to + s] = rank;
        ownSlopes[to + s] = slope;
      }
      double greatest = Double.NEGATIVE_INFINITY;
      for (int rival = 0; rival < bidders; rival++) {
        greatest = rival == i ? greatest : Math.max(greatest, block.value(first + s, rival, j));
      }
      rivals[at + s] = bidders == 1 ? 0 : (float) types.rank(j, greatest);
    }
  }

  /** What a bidder's flows leave of her loaded values. */
  private void flow(int i) {
    int at = i * items * LANES;
    for (int k = 0; k < rents.get(i).mix().flows(); k++) {
      rents.get(i).types().flows().get(k).of(own, rent);
      float[] left = flows[k];
      for (int s = 0; s < own.length; s++) {
        double value = values[s] - ownSlopes[s] * rent[s];
        left[at + s] = (float) (value > LEAST ? value : LEAST);
      }
      for (int s = own.length; s < values.length; s++) {
        left[at + s] = (float) values[s];
      }
    }
  }

  private void stream() {
    if (basis.streams().isEmpty()) {
      return;
    }
    for (int cell = 0; cell < powers.length; cell++) {
      Legendre.of(ranks, cell * LANES, basis.ownDegree(), powers[cell], powerSlopes[cell]);
    }
    for (int k = 0; k < basis.streams().size(); k++) {
      StreamBasis.Stream stream = basis.streams().get(k);
      surroundings.of(stream, ranks, rivals, variables);
      basis.others().of(variables, others[k]);
      Coefficients c = stream.coefficients();
      kernels.product(c.packed, c.rows, c.columns, others[k], 0, pass.combined(c.rows), 0);
      int one = stream.bidder() * items + stream.first();
      int two = stream.bidder() * items + stream.second();
      pass.forward(ranks, one, two, powers[one], powerSlopes[one], powers[two], powerSlopes[two]);
      float[] byFirst = pass.byFirst();
      float[] bySecond = pass.bySecond();
      for (int s = 0; s < LANES; s++) {
        added[one * LANES + s] += slopes[one * LANES + s] * bySecond[s];
        added[two * LANES + s] -= slopes[two * LANES + s] * byFirst[s];
      }
    }
  }

  /**
   * Adds {@code Σ share · ∂F/∂coefficient} over the loaded tile to the gradients.
   *
   * @param share {@code [bidder][item][lane]}
   */
  void backward(float[] share) {
    for (int i = 0; i < bidders; i++) {
      if (rents.get(i).convexity() != null) {
        rents.get(i).convexity().addGradient(ranks, i * items * LANES, share);
      }
      for (int k = 0; k < rents.get(i).mix().flows(); k++) {
        double sum = 0;
        for (int at = i * items * LANES; at < (i + 1) * items * LANES; at++) {
          sum += share[at] == 0 ? 0 : share[at] * (double) flows[k][at];
        }
        rents.get(i).mix().addGradient(k, sum);
      }
    }
    for (int k = 0; k < basis.streams().size(); k++) {
      StreamBasis.Stream stream = basis.streams().get(k);
      Coefficients c = stream.coefficients();
      int one = stream.bidder() * items + stream.first();
      int two = stream.bidder() * items + stream.second();
      float[] byFirst = pass.byFirst();
      float[] bySecond = pass.bySecond();
      for (int s = 0; s < LANES; s++) {
        bySecond[s] = slopes[one * LANES + s] * share[one * LANES + s];
        byFirst[s] = -slopes[two * LANES + s] * share[two * LANES + s];
      }
      pass.backward(ranks, one, two, powers[one], powerSlopes[one], powers[two], powerSlopes[two]);
      kernels.weightGradient(
          pass.combined(c.rows), 0, c.rows, others[k], 0, c.columns, c.gradient, 0, c.stride);
    }
  }
}
