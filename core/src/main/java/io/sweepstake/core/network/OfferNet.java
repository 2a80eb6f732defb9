package io.sweepstake.core.network;

import io.sweepstake.core.program.LayerShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one bidder is asked beyond the least report that gets her an offer: {@code c · softplus(
 * g(b_-i / c))} of the others' reports b, where g is a feed-forward network with tanh between its
 * layers and c the mean width of the intervals that values lie in.
 *
 * <p>Its inputs are the others' reports in order, and last the greatest of them (0 where there are
 * none), all over c; its parameters are layer after layer, weights {@code [output][input]} and then
 * biases. Owns its scratch space; used by one thread, it allocates nothing.
 */
public final class OfferNet {
  private final int bidders;
  private final double scale;
  private final int[] widths; // inputs, hidden, 1
  private final double[][] activations; // by layer, the inputs first
  private final double[][] slopes; // of the output by activation

  /**
   * @param hidden widths
   * @param scale c, above 0, in units of value
   */
  public OfferNet(int bidders, List<Integer> hidden, double scale) {
    this.bidders = bidders;
    this.scale = scale;
    widths = new int[hidden.size() + 2];
    widths[0] = bidders;
    for (int l = 0; l < hidden.size(); l++) {
      widths[l + 1] = hidden.get(l);
    }
    widths[widths.length - 1] = 1;
    activations = new double[widths.length][];
    slopes = new double[widths.length][];
    for (int l = 0; l < widths.length; l++) {
      activations[l] = new double[widths[l]];
      slopes[l] = new double[widths[l]];
    }
  }

  /** The layers of a bidder's network. */
  static List<LayerShape> layers(int bidders, List<Integer> hidden, int bidder) {
    List<LayerShape> layers = new ArrayList<>();
    int inputs = bidders;
    for (int l = 0; l < hidden.size(); l++) {
      layers.add(new LayerShape("offer." + bidder + ".hidden." + l, hidden.get(l), inputs));
      inputs = hidden.get(l);
    }
    layers.add(new LayerShape("offer." + bidder, 1, inputs));
    return layers;
  }

  /** How many parameters it has. */
  public int parameters() {
    int count = 0;
    for (int l = 1; l < widths.length; l++) {
      count += widths[l] * (widths[l - 1] + 1);
    }
    return count;
  }

  /**
   * What is asked beyond, above 0.
   *
   * @param reports of all bidders, in units of value; that of {@code bidder} is not read
   * @param parameters its own begin at {@code from}
   */
  public double beyond(float[] reports, int bidder, float[] parameters, int from) {
    double greatest = 0;
    int at = 0;
    for (int j = 0; j < bidders; j++) {
      if (j != bidder) {
        greatest = Math.max(greatest, reports[j]);
        activations[0][at++] = reports[j] / scale;
      }
    }
    activations[0][at] = greatest / scale;
    int weight = from;
    for (int l = 1; l < widths.length; l++) {
      int biases = weight + widths[l] * widths[l - 1];
      for (int o = 0; o < widths[l]; o++) {
        double sum = parameters[biases + o];
        for (int k = 0; k < widths[l - 1]; k++) {
          sum += parameters[weight++] * activations[l - 1][k];
        }
        activations[l][o] = l == widths.length - 1 ? sum : Math.tanh(sum);
      }
      weight = biases + widths[l];
    }
    return scale * softplus(output());
  }

  private double output() {
    return activations[widths.length - 1][0];
  }

  private static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  /**
   * Adds to a gradient what was last computed contributes.
   *
   * @param slope of what is differentiated by that
   * @param gradient its own begins at {@code from}, as the parameters do
   */
  public void backward(double slope, float[] parameters, int from, double[] gradient) {
    slopes[widths.length - 1][0] = slope * scale / (1 + Math.exp(-output()));
    int end = from + parameters();
    for (int l = widths.length - 1; l > 0; l--) {
      int inputs = widths[l - 1];
      int biases = end - widths[l];
      int weights = biases - widths[l] * inputs;
      Arrays.fill(slopes[l - 1], 0);
      for (int o = 0; o < widths[l]; o++) {
        double by = slopes[l][o];
        gradient[biases + o] += by;
        for (int k = 0; k < inputs; k++) {
          gradient[weights + o * inputs + k] += by * activations[l - 1][k];
          slopes[l - 1][k] += by * parameters[weights + o * inputs + k];
        }
      }
      for (int k = 0; l > 1 && k < inputs; k++) {
        slopes[l - 1][k] *= 1 - activations[l - 1][k] * activations[l - 1][k];
      }
      end = weights;
    }
  }
}
