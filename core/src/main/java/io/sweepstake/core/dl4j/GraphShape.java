package io.sweepstake.core.dl4j;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The shape of a two-headed network: reports in, allocation and payment fractions out.
 *
 * <p>Its layers are {@code allocation.0}, {@code allocation.1}, …, {@code allocation.out}, {@code
 * payment.0}, …, {@code payment.out} where each head has a trunk of its own, and {@code trunk.0},
 * …, {@code allocation.out}, {@code payment.out} where they share one. Rows of {@code
 * allocation.out} are {@code [bidder][item]}, with one bidder more than there are: she stands for
 * withholding. Rows of {@code payment.out} are bidders.
 *
 * @param bidders at least 1
 * @param items at least 1
 * @param architecture the hidden layers of each trunk
 * @param activation of the hidden layers
 */
public record GraphShape(
    int bidders, int items, Architecture architecture, Activation activation, Trunks trunks) {

  /** Whether the allocation head and the payment head share their hidden layers. */
  public enum Trunks {
    /** Each head has hidden layers of its own, as RegretNet's have. */
    SEPARATE,
    /** Both heads read the last of the same hidden layers. */
    SHARED
  }

  static final String ALLOCATION_OUT = "allocation.out";
  static final String PAYMENT_OUT = "payment.out";

  /**
   * @throws IllegalArgumentException if there are no bidders or no items
   */
  public GraphShape {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(trunks, "trunks");
    if (bidders < 1 || items < 1) {
      throw new IllegalArgumentException(
          "network shape: bidders and items must be at least 1, were " + bidders + " and " + items);
    }
  }

  /**
   * The shape of a family's network.
   *
   * @throws IllegalArgumentException if that network is not a two-headed one, as RegretNet's for
   *     unit demand is not
   */
  public static GraphShape of(MechanismFamily family, Setting setting, Architecture architecture) {
    if (!(family instanceof NetworkFamily network)) {
      throw new IllegalArgumentException(
          "family %s: is no network, so it cannot imitate an auction".formatted(family.name()));
    }
    List<LayerShape> layers = family.layers(setting, architecture);
    boolean shared = layers.stream().anyMatch(layer -> layer.name().startsWith("trunk."));
    GraphShape shape =
        new GraphShape(
            setting.bidders(),
            setting.items(),
            architecture,
            network.hiddenActivation(),
            shared ? Trunks.SHARED : Trunks.SEPARATE);
    if (!layers.equals(shape.layers())) {
      throw new IllegalArgumentException(
          "family %s in setting %s: only a two-headed network can imitate, one of layers %s, this has"
                  .formatted(family.name(), setting.name(), names(shape.layers()))
              + " "
              + surplus(layers, shape.layers()));
    }
    return shape;
  }

  private static String surplus(List<LayerShape> layers, List<LayerShape> wanted) {
    return layers.stream()
        .filter(layer -> !wanted.contains(layer))
        .findFirst()
        .orElseThrow()
        .name();
  }

  private static String names(List<LayerShape> layers) {
    return String.join(", ", layers.stream().map(LayerShape::name).toList());
  }

  /** One value per bidder and item. */
  public int inputs() {
    return bidders * items;
  }

  /** The dense layers, in the order in which weights are exchanged. */
  public List<LayerShape> layers() {
    List<LayerShape> layers = new ArrayList<>();
    addHidden(layers, allocationTrunk());
    layers.add(new LayerShape(ALLOCATION_OUT, (bidders + 1) * items, lastWidth()));
    if (trunks == Trunks.SEPARATE) {
      addHidden(layers, "payment");
    }
    layers.add(new LayerShape(PAYMENT_OUT, bidders, lastWidth()));
    return List.copyOf(layers);
  }

  private void addHidden(List<LayerShape> layers, String trunk) {
    int inputs = inputs();
    for (int k = 0; k < architecture.hidden().size(); k++) {
      int width = architecture.hidden().get(k);
      layers.add(new LayerShape(trunk + "." + k, width, inputs));
      inputs = width;
    }
  }

  String allocationTrunk() {
    return trunks == Trunks.SHARED ? "trunk" : "allocation";
  }

  String paymentTrunk() {
    return trunks == Trunks.SHARED ? "trunk" : "payment";
  }

  int lastWidth() {
    return architecture.hidden().get(architecture.hidden().size() - 1);
  }

  /** As in {@code 2x3-tanh-100-100-separate}: short, and fit for a file name. */
  public String label() {
    return "%dx%d-%s-%s-%s"
        .formatted(
            bidders,
            items,
            activation.name().toLowerCase(Locale.ROOT),
            architecture,
            trunks.name().toLowerCase(Locale.ROOT));
  }
}
