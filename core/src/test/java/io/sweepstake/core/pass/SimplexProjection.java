package io.sweepstake.core.pass;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import java.util.Arrays;
import java.util.List;

/**
 * The point of the probability simplex nearest to the input: an optimisation as an operation (Duchi
 * et al., ICML 2008). Its Jacobian is the projection onto the directions that keep the sum, among
 * the rows that stay above zero.
 */
record SimplexProjection(Block input) implements ColumnOperation {
  @Override
  public List<Block> inputs() {
    return List.of(input);
  }

  @Override
  public int rows() {
    return input.rows();
  }

  @Override
  public void forward(double[][] inputs, double[] output) {
    double[] sorted = inputs[0].clone();
    Arrays.sort(sorted);
    double sum = 0;
    double threshold = 0;
    for (int count = 1; count <= sorted.length; count++) {
      sum += sorted[sorted.length - count];
      double candidate = (sum - 1) / count;
      if (sorted[sorted.length - count] > candidate) {
        threshold = candidate;
      }
    }
    for (int r = 0; r < output.length; r++) {
      output[r] = Math.max(0, inputs[0][r] - threshold);
    }
  }

  @Override
  public void backward(
      double[][] inputs, double[] output, double[] outputGradient, double[][] inputGradients) {
    double sum = 0;
    int count = 0;
    for (int r = 0; r < output.length; r++) {
      if (output[r] > 0) {
        sum += outputGradient[r];
        count++;
      }
    }
    for (int r = 0; r < output.length; r++) {
      if (output[r] > 0) {
        inputGradients[0][r] += outputGradient[r] - sum / count;
      }
    }
  }
}
