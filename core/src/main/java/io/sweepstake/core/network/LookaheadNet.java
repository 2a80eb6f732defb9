package io.sweepstake.core.network;

import io.sweepstake.core.auction.LookaheadAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lookahead auction of one item (Ronen, EC 2001) with learned handicaps and prices: the bidder
 * whose report is worth most in an increasing function of her own is asked the least report that
 * would have been, and beyond it what an {@link OfferNet} of her own makes of the others' reports.
 * Exactly truthful and individually rational whatever the weights. It is for values that hang
 * together, where the others' reports tell what a bidder may pay; with independent values Myerson's
 * auction, which {@link MyersonNet} learns, earns at least as much.
 *
 * <p>The handicaps are {@code min_k max_l (e^α_kl b + β_kl)} of {@value #GROUPS} groups of {@value
 * #LINES} lines, as in MyersonNet: for each bidder a layer of slopes' logarithms α and one of
 * intercepts β in units of value, then the layers of her OfferNet.
 */
public final class LookaheadNet implements TruthfulFamily {
  /** k. */
  public static final int GROUPS = 5;

  /** l in each. */
  public static final int LINES = 5;

  private static final int WIDTH = 16;
  private static final int DEPTH = 2;

  /** Spread of α at the start, around 0. */
  private static final double LOG_SLOPE = 0.2;

  /** Softplus of it is .05: an offer a little above what wins. */
  private static final float START = -3;

  @Override
  public String name() {
    return "lookahead";
  }

  /** Two layers of 16 for each bidder. */
  @Override
  public Architecture defaultArchitecture(Setting setting) {
    requireSingleItem(setting);
    return Architecture.uniform(WIDTH, DEPTH);
  }

  private void requireSingleItem(Setting setting) {
    setting.requireItems("family " + name());
    if (setting.items() != 1) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": sells a single item, but setting "
              + setting.name()
              + " has "
              + setting.items());
    }
  }

  /** Slopes, intercepts, and those of the {@link OfferNet}, bidder after bidder. */
  @Override
  public List<LayerShape> layers(Setting setting, Architecture architecture) {
    requireSingleItem(setting);
    List<LayerShape> layers = new ArrayList<>();
    for (int i = 0; i < setting.bidders(); i++) {
      layers.add(new LayerShape("slopes." + i, GROUPS, LINES));
      layers.add(new LayerShape("intercepts." + i, GROUPS, LINES));
      layers.addAll(OfferNet.layers(setting.bidders(), architecture.hidden(), i));
    }
    return layers;
  }

  /**
   * Glorot's weights, offers a little above what wins, and handicaps near the report itself: lines
   * that cross it somewhere in the support.
   */
  @Override
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    List<LayerWeights> layers = new ArrayList<>();
    List<LayerShape> shapes = layers(setting, architecture);
    int own = shapes.size() / setting.bidders();
    for (int l = 0; l < shapes.size(); l++) {
      LayerShape shape = shapes.get(l);
      if (l % own == 0) {
        addHandicap(layers, shape, shapes.get(l + 1), setting, l / own, seed);
      } else if (l % own > 1) {
        layers.add(glorot(shape, Seeds.derive(seed, "offers", l)));
      }
    }
    return new NetworkWeights(layers);
  }

  private static void addHandicap(
      List<LayerWeights> layers,
      LayerShape slopes,
      LayerShape intercepts,
      Setting setting,
      int bidder,
      long seed) {
    Support support = setting.distribution().support();
    double low = support.low(bidder, 0);
    double width = support.high(bidder, 0) - low;
    long normals = Seeds.derive(seed, "slopes", bidder);
    long uniforms = Seeds.derive(seed, "crossings", bidder);
    float[] logs = new float[GROUPS * LINES];
    float[] levels = new float[GROUPS * LINES];
    for (int k = 0; k < logs.length; k++) {
      logs[k] = (float) (LOG_SLOPE * Seeds.normal(normals, k));
      double crossing = low + width * Seeds.uniform(uniforms, k);
      levels[k] = (float) (crossing * (1 - Math.exp(logs[k])));
    }
    layers.add(new LayerWeights(slopes, logs, new float[GROUPS]));
    layers.add(new LayerWeights(intercepts, levels, new float[GROUPS]));
  }

  private static LayerWeights glorot(LayerShape shape, long draws) {
    double bound = Math.sqrt(6.0 / (shape.inputs() + shape.outputs()));
    float[] weights = new float[shape.inputs() * shape.outputs()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) (bound * (2 * Seeds.uniform(draws, k) - 1));
    }
    float[] bias = new float[shape.outputs()];
    if (shape.outputs() == 1) {
      Arrays.fill(bias, START);
    }
    return new LayerWeights(shape, weights, bias);
  }

  /** Each bidder's handicap, which weights of {@link #layers} stand for. */
  public static List<MonotoneMap> handicaps(int bidders, NetworkWeights weights) {
    return bidders(bidders, weights).stream()
        .map(own -> MonotoneMap.of(own.get(0), own.get(1)))
        .toList();
  }

  /** The layers of each bidder's {@link OfferNet}. */
  public static List<List<LayerWeights>> offers(int bidders, NetworkWeights weights) {
    return bidders(bidders, weights).stream().map(own -> own.subList(2, own.size())).toList();
  }

  private static List<List<LayerWeights>> bidders(int bidders, NetworkWeights weights) {
    int own = weights.layers().size() / bidders;
    return IntStream.range(0, bidders)
        .mapToObj(i -> weights.layers().subList(i * own, (i + 1) * own))
        .toList();
  }

  @Override
  public Mechanism mechanism(
      Setting setting, Architecture architecture, NetworkWeights weights, ProgramRunner engine) {
    weights.require(layers(setting, architecture));
    int bidders = setting.bidders();
    List<MonotoneMap> handicaps = handicaps(bidders, weights);
    List<float[]> offers = offers(bidders, weights).stream().map(LookaheadNet::flat).toList();
    float scale = scale(setting);
    return profiles -> {
      OfferNet net = new OfferNet(bidders, architecture.hidden(), scale);
      return new LookaheadAuction(
              handicaps,
              (reports, bidder, least) ->
                  least + net.beyond(reports, bidder, offers.get(bidder), 0))
          .run(profiles);
    };
  }

  /** What its {@link OfferNet}s measure values in. */
  public static float scale(Setting setting) {
    return setting.distribution().support().meanWidth();
  }

  /** Weights and biases, layer after layer, as {@link OfferNet} has them. */
  public static float[] flat(List<LayerWeights> layers) {
    int count = layers.stream().mapToInt(l -> l.weights().length + l.bias().length).sum();
    float[] parameters = new float[count];
    int at = 0;
    for (LayerWeights layer : layers) {
      System.arraycopy(layer.weights(), 0, parameters, at, layer.weights().length);
      at += layer.weights().length;
      System.arraycopy(layer.bias(), 0, parameters, at, layer.bias().length);
      at += layer.bias().length;
    }
    return parameters;
  }

  /** The layers that {@link #flat} parameters stand for, from one of them on. */
  public static List<LayerWeights> layers(List<LayerShape> shapes, float[] parameters, int from) {
    List<LayerWeights> layers = new ArrayList<>();
    int at = from;
    for (LayerShape shape : shapes) {
      int biases = at + shape.inputs() * shape.outputs();
      int end = biases + shape.outputs();
      layers.add(
          new LayerWeights(
              shape,
              Arrays.copyOfRange(parameters, at, biases),
              Arrays.copyOfRange(parameters, biases, end)));
      at = end;
    }
    return layers;
  }
}
