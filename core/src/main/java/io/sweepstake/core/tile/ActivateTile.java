package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Rows;

/**
 * A non-linearity, in place: its block and gradient are its input's.
 *
 * <p>One class each, so that each is compiled by itself: two vector kernels inlined into one method
 * would exceed the compiler's limit, and vectors would be boxed.
 */
public abstract class ActivateTile extends TileOperation {
  final Kernels kernels;
  final float[] values;
  final float[] gradient;
  final int valuesAt;
  final int gradientAt;
  final int length;

  private ActivateTile(Kernels kernels, Tile tile, Tile gradient, Rows rows) {
    this.kernels = kernels;
    this.values = tile.values;
    this.gradient = gradient.values;
    this.valuesAt = tile.row(rows.from());
    this.gradientAt = gradient.row(rows.from());
    this.length = rows.count() * Kernels.TILE;
  }

  /**
   * @param passed whether another operation takes its way back, see {@link GradientTarget#tanh}
   */
  public static ActivateTile of(
      Kernels kernels, Activation activation, Tile tile, Tile gradient, Rows rows, boolean passed) {
    return switch (activation) {
      case TANH -> new Tanh(kernels, tile, gradient, rows, passed);
      case RELU -> new Relu(kernels, tile, gradient, rows);
      case SIGMOID -> new Sigmoid(kernels, tile, gradient, rows);
    };
  }

  private static final class Tanh extends ActivateTile {
    private final boolean passed;

    Tanh(Kernels kernels, Tile tile, Tile gradient, Rows rows, boolean passed) {
      super(kernels, tile, gradient, rows);
      this.passed = passed;
    }

    @Override
    public void forward() {
      kernels.tanh(values, valuesAt, length);
    }

    @Override
    public void backward() {
      if (!passed) {
        kernels.tanhBackward(gradient, gradientAt, values, valuesAt, length);
      }
    }
  }

  private static final class Relu extends ActivateTile {
    Relu(Kernels kernels, Tile tile, Tile gradient, Rows rows) {
      super(kernels, tile, gradient, rows);
    }

    @Override
    public void forward() {
      kernels.relu(values, valuesAt, length);
    }

    @Override
    public void backward() {
      kernels.reluBackward(gradient, gradientAt, values, valuesAt, length);
    }
  }

  private static final class Sigmoid extends ActivateTile {
    Sigmoid(Kernels kernels, Tile tile, Tile gradient, Rows rows) {
      super(kernels, tile, gradient, rows);
    }

    @Override
    public void forward() {
      kernels.sigmoid(values, valuesAt, length);
    }

    @Override
    public void backward() {
      kernels.sigmoidBackward(gradient, gradientAt, values, valuesAt, length);
    }
  }
}
