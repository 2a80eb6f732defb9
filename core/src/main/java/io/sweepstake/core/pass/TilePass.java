package io.sweepstake.core.pass;

import io.sweepstake.core.program.Rows;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.tile.TileOperation;
import java.util.List;
import java.util.Map;

/**
 * A program bound to the storage of one tile: forward, and backward to the inputs or to the
 * weights.
 *
 * <p>Only what its {@link io.sweepstake.core.program.PassRequest} asks for is computed. To go
 * backward: {@link #forward()}, fill the gradients of the outputs' rows that are wanted, then one
 * of the backward methods, which consumes them.
 */
public final class TilePass {
  private final Map<String, Tile> inputs;
  private final Map<String, Tile> outputs;
  private final Map<String, Tile> inputGradients;
  private final Map<String, Tile> outputGradients;
  private final Clearing[] notGiven;
  private final TileOperation[] towardsInputs;
  private final TileOperation[] towardsWeights;

  /** Rows of a gradient that begin at 0. */
  record Clearing(Tile gradient, Rows rows) {
    void clear() {
      for (int r = rows.from(); r < rows.to(); r++) {
        gradient.fill(r, 0);
      }
    }
  }

  TilePass(
      Map<String, Tile> inputs,
      Map<String, Tile> outputs,
      Map<String, Tile> inputGradients,
      Map<String, Tile> outputGradients,
      List<Clearing> notGiven,
      List<TileOperation> towardsInputs,
      List<TileOperation> towardsWeights) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.inputGradients = inputGradients;
    this.outputGradients = outputGradients;
    this.notGiven = notGiven.toArray(new Clearing[0]);
    this.towardsInputs = towardsInputs.toArray(new TileOperation[0]);
    this.towardsWeights = towardsWeights.toArray(new TileOperation[0]);
  }

  /** The rows of an input, to be filled. */
  public Tile input(String name) {
    return inputs.get(name);
  }

  /** The rows of an output, after {@link #forward}. */
  public Tile output(String name) {
    return outputs.get(name);
  }

  /** The gradient of an input's moving rows, after {@link #backwardToInputs}. */
  public Tile inputGradient(String name) {
    return inputGradients.get(name);
  }

  /** The gradient of an output's wanted rows, to be filled before a backward method. */
  public Tile outputGradient(String name) {
    return outputGradients.get(name);
  }

  /** Takes in the inputs' rows at rest; to be called when these, or the weights, have changed. */
  public void prepare() {
    for (TileOperation operation : towardsInputs) {
      operation.prepare();
    }
  }

  /** The outputs of the inputs. */
  public void forward() {
    for (TileOperation operation : towardsInputs) {
      operation.forward();
    }
  }

  /** The gradient of the inputs, from that of the outputs. */
  public void backwardToInputs() {
    clearNotGiven();
    for (int k = towardsInputs.length - 1; k >= 0; k--) {
      towardsInputs[k].backward();
    }
  }

  private void clearNotGiven() {
    for (Clearing clearing : notGiven) {
      clearing.clear();
    }
  }

  /** Adds to the gradient of the weights, from that of the outputs. */
  public void backwardToWeights() {
    clearNotGiven();
    for (int k = towardsWeights.length - 1; k >= 0; k--) {
      towardsWeights[k].weightGradient();
      towardsWeights[k].backward();
    }
  }
}
