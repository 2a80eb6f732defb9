package io.sweepstake.core.engine;

import io.sweepstake.core.network.Activation;

/** A non-linearity, in place: its block and gradient are its input's. */
final class ActivateTile extends TileOperation {
  private final Kernels kernels;
  private final Activation activation;
  private final Tile tile;
  private final float[] gradient;
  private final Rows rows;

  ActivateTile(Kernels kernels, Activation activation, Tile tile, float[] gradient, Rows rows) {
    this.kernels = kernels;
    this.activation = activation;
    this.tile = tile;
    this.gradient = gradient;
    this.rows = rows;
  }

  @Override
  void forward() {
    int at = Tile.row(rows.from());
    int length = rows.count() * Kernels.TILE;
    switch (activation) {
      case TANH -> kernels.tanh(tile.values, at, length);
      case RELU -> kernels.relu(tile.values, at, length);
      case SIGMOID -> kernels.sigmoid(tile.values, at, length);
    }
  }

  @Override
  void backward() {
    int at = rows.from() * Kernels.TILE;
    int valueAt = Tile.row(rows.from());
    int length = rows.count() * Kernels.TILE;
    switch (activation) {
      case TANH -> kernels.tanhBackward(gradient, at, tile.values, valueAt, length);
      case RELU -> kernels.reluBackward(gradient, at, tile.values, valueAt, length);
      case SIGMOID -> kernels.sigmoidBackward(gradient, at, tile.values, valueAt, length);
    }
  }
}
