package io.sweepstake.core.quadratic;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.ColumnRunner;
import java.util.Arrays;
import java.util.List;

/**
 * {@code argmin ½ xᵀQx + qᵀx, Ax = b, Gx ≤ h} as a layer: q, b and h come from the network, Q, A
 * and G are fixed.
 *
 * @param linear q
 * @param equal b, a row for each of A
 * @param most h, a row for each of G
 * @param matrices Q, A and G
 */
public record EqualityLayer(Block linear, Block equal, Block most, Matrices matrices)
    implements ColumnOperation {
  /** As {@link EqualityProgram#EqualityProgram} takes them. */
  public record Matrices(double[][] quadratic, double[][] equal, double[][] most) {
    EqualityProgram program() {
      return new EqualityProgram(quadratic, equal, most);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Matrices that
          && Arrays.deepEquals(quadratic, that.quadratic)
          && Arrays.deepEquals(equal, that.equal)
          && Arrays.deepEquals(most, that.most);
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(new Object[] {quadratic, equal, most});
    }

    @Override
    public String toString() {
      return Arrays.deepToString(new Object[] {quadratic, equal, most});
    }
  }

  public EqualityLayer {
    EqualityProgram unused = matrices.program();
    if (linear.rows() != matrices.quadratic.length
        || equal.rows() != matrices.equal.length
        || most.rows() != matrices.most.length) {
      throw new IllegalArgumentException(
          "quadratic layer: blocks of %d, %d and %d rows do not fit %d, %d and %d"
              .formatted(
                  linear.rows(),
                  equal.rows(),
                  most.rows(),
                  matrices.quadratic.length,
                  matrices.equal.length,
                  matrices.most.length));
    }
  }

  @Override
  public List<Block> inputs() {
    return List.of(linear, equal, most);
  }

  @Override
  public int rows() {
    return linear.rows();
  }

  @Override
  public ColumnRunner runner() {
    EqualityProgram program = matrices.program();
    return new ColumnRunner() {
      @Override
      public void forward(double[][] inputs, double[] output) {
        double[] x = program.solve(inputs[0], inputs[1], inputs[2]);
        System.arraycopy(x, 0, output, 0, x.length);
      }

      @Override
      public void backward(double[][] inputs, double[] output, double[] slope, double[][] slopes) {
        double[] unused = program.solve(inputs[0], inputs[1], inputs[2]);
        program.backward(slope, slopes[0], slopes[1], slopes[2]);
      }
    };
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
}
