package io.sweepstake.core.network.affine;

import io.sweepstake.core.auction.BundleSizes;
import io.sweepstake.core.auction.SizeAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.ProgramRunner;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The affine maximiser over every way to sell items whole, with a learned charge for each item in
 * each bidder's hands and learned boosts for how many items bidders get ({@link SizeAuction}).
 * Additive demand. It is for many items: where {@link Ama} has a boost for each of {@code (n +
 * 1)^m} allocations, it has one for each way to share out sizes, and yet considers them all.
 *
 * <p>Layers without biases: {@value AffineFamily#LOG_WEIGHTS}, {@value #CHARGES} {@code
 * [bidder][item]} and {@value AffineFamily#BOOSTS}, one for each tie of {@link BundleSizes}, both
 * in units of value.
 */
public final class SizeAma implements TruthfulFamily {
  public static final String CHARGES = "charges";

  @Override
  public String name() {
    return "size-ama";
  }

  /** As many as there are boosts. */
  @Override
  public Architecture defaultArchitecture(Setting setting) {
    return Architecture.uniform(sizes(setting).ties(), 1);
  }

  /** The ways to share out sizes in a setting. */
  public BundleSizes sizes(Setting setting) {
    AffineFamily.requireAdditive(this, setting);
    double all = BundleSizes.count(setting.bidders(), setting.items());
    if (all > BundleSizes.MOST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "family %s: tries every way to say how many items each bidder gets, at most %d, but"
                  + " setting %s has %.0f; lottery-ama learns its list",
              name(),
              BundleSizes.MOST,
              setting.name(),
              all));
    }
    return new BundleSizes(setting.bidders(), setting.items());
  }

  @Override
  public List<LayerShape> layers(Setting setting, Architecture architecture) {
    Architecture own = defaultArchitecture(setting);
    if (!architecture.equals(own)) {
      throw new IllegalArgumentException(
          "family " + name() + ": has " + own + " boosts, architecture was " + architecture);
    }
    return List.of(
        AffineFamily.logWeights(setting),
        new LayerShape(CHARGES, setting.bidders(), setting.items()),
        new LayerShape(AffineFamily.BOOSTS, 1, own.hidden().get(0)));
  }

  /**
   * Equal weights, charges of half of what items are worth on average, no boosts: small ones, by
   * which equals could part, would settle which sizes are sold at all before training has begun.
   */
  @Override
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    List<LayerShape> layers = layers(setting, architecture);
    StartingBoosts start = new StartingBoosts(setting, seed);
    float[] charges = new float[setting.bidders() * setting.items()];
    for (int cell = 0; cell < charges.length; cell++) {
      charges[cell] = (float) start.reserved(cell);
    }
    return new NetworkWeights(
        List.of(
            AffineFamily.initialLogWeights(setting),
            AffineFamily.withoutBias(layers.get(1), charges),
            AffineFamily.withoutBias(layers.get(2), new float[layers.get(2).inputs()])));
  }

  @Override
  public Mechanism mechanism(
      Setting setting, Architecture architecture, NetworkWeights weights, ProgramRunner engine) {
    weights.require(layers(setting, architecture));
    List<Double> bidderWeights = new ArrayList<>();
    for (float log : weights.layers().get(0).weights()) {
      bidderWeights.add(Math.exp(log));
    }
    return new SizeAuction(
        bidderWeights, doubles(weights.layers().get(1)), doubles(weights.layers().get(2)));
  }

  private static double[] doubles(LayerWeights layer) {
    double[] doubles = new double[layer.weights().length];
    for (int k = 0; k < doubles.length; k++) {
      doubles[k] = layer.weights()[k];
    }
    return doubles;
  }
}
