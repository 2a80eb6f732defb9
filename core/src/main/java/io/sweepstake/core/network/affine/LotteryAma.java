package io.sweepstake.core.network.affine;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * The affine maximiser over a learned list of lotteries (Curry, Sandholm and Dickerson,
 * "Differentiable economics for randomized affine maximizer auctions", IJCAI 2023), beside selling
 * nothing, whose boost is 0. Additive demand.
 *
 * <p>Layer {@value #LOTTERIES} has a row for each lottery: a logit for every bidder, and for
 * nobody, and every item, {@code [bidder or nobody][item]}, whose softmax over bidders says who
 * gets the item; and as bias its boost. The architecture's one width is the number of lotteries.
 */
public final class LotteryAma extends AffineFamily {
  public static final String LOTTERIES = "lotteries";

  private static final int OPTIONS = 64;
  private static final double LOGIT_SPREAD = 2;

  @Override
  public String name() {
    return "lottery-ama";
  }

  @Override
  public Architecture defaultArchitecture(Setting setting) {
    requireAdditive(this, setting);
    return Architecture.uniform(OPTIONS, 1);
  }

  @Override
  public List<LayerShape> layers(Setting setting, Architecture architecture) {
    requireAdditive(this, setting);
    if (architecture.hidden().size() != 1) {
      throw new IllegalArgumentException(
          "family " + name() + ": has one list of lotteries, architecture was " + architecture);
    }
    return List.of(
        logWeights(setting),
        new LayerShape(
            LOTTERIES, architecture.hidden().get(0), (setting.bidders() + 1) * setting.items()));
  }

  @Override
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    LayerShape shape = layers(setting, architecture).get(1);
    float[] logits = new float[shape.outputs() * shape.inputs()];
    long normals = Seeds.derive(seed, "logits", 0);
    for (int k = 0; k < logits.length; k++) {
      logits[k] = (float) (LOGIT_SPREAD * Seeds.normal(normals, k));
    }
    List<LayerWeights> layers = new ArrayList<>();
    layers.add(initialLogWeights(setting));
    int width = setting.bidders() * setting.items();
    float[] cells = new float[shape.outputs() * width];
    lotteries(setting.bidders(), setting.items(), logits, 0, cells, 0);
    layers.add(new LayerWeights(shape, logits, initialBoosts(setting, cells, seed)));
    return new NetworkWeights(layers);
  }

  @Override
  public float[] allocations(Setting setting, Architecture architecture, NetworkWeights weights) {
    LayerWeights menu = weights.layers().get(1);
    int width = setting.bidders() * setting.items();
    float[] allocations = new float[(menu.shape().outputs() + 1) * width];
    lotteries(setting.bidders(), setting.items(), menu.weights(), 0, allocations, width);
    return allocations;
  }

  @Override
  public double[] boosts(Setting setting, Architecture architecture, NetworkWeights weights) {
    float[] learned = weights.layers().get(1).bias();
    double[] boosts = new double[learned.length + 1];
    for (int a = 0; a < learned.length; a++) {
      boosts[a + 1] = learned[a];
    }
    return boosts;
  }

  /**
   * Who gets what, by softmax over bidders and nobody.
   *
   * @param logits {@code [lottery][bidder or nobody][item]} from {@code logitsAt}
   * @param into written {@code [lottery][bidder][item]} from {@code at}
   */
  public static void lotteries(
      int bidders, int items, float[] logits, int logitsAt, float[] into, int at) {
    int width = bidders * items;
    int inputs = width + items;
    int lotteries = (into.length - at) / width;
    for (int k = 0; k < lotteries; k++) {
      for (int j = 0; j < items; j++) {
        int first = logitsAt + k * inputs + j;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= bidders; i++) {
          most = Math.max(most, logits[first + i * items]);
        }
        double sum = 0;
        for (int i = 0; i <= bidders; i++) {
          sum += Math.exp(logits[first + i * items] - most);
        }
        for (int i = 0; i < bidders; i++) {
          into[at + k * width + i * items + j] =
              (float) (Math.exp(logits[first + i * items] - most) / sum);
        }
      }
    }
  }
}
