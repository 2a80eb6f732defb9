package io.sweepstake.core.network;

import java.util.List;

/**
 * One step of a {@link NetworkProgram}: how a block's rows come from other blocks' rows. Columns
 * are profiles and never mix.
 */
public sealed interface Operation {
  /** The blocks this one reads, in order. */
  List<Block> inputs();

  /** The reports, one row per bidder and item, bidder-major. The only input of a program. */
  record Bids() implements Operation {
    @Override
    public List<Block> inputs() {
      return List.of();
    }
  }

  /** {@code W x + c} with the named layer's weights. */
  record Dense(String layer, Block input) implements Operation {
    @Override
    public List<Block> inputs() {
      return List.of(input);
    }
  }

  /** An element-wise non-linearity. */
  record Activate(Activation activation, Block input) implements Operation {
    @Override
    public List<Block> inputs() {
      return List.of(input);
    }
  }

  /**
   * Softmax along the middle axis of rows read as {@code [outer][groups][stride]}.
   *
   * @param outer how many independent outer slices
   * @param groups what competes: its entries sum to 1
   * @param stride how many independent inner slices
   */
  record Softmax(Block input, int outer, int groups, int stride) implements Operation {
    public Softmax {
      if (outer * groups * stride != input.rows()) {
        throw new IllegalArgumentException(
            "softmax: "
                + outer
                + " x "
                + groups
                + " x "
                + stride
                + " is not "
                + input.rows()
                + " rows");
      }
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }
  }

  /**
   * Some rows of a block, {@code count} of them in each of its slices of {@code stride}, from the
   * first.
   */
  record Select(Block input, int slices, int stride, int count) implements Operation {
    public Select {
      if (count < 1 || count > stride || slices * stride > input.rows()) {
        throw new IllegalArgumentException(
            "select: "
                + count
                + " of "
                + stride
                + " rows in "
                + slices
                + " slices of "
                + input.rows());
      }
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }
  }

  /** Element-wise product. */
  record Multiply(Block left, Block right) implements Operation {
    public Multiply {
      sameRows("multiply", left, right);
    }

    @Override
    public List<Block> inputs() {
      return List.of(left, right);
    }
  }

  /** Element-wise minimum; at a tie the gradient goes to the left. */
  record Minimum(Block left, Block right) implements Operation {
    public Minimum {
      sameRows("minimum", left, right);
    }

    @Override
    public List<Block> inputs() {
      return List.of(left, right);
    }
  }

  /** Sums of consecutive groups of {@code size} rows. */
  record SumGroups(Block input, int size) implements Operation {
    public SumGroups {
      if (size < 1 || input.rows() % size != 0) {
        throw new IllegalArgumentException(
            "sum: " + input.rows() + " rows are no groups of " + size);
      }
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }
  }

  private static void sameRows(String what, Block left, Block right) {
    if (left.rows() != right.rows()) {
      throw new IllegalArgumentException(
          what + ": both sides need the same rows, were " + left.rows() + " and " + right.rows());
    }
  }
}
