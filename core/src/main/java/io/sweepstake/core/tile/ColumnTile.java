package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.ColumnRunner;
import io.sweepstake.core.program.Rows;
import java.util.Arrays;
import java.util.List;

/** An operation told by plain loops over one column: column by column, in double precision. */
public final class ColumnTile extends TileOperation {
  private final ColumnRunner operation;
  private final Tile[] inputs;
  private final Tile output;
  private final Tile outputGradient;
  private final GradientTarget[] targets;
  private final double[][] in; // of one column, [input][row]
  private final double[] out;
  private final double[] outSlope;
  private final double[][] inSlope;

  /**
   * @param targets where the gradient of each input goes, to be added to
   */
  public ColumnTile(
      ColumnOperation operation,
      List<Tile> inputs,
      Tile output,
      Tile outputGradient,
      List<GradientTarget> targets) {
    this.operation = operation.runner();
    this.inputs = inputs.toArray(new Tile[0]);
    this.output = output;
    this.outputGradient = outputGradient;
    this.targets = targets.toArray(new GradientTarget[0]);
    in = rows(operation);
    inSlope = rows(operation);
    out = new double[operation.rows()];
    outSlope = new double[operation.rows()];
  }

  private static double[][] rows(ColumnOperation operation) {
    return operation.inputs().stream()
        .map(input -> new double[input.rows()])
        .toArray(double[][]::new);
  }

  /** Forgets what came out, where a search would begin: what is found hangs on the inputs alone. */
  @Override
  public void prepare() {
    for (int r = 0; r < output.rows(); r++) {
      output.fill(r, 0);
    }
  }

  @Override
  public void forward() {
    for (int s = 0; s < Kernels.TILE; s++) {
      readInputs(s);
      read(output, s, out);
      operation.forward(in, out);
      for (int r = 0; r < out.length; r++) {
        output.set(r, s, (float) out[r]);
      }
    }
  }

  @Override
  public void backward() {
    boolean wanted = false;
    for (GradientTarget target : targets) {
      if (target.wanted()) {
        target.clearFirst();
        wanted = true;
      }
    }
    for (int s = 0; wanted && s < Kernels.TILE; s++) {
      readInputs(s);
      read(output, s, out);
      read(outputGradient, s, outSlope);
      for (double[] slope : inSlope) {
        Arrays.fill(slope, 0);
      }
      operation.backward(in, out, outSlope, inSlope);
      for (int k = 0; k < targets.length; k++) {
        add(inSlope[k], s, targets[k]);
      }
    }
  }

  private void readInputs(int column) {
    for (int k = 0; k < inputs.length; k++) {
      read(inputs[k], column, in[k]);
    }
  }

  private static void read(Tile tile, int column, double[] into) {
    for (int r = 0; r < into.length; r++) {
      into[r] = tile.value(r, column);
    }
  }

  private static void add(double[] slope, int column, GradientTarget target) {
    if (!target.wanted()) {
      return;
    }
    Rows rows = target.rows();
    for (int r = rows.from(); r < rows.to(); r++) {
      target.values()[target.row(r) + column] += (float) slope[r];
    }
  }
}
