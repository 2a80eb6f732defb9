package io.sweepstake.core.training;

import io.sweepstake.core.network.Block;
import io.sweepstake.core.network.LayerShape;
import io.sweepstake.core.network.LayerWeights;
import io.sweepstake.core.network.NetworkProgram;
import io.sweepstake.core.network.NetworkWeights;
import io.sweepstake.core.network.Operation;
import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Glorot's weights, but layers that read the bids start as if every bid had been standardised, to
 * mean 0 and standard deviation {@code gain}: {@code W' = gain W / σ}, {@code b' = −W' μ}.
 *
 * <p>The network is the same, only where it starts differs. Of values in [1, 2], Glorot's scale
 * makes a layer that hardly tells one profile from another, and a gain above 1 lets hidden units
 * bend within the values' range, where optimal mechanisms have their kinks.
 *
 * @param gain above 0
 */
public record StandardisedStart(double gain) implements StartingWeights {
  private static final int PROFILES = 4096;

  public StandardisedStart {
    Ranges.above("input_gain", gain, 0);
  }

  @Override
  public NetworkWeights of(NetworkProgram program, Setting setting, long seed) {
    Set<String> reading =
        program.blocks().stream()
            .map(Block::operation)
            .filter(operation -> operation instanceof Operation.Dense)
            .map(operation -> (Operation.Dense) operation)
            .filter(dense -> dense.input().operation() instanceof Operation.Bids)
            .map(Operation.Dense::layer)
            .collect(Collectors.toSet());
    double[][] moments = moments(setting, Seeds.derive(seed, "moments", 0));
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerWeights layer : NetworkWeights.glorot(program, seed).layers()) {
      layers.add(reading.contains(layer.shape().name()) ? standardised(layer, moments) : layer);
    }
    return new NetworkWeights(layers);
  }

  private LayerWeights standardised(LayerWeights layer, double[][] moments) {
    LayerShape shape = layer.shape();
    float[] weights = layer.weights().clone();
    float[] bias = new float[shape.outputs()];
    for (int r = 0; r < shape.outputs(); r++) {
      double centre = 0;
      for (int k = 0; k < shape.inputs(); k++) {
        int at = r * shape.inputs() + k;
        weights[at] = (float) (gain * weights[at] / moments[1][k]);
        centre += weights[at] * moments[0][k];
      }
      bias[r] = (float) -centre;
    }
    return new LayerWeights(shape, weights, bias);
  }

  /** Means and standard deviations of the values, {@code [moment][bidder · items + item]}. */
  private static double[][] moments(Setting setting, long seed) {
    int width = setting.bidders() * setting.items();
    ValuationProfiles profiles =
        new ValuationProfiles(PROFILES, setting.bidders(), setting.items());
    setting.distribution().sample(0, profiles, seed);
    double[] mean = new double[width];
    double[] deviation = new double[width];
    float[] values = profiles.values();
    for (int k = 0; k < width; k++) {
      for (int p = k; p < values.length; p += width) {
        mean[k] += values[p] / PROFILES;
      }
      for (int p = k; p < values.length; p += width) {
        deviation[k] += (values[p] - mean[k]) * (values[p] - mean[k]) / PROFILES;
      }
      // A value that never varies, as observations may have, is only centred.
      deviation[k] = deviation[k] > 0 ? Math.sqrt(deviation[k]) : 1;
    }
    return new double[][] {mean, deviation};
  }
}
