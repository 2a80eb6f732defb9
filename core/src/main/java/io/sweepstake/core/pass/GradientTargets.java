package io.sweepstake.core.pass;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.PassPlan;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.tile.GradientTarget;
import io.sweepstake.core.tile.Tile;

/**
 * Hands out where operations put their inputs' gradients on one way back, in the order in which
 * they run: the first to write a block's overwrites or clears it, the others add.
 */
final class GradientTargets {
  private final PassPlan plan;
  private final Tile[] gradients; // of each block
  private final boolean towardsInputs;
  private final boolean[] written;

  /**
   * @param towardsInputs whether the way leads to the inputs that move, or to the weights
   */
  GradientTargets(PassPlan plan, Tile[] gradients, boolean towardsInputs) {
    this.plan = plan;
    this.gradients = gradients;
    this.towardsInputs = towardsInputs;
    written = new boolean[gradients.length];
    for (Block output : plan.program().outputs().values()) {
      written[output.index()] = !plan.wanted(output).empty(); // by the caller
    }
  }

  /** For an operation that can overwrite all that its output rows are made of. */
  GradientTarget overwriting(Block block, Block input) {
    return overwriting(input, plan.gradientRows(block, input));
  }

  /** For an operation that can overwrite these rows: clears only where it leaves rows out. */
  GradientTarget overwriting(Block input, Rows rows) {
    if (!wanted(input)) {
      return new GradientTarget(null, rows, false, Rows.NONE);
    }
    boolean first = first(input);
    boolean overwrite = first && rows.equals(plan.gradientRows(input));
    return new GradientTarget(
        gradients[input.index()],
        rows,
        !overwrite,
        first && !overwrite ? plan.gradientRows(input) : Rows.NONE);
  }

  /** For an operation that can only add, to all that its output rows are made of. */
  GradientTarget adding(Block block, Block input) {
    return adding(input, plan.gradientRows(block, input));
  }

  /** For an operation that can only add, to these rows. */
  GradientTarget adding(Block input, Rows rows) {
    return wanted(input)
        ? new GradientTarget(
            gradients[input.index()],
            rows,
            true,
            first(input) ? plan.gradientRows(input) : Rows.NONE)
        : new GradientTarget(null, rows, true, Rows.NONE);
  }

  private boolean first(Block input) {
    boolean first = !written[input.index()];
    written[input.index()] = true;
    return first;
  }

  private boolean wanted(Block input) {
    return towardsInputs ? plan.moved(input) : plan.learned(input);
  }
}
