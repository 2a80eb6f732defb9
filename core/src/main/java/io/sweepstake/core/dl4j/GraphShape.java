package io.sweepstake.core.dl4j;

import io.sweepstake.core.network.LayerWeights;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The shape of a two-headed network: reports in, allocation and payment fractions out.
 *
 * @param bidders at least 1
 * @param items at least 1
 * @param hidden widths of the hidden layers from the reports on, each at least 1; at least one
 * @param activation of the hidden layers
 * @param trunks whether the heads share the hidden layers
 */
public record GraphShape(
    int bidders, int items, List<Integer> hidden, HiddenActivation activation, Trunks trunks)
    implements Serializable {

  /** The function between hidden layers. */
  public enum HiddenActivation {
    TANH,
    RELU
  }

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
   * @throws IllegalArgumentException if a count or width is below 1, or there is no hidden layer
   */
  public GraphShape {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(trunks, "trunks");
    hidden = List.copyOf(hidden);
    if (bidders < 1 || items < 1) {
      throw new IllegalArgumentException(
          "network shape: bidders and items must be at least 1, were " + bidders + " and " + items);
    }
    if (hidden.isEmpty() || hidden.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "network shape: wants at least one hidden layer, each at least 1 wide, was " + hidden);
    }
  }

  /** One value per bidder and item. */
  public int inputs() {
    return bidders * items;
  }

  /** Layer name to {@code {outputs, inputs}}, in the order in which weights are exchanged. */
  Map<String, int[]> layers() {
    Map<String, int[]> layers = new LinkedHashMap<>();
    int last = hidden.get(hidden.size() - 1);
    if (trunks == Trunks.SHARED) {
      hiddenLayers(layers, "trunk");
      layers.put(ALLOCATION_OUT, new int[] {(bidders + 1) * items, last});
    } else {
      hiddenLayers(layers, "allocation");
      layers.put(ALLOCATION_OUT, new int[] {(bidders + 1) * items, last});
      hiddenLayers(layers, "payment");
    }
    layers.put(PAYMENT_OUT, new int[] {bidders, last});
    return layers;
  }

  private void hiddenLayers(Map<String, int[]> layers, String trunk) {
    int inputs = inputs();
    for (int k = 0; k < hidden.size(); k++) {
      layers.put(trunk + "." + k, new int[] {hidden.get(k), inputs});
      inputs = hidden.get(k);
    }
  }

  /**
   * Checks that weights are for this shape.
   *
   * @throws IllegalArgumentException naming the first layer that is missing, unknown or of another
   *     size
   */
  void requireFit(Map<String, LayerWeights> weights) {
    Map<String, int[]> layers = layers();
    layers.forEach(
        (name, size) -> {
          LayerWeights layer = weights.get(name);
          if (layer == null) {
            throw new IllegalArgumentException(
                "weights: layer " + name + " is missing, there are " + weights.keySet());
          }
          if (layer.rows() != size[0] || layer.cols() != size[1]) {
            throw new IllegalArgumentException(
                "weights: layer "
                    + name
                    + " must be "
                    + size[0]
                    + " × "
                    + size[1]
                    + ", was "
                    + layer.rows()
                    + " × "
                    + layer.cols());
          }
        });
    for (String name : weights.keySet()) {
      if (!layers.containsKey(name)) {
        throw new IllegalArgumentException(
            "weights: no layer is called " + name + ", there are " + layers.keySet());
      }
    }
  }

  /** As in {@code 2x3-tanh-100x100-separate}: short, and fit for a file name. */
  public String label() {
    return "%dx%d-%s-%s-%s"
        .formatted(
            bidders,
            items,
            activation.name().toLowerCase(Locale.ROOT),
            hidden.stream().map(String::valueOf).collect(Collectors.joining("x")),
            trunks.name().toLowerCase(Locale.ROOT));
  }
}
