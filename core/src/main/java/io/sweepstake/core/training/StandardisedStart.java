package io.sweepstake.core.training;

import io.sweepstake.core.descent.Ranges;
import io.sweepstake.core.network.AuctionProgram;
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
    Readers readers = new Readers(profiles.values());
    for (Block block : program.blocks()) {
      float[] reports = block.operation().accept(readers);
      if (reports != null) {
        readers.reports.put(block, reports);
      }
    }
    return readers.moments;
  }

  /** Finds the layers; yields a block's values, {@code [profile][row]}, if they are reports. */
  private static final class Readers extends Operation.Otherwise<float[]> {
    private final float[] profiles;
    private final Map<Block, float[]> reports = new HashMap<>();
    private final Map<String, Moments> moments = new HashMap<>();

    Readers(float[] profiles) {
      super(null);
      this.profiles = profiles;
    }

    @Override
    public float[] input(Operation.Input input) {
      return input.name().equals(AuctionProgram.BIDS) ? profiles : null;
    }

    @Override
    public float[] mean(Operation.Mean mean) {
      float[] read = reports.get(mean.input());
      return read == null ? null : means(read, mean);
    }

    @Override
    public float[] dense(Operation.Dense dense) {
      return reads(dense.layer(), dense.input());
    }

    @Override
    public float[] sharedDense(Operation.SharedDense dense) {
      return reads(dense.layer(), dense.input());
    }

    private float[] reads(LayerShape layer, Block input) {
      float[] read = reports.get(input);
      if (read != null) {
        moments.put(layer.name(), Moments.of(read, layer.inputs()));
      }
      return null;
    }
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
