package io.sweepstake.core.matchnet;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import java.util.ArrayList;
import java.util.List;

/** Glorot's weights, the first layer's so that it sees reports of mean 0 and variance 1. */
final class StandardisedReports {
  private static final int POOLS = 2048;

  private StandardisedReports() {}

  static NetworkWeights start(NetworkProgram program, ExchangeSetting setting, long seed) {
    NetworkWeights glorot = NetworkWeights.glorot(program, seed);
    int rows = setting.hospitals() * setting.types();
    double[] mean = new double[rows];
    double[] square = new double[rows];
    for (int k = 0; k < POOLS; k++) {
      int[] pool = setting.pool(0, k);
      for (int r = 0; r < rows; r++) {
        mean[r] += (double) pool[r] / POOLS;
        square[r] += (double) pool[r] * pool[r] / POOLS;
      }
    }
    List<LayerWeights> layers = new ArrayList<>(glorot.layers());
    LayerWeights first = layers.get(0);
    float[] weights = first.weights().clone();
    float[] bias = first.bias().clone();
    for (int o = 0; o < bias.length; o++) {
      for (int r = 0; r < rows; r++) {
        double spread = Math.sqrt(Math.max(0, square[r] - mean[r] * mean[r]));
        double weight = spread < 1e-3 ? 0 : weights[o * rows + r] / spread;
        weights[o * rows + r] = (float) weight;
        bias[o] -= (float) (weight * mean[r]);
      }
    }
    layers.set(0, new LayerWeights(first.shape(), weights, bias));
    return new NetworkWeights(layers);
  }
}
