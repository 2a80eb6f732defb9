package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.Rows;
import java.util.HashMap;
import java.util.Map;

/**
 * The parts of the layers' matrices that passes multiply by, in the kernels' order. Asked for when
 * passes are compiled; packed anew after each change of the weights.
 */
public final class PackedLayers {
  private final Kernels kernels;
  private final Parameters parameters;
  private final float[] weights;
  private final Map<Part, Matrix> matrices = new HashMap<>();

  public PackedLayers(Kernels kernels, Parameters parameters, float[] weights) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.weights = weights;
  }

  /**
   * {@code y = W x}: some outputs by some columns, where column 0 is the bias and column {@code k +
   * 1} input {@code k}.
   */
  Matrix forward(LayerShape layer, Rows outputs, Rows columns) {
    return matrices.computeIfAbsent(new Part(layer, outputs, columns, false), this::matrix);
  }

  /** {@code dx = Wᵀ dy}: from the gradient of some outputs to that of some inputs. */
  Matrix backward(LayerShape layer, Rows outputs, Rows inputs) {
    Rows columns = new Rows(inputs.from() + 1, inputs.to() + 1);
    return matrices.computeIfAbsent(new Part(layer, outputs, columns, true), this::matrix);
  }

  /** Packs every part anew, the weights having changed. */
  public void pack() {
    matrices.forEach(this::pack);
  }

  private void pack(Part part, Matrix matrix) {
    int stride = Parameters.stride(part.layer);
    int first =
        parameters.offset(part.layer.name()) + part.outputs.from() * stride + part.columns.from();
    kernels.pack(
        weights,
        first,
        part.transposed ? 1 : stride,
        part.transposed ? stride : 1,
        matrix.rows,
        matrix.depth,
        matrix.packed);
  }

  private Matrix matrix(Part part) {
    Matrix matrix =
        part.transposed
            ? new Matrix(kernels, part.columns.count(), part.outputs.count())
            : new Matrix(kernels, part.outputs.count(), part.columns.count());
    pack(part, matrix);
    return matrix;
  }

  private record Part(LayerShape layer, Rows outputs, Rows columns, boolean transposed) {}

  /** A packed matrix. */
  static final class Matrix {
    final int rows;
    final int depth;
    final float[] packed;

    private Matrix(Kernels kernels, int rows, int depth) {
      this.rows = rows;
      this.depth = depth;
      this.packed = new float[kernels.packedLength(rows, depth)];
    }
  }
}
