package io.sweepstake.core.pass;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.Rows;
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
 * <p>The bids and the outcome keep theirs to themselves: callers read and write those.
 */
final class GradientStorage {
  private final NetworkProgram program;
  private final boolean[] inPlace;
  private final TileStorage storage;
  private final Tile[] gradients;
  private final List<Tile> free = new ArrayList<>();

  private GradientStorage(NetworkProgram program, boolean[] inPlace, TileStorage storage) {
    this.program = program;
    this.inPlace = inPlace;
    this.storage = storage;
    gradients = new Tile[program.blocks().size()];
  }

  /**
   * The storage of each block; null for a block that nobody needs.
   *
   * @param demand rows of each block that the outcome needs
   * @param inPlace whether a block is computed in its input's storage
   */
  static Tile[] of(NetworkProgram program, Rows[] demand, boolean[] inPlace, TileStorage storage) {
    GradientStorage gradients = new GradientStorage(program, inPlace, storage);
    gradients.allot(demand);
    return gradients.gradients;
  }

  private void allot(Rows[] demand) {
    allot(program.allocation());
    allot(program.payments());
    allot(program.blocks().get(0));
    for (int k = program.blocks().size() - 1; k > 0; k--) {
      Block block = program.blocks().get(k);
      if (demand[k].empty()) {
        continue;
      }
      block.operation().inputs().forEach(this::allot);
      if (!inPlace[k] && !isOutcome(k)) {
        free.add(gradients[k]);
      }
    }
  }

  private void allot(Block block) {
    int root = root(block);
    if (gradients[root] == null) {
      int rows = program.blocks().get(root).rows();
      gradients[root] =
          free.stream()
              .filter(each -> each.rows() >= rows)
              .min(Comparator.comparingInt(Tile::rows))
              .orElseGet(() -> storage.tile(rows));
      free.removeIf(each -> each == gradients[root]);
    }
    gradients[block.index()] = gradients[root];
  }

  /** The number of the block whose storage a block is computed in. */
  private int root(Block block) {
    Block root = block;
    while (inPlace[root.index()]) {
      root = root.operation().inputs().get(0);
    }
    return root.index();
  }

  private boolean isOutcome(int block) {
    return block == root(program.allocation()) || block == root(program.payments());
  }
}
