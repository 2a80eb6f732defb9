package io.sweepstake.core.pass;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.Operation;
import io.sweepstake.core.program.PassPlan;

/**
 * Which blocks are computed in the storage of their input: non-linearities and sums, if they can.
 */
public final class InPlaceBlocks {
  private final boolean[] inPlace;

  public InPlaceBlocks(PassPlan plan) {
    inPlace = new boolean[plan.program().blocks().size()];
    for (Block block : plan.program().blocks()) {
      inPlace[block.index()] =
          block.operation().accept(new OverwritesItsInput()) && overwritable(block, plan);
    }
  }

  private static boolean overwritable(Block block, PassPlan plan) {
    Block input = block.operation().inputs().get(0);
    return input.operation().accept(new ForgetsItsOutput())
        && plan.consumers(input) == 1
        && !plan.isOutput(input)
        && plan.demand(input).equals(plan.demand(block));
  }

  /** Whether a block is computed in its input's storage. */
  public boolean has(Block block) {
    return inPlace[block.index()];
  }

  /** The block whose storage a block is computed in; it may be itself. */
  public Block root(Block block) {
    Block root = block;
    while (has(root)) {
      root = root.operation().inputs().get(0);
    }
    return root;
  }

  /** The operations that run where their first input lies. */
  private static final class OverwritesItsInput extends Operation.Otherwise<Boolean> {
    OverwritesItsInput() {
      super(false);
    }

    @Override
    public Boolean activate(Operation.Activate activate) {
      return true;
    }

    @Override
    public Boolean softmax(Operation.Softmax softmax) {
      return true;
    }

    @Override
    public Boolean addAlong(Operation.AddAlong add) {
      return true;
    }
  }

  /** The operations that do not look at their output again on the way back. */
  private static final class ForgetsItsOutput extends Operation.Otherwise<Boolean> {
    ForgetsItsOutput() {
      super(false);
    }

    @Override
    public Boolean dense(Operation.Dense dense) {
      return true;
    }

    @Override
    public Boolean sharedDense(Operation.SharedDense dense) {
      return true;
    }

    @Override
    public Boolean addAlong(Operation.AddAlong add) {
      return true;
    }
  }
}
