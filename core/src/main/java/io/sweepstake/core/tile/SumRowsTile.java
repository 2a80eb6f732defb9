package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Rows;
import java.util.List;

/** Sums of any rows of the input. */
public final class SumRowsTile extends TileOperation {
  private final Kernels kernels;
  private final Tile input;
  private final Tile output;
  private final Rows rows;
  private final int[][] terms;
  private final Tile outputGradient;
  private final GradientTarget target;

  public SumRowsTile(
      Kernels kernels,
      Tile input,
      Tile output,
      Rows rows,
      List<List<Integer>> terms,
      Tile outputGradient,
      GradientTarget target) {
    this.kernels = kernels;
    this.input = input;
    this.output = output;
    this.rows = rows;
    this.terms =
        terms.stream()
            .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    this.outputGradient = outputGradient;
    this.target = target;
  }

  @Override
  public void forward() {
    for (int r = rows.from(); r < rows.to(); r++) {
      int to = output.row(r);
      System.arraycopy(input.values, input.row(terms[r][0]), output.values, to, Kernels.TILE);
      for (int k = 1; k < terms[r].length; k++) {
        kernels.add(input.values, input.row(terms[r][k]), output.values, to, Kernels.TILE);
      }
    }
  }

  @Override
  public void backward() {
    target.clearFirst();
    for (int r = rows.from(); r < rows.to(); r++) {
      for (int term : terms[r]) {
        kernels.add(
            outputGradient.values,
            outputGradient.row(r),
            target.values(),
            target.row(term),
            Kernels.TILE);
      }
    }
  }
}
