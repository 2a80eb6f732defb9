package io.sweepstake.core.pass;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.PassPlan;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.tile.TileStorage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives the gradient of every block its storage, by turns: it is needed only from where the way
 * back first meets the block to the block's own operation. What passes through the cache on the way
 * back is then several times smaller than what the way forward left there.
 *
 * <p>Inputs and outputs keep theirs to themselves: callers read and write those.
 */
final class GradientStorage {
  private final PassPlan plan;
  private final InPlaceBlocks inPlace;
  private final TileStorage storage;
  private final Tile[] gradients;
  private final List<Tile> free = new ArrayList<>();

  private GradientStorage(PassPlan plan, InPlaceBlocks inPlace, TileStorage storage) {
    this.plan = plan;
    this.inPlace = inPlace;
    this.storage = storage;
    gradients = new Tile[plan.program().blocks().size()];
  }

  /** The storage of each block; null for a block that nobody needs. */
  static Tile[] of(PassPlan plan, InPlaceBlocks inPlace, TileStorage storage) {
    GradientStorage gradients = new GradientStorage(plan, inPlace, storage);
    gradients.allot();
    return gradients.gradients;
  }

  private void allot() {
    plan.program().outputs().values().forEach(this::allot);
    plan.program().inputs().values().forEach(this::allot);
    List<Block> blocks = plan.program().blocks();
    for (int k = blocks.size() - 1; k >= 0; k--) {
      Block block = blocks.get(k);
      if (plan.demand(block).empty() || plan.isInput(block)) {
        continue;
      }
      block.operation().inputs().forEach(this::allot);
      if (!inPlace.has(block) && !isOutcome(block)) {
        free.add(gradients[k]);
      }
    }
  }

  private void allot(Block block) {
    Block root = inPlace.root(block);
    int k = root.index();
    if (gradients[k] == null) {
      gradients[k] =
          free.stream()
              .filter(each -> each.rows() >= root.rows())
              .min(Comparator.comparingInt(Tile::rows))
              .orElseGet(() -> storage.tile(root.rows()));
      free.removeIf(each -> each == gradients[k]);
    }
    gradients[block.index()] = gradients[k];
  }

  private boolean isOutcome(Block block) {
    return plan.program().outputs().values().stream()
        .anyMatch(output -> inPlace.root(output).equals(block));
  }
}
