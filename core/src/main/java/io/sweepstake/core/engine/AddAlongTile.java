package io.sweepstake.core.engine;

/** Adds rows {@code [outer][stride]} along the middle axis of {@code [outer][groups][stride]}. */
final class AddAlongTile extends TileOperation {
  private static final int TILE = Kernels.TILE;

  private final Kernels kernels;
  private final Tile input;
  private final Tile added;
  private final Tile output;
  private final Rows rows;
  private final int groups;
  private final int stride;
  private final float[] outputGradient;
  private final GradientTarget toInput;
  private final GradientTarget toAdded;

  /**
   * @param rows of the output that are computed: whole slices of {@code stride}
   */
  AddAlongTile(
      Kernels kernels,
      Tile input,
      Tile added,
      Tile output,
      Rows rows,
      int groups,
      int stride,
      float[] outputGradient,
      GradientTarget toInput,
      GradientTarget toAdded) {
    this.kernels = kernels;
    this.input = input;
    this.added = added;
    this.output = output;
    this.rows = rows;
    this.groups = groups;
    this.stride = stride;
    this.outputGradient = outputGradient;
    this.toInput = toInput;
    this.toAdded = toAdded;
  }

  @Override
  void forward() {
    System.arraycopy(
        input.values,
        Tile.row(rows.from()),
        output.values,
        Tile.row(rows.from()),
        rows.count() * TILE);
    for (int k = rows.from() / stride; k < rows.to() / stride; k++) {
      kernels.add(
          added.values,
          Tile.row(k / groups * stride),
          output.values,
          Tile.row(k * stride),
          stride * TILE);
    }
  }

  @Override
  void backward() {
    int at = rows.from() * TILE;
    if (toInput.wanted()) {
      toInput.clearFirst();
      kernels.add(outputGradient, at, toInput.gradient(), at, rows.count() * TILE);
    }
    if (toAdded.wanted()) {
      toAdded.clearFirst();
      for (int k = rows.from() / stride; k < rows.to() / stride; k++) {
        kernels.add(
            outputGradient,
            k * stride * TILE,
            toAdded.gradient(),
            k / groups * stride * TILE,
            stride * TILE);
      }
    }
  }
}
