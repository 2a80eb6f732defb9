package io.sweepstake.core.quadratic;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.ColumnRunner;
import java.util.Arrays;
import java.util.List;

/**
 * An optimisation as a network's layer: {@code max (w + βz)ᵀx − k‖x‖², x ≥ 0, Sx ≤ b}, where the
 * network says z and b is given. With β = 1 and {@code z = 2kf}, this is {@code max wᵀx − k‖f −
 * x‖²}.
 *
 * <p>See {@link PackingSolver} for what its derivative is where there is none. Rows of its output
 * are never below 0, and exceed capacities by rounding alone.
 *
 * @param scores z, a row for each column of S
 * @param capacities b, a row for each row of S
 * @param weights w
 * @param strength β, at least 0
 * @param curvature k, above 0
 */
public record PackingLayer(
    Block scores,
    Block capacities,
    Packing packing,
    List<Double> weights,
    double strength,
    double curvature)
    implements ColumnOperation {
  public PackingLayer {
    weights = List.copyOf(weights);
    if (scores.rows() != packing.size()
        || capacities.rows() != packing.rows()
        || weights.size() != packing.size()) {
      throw new IllegalArgumentException(
          "packing layer: %d scores, %d weights and %d capacities do not fit %d columns and %d rows"
              .formatted(
                  scores.rows(),
                  weights.size(),
                  capacities.rows(),
                  packing.size(),
                  packing.rows()));
    }
    if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("strength: must be at least 0, was " + strength);
    }
    PackingSolver unused = new PackingSolver(packing, curvature);
  }

  @Override
  public List<Block> inputs() {
    return List.of(scores, capacities);
  }

  @Override
  public int rows() {
    return packing.size();
  }

  @Override
  public ColumnRunner runner() {
    return new Solving(this);
  }

  @Override
  public void forward(double[][] inputs, double[] output) {
    runner().forward(inputs, output);
  }

  @Override
  public void backward(
      double[][] inputs, double[] output, double[] outputGradient, double[][] inputGradients) {
    runner().backward(inputs, output, outputGradient, inputGradients);
  }

  /** With a solver of its own. */
  private static final class Solving implements ColumnRunner {
    private final PackingSolver solver;
    private final double[] weights;
    private final double strength;
    private final double[] objective;
    private final double[] ofObjective;

    Solving(PackingLayer layer) {
      solver = new PackingSolver(layer.packing, layer.curvature);
      weights = layer.weights.stream().mapToDouble(Double::doubleValue).toArray();
      strength = layer.strength;
      objective = new double[weights.length];
      ofObjective = new double[weights.length];
    }

    @Override
    public void forward(double[][] inputs, double[] output) {
      solver.solve(objective(inputs[0]), inputs[1], output);
    }

    @Override
    public void backward(
        double[][] inputs, double[] output, double[] outputGradient, double[][] inputGradients) {
      Arrays.fill(ofObjective, 0);
      solver.backward(
          objective(inputs[0]), inputs[1], output, outputGradient, ofObjective, inputGradients[1]);
      for (int j = 0; j < ofObjective.length; j++) {
        inputGradients[0][j] += strength * ofObjective[j];
      }
    }

    private double[] objective(double[] scores) {
      for (int j = 0; j < objective.length; j++) {
        objective[j] = weights[j] + strength * scores[j];
      }
      return objective;
    }
  }
}
