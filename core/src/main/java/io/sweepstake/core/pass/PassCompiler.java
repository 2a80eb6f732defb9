package io.sweepstake.core.pass;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.PassPlan;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.tile.PackedLayers;
import io.sweepstake.core.tile.Parameters;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.tile.TileOperation;
import io.sweepstake.core.tile.TileStorage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a plan into passes: gives blocks and gradients storage, and binds operations to it, for the
 * rows that are needed alone.
 *
 * <p>Its passes share their gradients' storage: one is seeded and runs backward before another is
 * seeded. Passes that are seeded together are of different compilers.
 */
public final class PassCompiler {
  private final PassPlan plan;
  private final Kernels kernels;
  private final TileStorage storage;
  private final Parameters parameters;
  private final PackedLayers packed;
  private final float[] weightGradients;
  private final InPlaceBlocks inPlace;
  private final Tile[] gradients; // of each block; shared by all passes of this compiler

  PassCompiler(
      PassPlan plan,
      Kernels kernels,
      TileStorage storage,
      Parameters parameters,
      PackedLayers packed,
      float[] weightGradients) {
    this.plan = plan;
    this.kernels = kernels;
    this.storage = storage;
    this.parameters = parameters;
    this.packed = packed;
    this.weightGradients = weightGradients;
    inPlace = new InPlaceBlocks(plan);
    gradients = GradientStorage.of(plan, inPlace, storage);
  }

  /** A new pass with storage of its own; gradients are shared between the passes of a compiler. */
  public TilePass pass() {
    Tile[] tiles = new Tile[gradients.length];
    for (Block block : plan.program().blocks()) {
      tiles[block.index()] =
          inPlace.has(block) ? tiles[inPlace.root(block).index()] : storage.block(block.rows());
    }
    return new TilePass(
        named(plan.program().inputs(), tiles),
        named(plan.program().outputs(), tiles),
        named(plan.program().inputs(), gradients),
        named(plan.program().outputs(), gradients),
        notGiven(),
        bind(tiles, true),
        bind(tiles, false));
  }

  /** The rows of wanted outputs that are needed, but not wanted: callers give them no gradient. */
  private List<TilePass.Clearing> notGiven() {
    List<TilePass.Clearing> notGiven = new ArrayList<>();
    for (Block output : plan.program().outputs().values()) {
      Rows wanted = plan.wanted(output);
      Rows needed = plan.demand(output);
      if (!wanted.empty() && !wanted.equals(needed)) {
        Tile gradient = gradients[output.index()];
        notGiven.add(new TilePass.Clearing(gradient, new Rows(needed.from(), wanted.from())));
        notGiven.add(new TilePass.Clearing(gradient, new Rows(wanted.to(), needed.to())));
      }
    }
    return notGiven;
  }

  private static Map<String, Tile> named(Map<String, Block> blocks, Tile[] tiles) {
    Map<String, Tile> named = new HashMap<>();
    blocks.forEach((name, block) -> named.put(name, tiles[block.index()]));
    return named;
  }

  /** The operations in the order in which they run forward. */
  private List<TileOperation> bind(Tile[] tiles, boolean towardsInputs) {
    TileBinder binder =
        new TileBinder(
            plan,
            kernels,
            storage,
            parameters,
            packed,
            weightGradients,
            inPlace,
            tiles,
            gradients,
            towardsInputs);
    // Backward runs from the last block to the first: the first writer of a gradient is the last
    // reader of its block.
    List<Block> blocks = plan.program().blocks();
    for (int k = blocks.size() - 1; k >= 0; k--) {
      if (!plan.demand(blocks.get(k)).empty()) {
        binder.bind(blocks.get(k));
      }
    }
    List<TileOperation> operations = binder.bound();
    Collections.reverse(operations);
    return operations;
  }
}
