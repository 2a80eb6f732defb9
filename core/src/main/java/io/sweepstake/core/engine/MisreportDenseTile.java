package io.sweepstake.core.engine;

import io.sweepstake.core.network.LayerShape;

/**
 * A dense layer on the bids while one bidder misreports: everybody else's part is computed once per
 * tile, and gradients go to her reports alone. Exact, and a fifth of the work at 5x10.
 */
final class MisreportDenseTile extends TileOperation {
  private final Kernels kernels;
  private final PackedLayers.Matrix before; // bias and the bidders before her
  private final PackedLayers.Matrix own;
  private final PackedLayers.Matrix after; // null if she is the last
  private final PackedLayers.Matrix backward; // null if no gradient is wanted
  private final Tile bids;
  private final Rows reports;
  private final Tile output;
  private final Rows rows;
  private final float[] base;
  private final float[] outputGradient;
  private final GradientTarget target;
  private final float[] gradients;
  private final int gradientAt;
  private final int stride;
  private final int depth;

  MisreportDenseTile(
      Kernels kernels,
      PackedLayers layers,
      LayerShape layer,
      Tile bids,
      Rows reports,
      Tile output,
      Rows rows,
      float[] outputGradient,
      GradientTarget target,
      float[] gradients,
      int layerAt) {
    this.kernels = kernels;
    this.before = layers.forward(layer, rows, new Rows(0, reports.from() + 1));
    this.own = layers.forward(layer, rows, new Rows(reports.from() + 1, reports.to() + 1));
    this.after =
        reports.to() < layer.inputs()
            ? layers.forward(layer, rows, new Rows(reports.to() + 1, layer.inputs() + 1))
            : null;
    this.backward = target.wanted() ? layers.backward(layer, rows, reports) : null;
    this.bids = bids;
    this.reports = reports;
    this.output = output;
    this.rows = rows;
    this.base = new float[rows.count() * Kernels.TILE];
    this.outputGradient = outputGradient;
    this.target = target;
    this.gradients = gradients;
    this.stride = Parameters.stride(layer);
    this.gradientAt = layerAt + rows.from() * stride;
    this.depth = layer.inputs() + 1;
  }

  @Override
  void prepare() {
    kernels.product(before.packed, before.rows, before.depth, bids.values, Tile.ones(), base, 0);
    if (after != null) {
      kernels.productPlus(
          after.packed,
          after.rows,
          after.depth,
          bids.values,
          Tile.row(reports.to()),
          base,
          0,
          base,
          0);
    }
  }

  @Override
  void forward() {
    kernels.productPlus(
        own.packed,
        own.rows,
        own.depth,
        bids.values,
        Tile.row(reports.from()),
        base,
        0,
        output.values,
        Tile.row(rows.from()));
  }

  @Override
  void backward() {
    if (backward == null) {
      return;
    }
    target.clearFirst();
    int from = rows.from() * Kernels.TILE;
    int to = reports.from() * Kernels.TILE;
    if (target.accumulate()) {
      kernels.productPlus(
          backward.packed,
          backward.rows,
          backward.depth,
          outputGradient,
          from,
          target.gradient(),
          to,
          target.gradient(),
          to);
    } else {
      kernels.product(
          backward.packed,
          backward.rows,
          backward.depth,
          outputGradient,
          from,
          target.gradient(),
          to);
    }
  }

  @Override
  void weightGradient() {
    kernels.weightGradient(
        outputGradient,
        rows.from() * Kernels.TILE,
        rows.count(),
        bids.values,
        Tile.ones(),
        depth,
        gradients,
        gradientAt,
        stride);
  }
}
