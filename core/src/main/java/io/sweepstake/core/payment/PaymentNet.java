package io.sweepstake.core.payment;

import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The shape of a payment network: bids through layers of {@code width}, {@code width / 2} and
 * {@code width} ReLUs to what each bidder pays, as a fraction of her bid.
 *
 * @param bidders at least 2
 * @param bids how many there are; they come in as numbers from −1 to 1
 * @param width at least 2
 * @param payments who pays
 * @param withholds whether it also says with which chance the highest bid gets the item
 */
public record PaymentNet(int bidders, int bids, int width, Payments payments, boolean withholds) {
  static final String BIDS = "bids";
  static final String FRACTIONS = "fractions";
  static final String SALE = "sale";
  private static final String FRACTION_LAYER = "fraction";
  private static final String SALE_LAYER = "sale";

  /** How likely a sale is before anything is learned. */
  private static final double FIRST_SALE = 0.9;

  /** Who pays which fraction. */
  public enum Payments {
    /** Who gets the item, a fraction of her bid, so that no bidder ever loses by the truth. */
    WINNER,
    /**
     * Everybody, and all fractions together are 1: a softmax over bidders, as in the dynamic
     * environment of the AI-for-social-science platform.
     */
    SOFTMAX;

    /** Its name in flags. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PaymentNet {
    if (bidders < 2 || bids < 2 || width < 2) {
      throw new IllegalArgumentException(
          "payment network: bidders, bids and width must be at least 2, were "
              + bidders
              + ", "
              + bids
              + " and "
              + width);
    }
  }

  /** The network as a program. */
  NetworkProgram program() {
    NetworkProgram.Builder network = NetworkProgram.builder();
    Block hidden = network.input(BIDS, bidders);
    int layer = 0;
    for (int units : new int[] {width, width / 2, width}) {
      hidden = network.activate(Activation.RELU, network.dense("hidden" + layer++, hidden, units));
    }
    Block fractions = network.dense(FRACTION_LAYER, hidden, bidders);
    network.output(
        FRACTIONS,
        payments == Payments.SOFTMAX
            ? network.softmax(fractions, 1, bidders, 1)
            : network.activate(Activation.SIGMOID, fractions));
    if (withholds) {
      network.output(
          SALE, network.activate(Activation.SIGMOID, network.dense(SALE_LAYER, hidden, 1)));
    }
    return network.build();
  }

  /**
   * Weights to start from: Glorot's.
   *
   * @param fraction of their bids that winners pay at first, about, between 0 and 1
   */
  NetworkWeights start(double fraction, long seed) {
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerWeights layer : NetworkWeights.glorot(program(), seed).layers()) {
      float[] bias = layer.bias().clone();
      double chance =
          layer.shape().name().equals(SALE_LAYER)
              ? FIRST_SALE
              : payments == Payments.WINNER && layer.shape().name().equals(FRACTION_LAYER)
                  ? fraction
                  : 0.5;
      Arrays.fill(bias, (float) Math.log(chance / (1 - chance)));
      layers.add(new LayerWeights(layer.shape(), layer.weights(), bias));
    }
    return new NetworkWeights(layers);
  }

  /** How a bid comes in. */
  float input(int bid) {
    return 2f * bid / (bids - 1) - 1;
  }
}
