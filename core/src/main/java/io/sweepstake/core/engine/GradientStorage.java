package io.sweepstake.core.engine;

import io.sweepstake.core.network.Block;
import io.sweepstake.core.network.NetworkProgram;
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
  private final float[][] gradients;
  private final List<float[]> free = new ArrayList<>();

  private GradientStorage(NetworkProgram program, boolean[] inPlace) {
    this.program = program;
    this.inPlace = inPlace;
    gradients = new float[program.blocks().size()][];
  }

  /**
   * The storage of each block, row 0 at 0; null for a block that nobody needs.
   *
   * @param demand rows of each block that the outcome needs
   * @param inPlace whether a block is computed in its input's storage
   */
  static float[][] of(NetworkProgram program, Rows[] demand, boolean[] inPlace) {
    GradientStorage storage = new GradientStorage(program, inPlace);
    storage.allot(demand);
    return storage.gradients;
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
      int length = program.blocks().get(root).rows() * Kernels.TILE;
      gradients[root] =
          free.stream()
              .filter(each -> each.length >= length)
              .min(Comparator.comparingInt(each -> each.length))
              .orElseGet(() -> new float[length]);
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
