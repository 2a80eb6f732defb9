package io.sweepstake.core.program;

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

  /**
   * Sums of any rows: row r is the sum of the input's rows {@code terms[r]}; of one term a copy.
   *
   * @param terms at least one for each row; row numbers of the input
   */
  record SumRows(Block input, List<List<Integer>> terms) implements Operation {
    public SumRows {
      terms = terms.stream().map(List::copyOf).toList();
      for (List<Integer> rows : terms) {
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row < 0 || row >= input.rows())) {
          throw new IllegalArgumentException(
              "sum of rows: needs rows from 0 to " + (input.rows() - 1) + ", was " + rows);
        }
      }
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }
  }

  /**
   * The named layer's {@code W x + c} on each of {@code slices} equal slices of consecutive rows:
   * weights shared by all of them.
   */
  record SharedDense(String layer, Block input, int slices) implements Operation {
    public SharedDense {
      if (slices < 1 || input.rows() % slices != 0) {
        throw new IllegalArgumentException(
            "shared layer: " + input.rows() + " rows are not " + slices + " equal slices");
      }
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }
  }

  /**
   * Mean along the middle axis of rows read as {@code [outer][groups][stride]}; yields {@code
   * [outer][stride]}.
   */
  record Mean(Block input, int outer, int groups, int stride) implements Operation {
    public Mean {
      if (outer * groups * stride != input.rows()) {
        throw new IllegalArgumentException(
            "mean: "
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
   * The opposite of {@link Mean}: rows {@code [outer][stride]}, each repeated along a middle axis
   * of {@code groups}.
   */
  record Spread(Block input, int outer, int groups, int stride) implements Operation {
    public Spread {
      if (outer * stride != input.rows() || groups < 1) {
        throw new IllegalArgumentException(
            "spread: " + outer + " x " + stride + " is not " + input.rows() + " rows");
      }
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }
  }

  /**
   * Adds rows {@code [outer][stride]} to rows {@code [outer][groups][stride]}, the same along the
   * middle axis.
   */
  record AddAlong(Block input, Block added, int outer, int groups, int stride)
      implements Operation {
    public AddAlong {
      if (outer * groups * stride != input.rows() || outer * stride != added.rows()) {
        throw new IllegalArgumentException(
            "add along: "
                + outer
                + " x "
                + groups
                + " x "
                + stride
                + " does not fit "
                + input.rows()
                + " and "
                + added.rows()
                + " rows");
      }
    }

    @Override
    public List<Block> inputs() {
      return List.of(input, added);
    }
  }

  private static void sameRows(String what, Block left, Block right) {
    if (left.rows() != right.rows()) {
      throw new IllegalArgumentException(
          what + ": both sides need the same rows, were " + left.rows() + " and " + right.rows());
    }
  }
}
