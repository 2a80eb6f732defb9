package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;
import java.util.Arrays;

/**
 * The coefficients of one kind of stream, {@code [own product][others' product]}, with what trains
 * them.
 */
final class Coefficients {
  final int rows;
  final int columns;

  /** Between two rows, in floats. */
  final int stride;

  final float[] values;
  final float[] gradient;
  final float[] packed;
  private final float[] first;
  private final float[] second;
  private final Kernels kernels;

  Coefficients(int rows, int columns, Kernels kernels) {
    this.rows = rows;
    this.columns = columns;
    this.kernels = kernels;
    int padding = Kernels.ROW_PADDING;
    stride = (columns + padding - 1) / padding * padding;
    values = new float[rows * stride];
    gradient = new float[values.length];
    first = new float[values.length];
    second = new float[values.length];
    packed = new float[kernels.packedLength(rows, columns)];
    pack();
  }

  int count() {
    return rows * columns;
  }

  /** Takes in changed values. */
  void pack() {
    kernels.pack(values, 0, stride, 1, rows, columns, packed);
  }

  void clearGradient() {
    Arrays.fill(gradient, 0f);
  }

  /** One step of Adam (Kingma and Ba, 2015). */
  void descend(double rate, long step) {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double scale = Math.sqrt(1 - Math.pow(beta2, step));
    kernels.adam(
        values,
        gradient,
        first,
        second,
        values.length,
        (float) beta1,
        (float) beta2,
        (float) (rate * scale / (1 - Math.pow(beta1, step))),
        (float) (1e-8 * scale));
    pack();
  }
}
