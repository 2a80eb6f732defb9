package io.sweepstake.core.network.affine;

import io.sweepstake.core.auction.AffineMaximizerAuction;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.ProgramRunner;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Affine maximisers with learned bidder weights and boosts: exactly truthful and individually
 * rational. Families differ in their list of allocations and in how boosts are tied.
 *
 * <p>Layers have weights and, but for {@link LotteryAma}, no biases: {@value #LOG_WEIGHTS}, the
 * logarithms of bidders' weights, and {@value #BOOSTS} in units of value.
 */
public abstract class AffineFamily implements TruthfulFamily {
  public static final String LOG_WEIGHTS = "log-weights";
  public static final String BOOSTS = "boosts";

  /** More allocations than this take longer than minutes. */
  private static final int MOST_ALLOCATIONS = 4096;

  AffineFamily() {}

  /**
   * Every way to sell items whole.
   *
   * @return {@code [allocation][bidder][item]}, selling nothing first
   * @throws IllegalArgumentException if there are too many
   */
  final float[] deterministic(Setting setting) {
    setting.requireItems("family " + name());
    double all = WholeAllocations.most(setting.demand(), setting.bidders(), setting.items());
    if (all > MOST_ALLOCATIONS) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": lists every allocation, at most "
              + MOST_ALLOCATIONS
              + ", but setting "
              + setting.name()
              + " has "
              + (long) Math.min(all, Long.MAX_VALUE)
              + "; lottery-ama learns its list");
    }
    return WholeAllocations.of(setting.demand(), setting.bidders(), setting.items());
  }

  /**
   * The list of allocations, {@code [allocation][bidder][item]}, selling nothing first.
   *
   * @param weights of {@link #layers}
   */
  public abstract float[] allocations(
      Setting setting, Architecture architecture, NetworkWeights weights);

  /** For every allocation its boost, in units of value. */
  public abstract double[] boosts(
      Setting setting, Architecture architecture, NetworkWeights weights);

  static void requireAdditive(TruthfulFamily family, Setting setting) {
    setting.requireItems("family " + family.name());
    if (setting.demand() != Demand.ADDITIVE) {
      throw new IllegalArgumentException(
          "family "
              + family.name()
              + ": is for additive demand, but setting "
              + setting.name()
              + " has "
              + (setting.demand() == Demand.UNIT_DEMAND ? "unit" : "combinatorial")
              + " demand");
    }
  }

  static LayerShape logWeights(Setting setting) {
    return new LayerShape(LOG_WEIGHTS, 1, setting.bidders());
  }

  static LayerWeights withoutBias(LayerShape shape, float[] weights) {
    return new LayerWeights(shape, weights, new float[shape.outputs()]);
  }

  /** Equal weights. */
  static LayerWeights initialLogWeights(Setting setting) {
    return withoutBias(logWeights(setting), new float[setting.bidders()]);
  }

  /**
   * Boosts to start from.
   *
   * @param sold who gets what with each boost, {@code [boost][bidder][item]}
   */
  static float[] initialBoosts(Setting setting, float[] sold, long seed) {
    int width = setting.bidders() * setting.items();
    StartingBoosts start = new StartingBoosts(setting, seed);
    float[] boosts = new float[sold.length / width];
    for (int k = 0; k < boosts.length; k++) {
      double given = 0;
      for (int cell = 0; cell < width; cell++) {
        given += sold[k * width + cell] * start.reserved(cell);
      }
      boosts[k] = (float) (start.spread(k) - given);
    }
    return boosts;
  }

  @Override
  public final Mechanism mechanism(
      Setting setting, Architecture architecture, NetworkWeights weights, ProgramRunner engine) {
    weights.require(layers(setting, architecture));
    List<Double> bidderWeights = new ArrayList<>();
    for (float log : weights.layers().get(0).weights()) {
      bidderWeights.add(Math.exp(log));
    }
    return new AffineMaximizerAuction(
        bidderWeights,
        boosts(setting, architecture, weights),
        allocations(setting, architecture, weights));
  }
}
