package io.sweepstake.core.training;

import io.sweepstake.core.descent.Ranges;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.Operation;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Glorot's weights, but layers that read the bids, or means of them, start as if every input had
 * been standardised, to mean 0 and standard deviation {@code gain}: {@code W' = gain W / σ}, {@code
 * b' = −W' μ}.
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
    Map<String, Moments> reading = moments(program, setting, Seeds.derive(seed, "moments", 0));
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerWeights layer : NetworkWeights.glorot(program, seed).layers()) {
      Moments moments = reading.get(layer.shape().name());
      layers.add(moments == null ? layer : standardised(layer, moments));
    }
    return new NetworkWeights(layers);
  }

  private LayerWeights standardised(LayerWeights layer, Moments moments) {
    LayerShape shape = layer.shape();
    float[] weights = layer.weights().clone();
    float[] bias = new float[shape.outputs()];
    for (int r = 0; r < shape.outputs(); r++) {
      double centre = 0;
      for (int k = 0; k < shape.inputs(); k++) {
        int at = r * shape.inputs() + k;
        weights[at] = (float) (gain * weights[at] / moments.deviation()[k]);
        centre += weights[at] * moments.mean()[k];
      }
      bias[r] = (float) -centre;
    }
    return new LayerWeights(shape, weights, bias);
  }

  /** Of the inputs of each layer that reads the bids, or means of them, by the layer's name. */
  private static Map<String, Moments> moments(NetworkProgram program, Setting setting, long seed) {
    ValuationProfiles profiles =
        new ValuationProfiles(PROFILES, setting.bidders(), setting.items());
    setting.distribution().sample(0, profiles, seed);
    Map<Integer, float[]> reports = new HashMap<>(); // of a block, [profile][row]
    Map<String, Moments> moments = new HashMap<>();
    for (Block block : program.blocks()) {
      Operation operation = block.operation();
      if (operation instanceof Operation.Bids) {
        reports.put(block.index(), profiles.values());
        continue;
      }
      Block input = operation.inputs().get(0);
      float[] read = reports.get(input.index());
      if (read == null) {
        continue;
      }
      if (operation instanceof Operation.Mean mean) {
        reports.put(block.index(), means(read, mean));
      } else if (operation instanceof Operation.Dense dense) {
        moments.put(dense.layer(), Moments.of(read, input.rows()));
      } else if (operation instanceof Operation.SharedDense shared) {
        moments.put(shared.layer(), Moments.of(read, input.rows() / shared.slices()));
      }
    }
    return moments;
  }

  private static float[] means(float[] read, Operation.Mean mean) {
    float[] means = new float[read.length / mean.groups()];
    for (int k = 0; k < means.length; k++) {
      int first = k / mean.stride() * mean.groups() * mean.stride() + k % mean.stride();
      for (int g = 0; g < mean.groups(); g++) {
        means[k] += read[first + g * mean.stride()] / mean.groups();
      }
    }
    return means;
  }

  /** Of each input of a layer: {@code [input]}. */
  private record Moments(double[] mean, double[] deviation) {
    /** Over all vectors of {@code inputs} values. */
    static Moments of(float[] vectors, int inputs) {
      double share = (double) inputs / vectors.length;
      double[] mean = new double[inputs];
      double[] deviation = new double[inputs];
      for (int k = 0; k < inputs; k++) {
        for (int p = k; p < vectors.length; p += inputs) {
          mean[k] += vectors[p] * share;
        }
        for (int p = k; p < vectors.length; p += inputs) {
          deviation[k] += (vectors[p] - mean[k]) * (vectors[p] - mean[k]) * share;
        }
        // A value that never varies, as observations may have, is only centred.
        deviation[k] = deviation[k] > 0 ? Math.sqrt(deviation[k]) : 1;
      }
      return new Moments(mean, deviation);
    }
  }
}
