package io.sweepstake.core.program;

import java.util.List;

/**
 * One step of a {@link NetworkProgram}: how a block's rows come from other blocks' rows. Columns
 * are cases, such as profiles of values, and never mix.
 *
 * <p>Whoever runs or translates programs is a {@link Visitor} of them: an operation forgotten there
 * does not compile. One that is no part of this list is a {@link ColumnOperation}.
 */
public sealed interface Operation
    permits Operation.Input,
        Operation.Dense,
        Operation.SharedDense,
        Operation.Activate,
        Operation.Softmax,
        Operation.Select,
        Operation.Multiply,
        Operation.Minimum,
        Operation.SumGroups,
        Operation.SumRows,
        Operation.Mean,
        Operation.Spread,
        Operation.AddAlong,
        ColumnOperation {
  /** The blocks this one reads, in order. */
  List<Block> inputs();

  /** How many rows it yields. */
  int rows();

  /** Calls the visitor's method for this kind. */
  <R> R accept(Visitor<R> visitor);

  /** The rows that are computed together with some output rows: a range with all of these. */
  default Rows whole(Rows rows) {
    return rows;
  }

  /** The rows of one input that some output rows, {@link #whole} ones, are made of. */
  default Rows needed(Block input, Rows rows) {
    return rows;
  }

  /** Whether it has weights of its own. */
  default boolean learns() {
    return false;
  }

  /**
   * One method for each kind of operation.
   *
   * @param <R> what an operation is turned into
   */
  interface Visitor<R> {
    R input(Input input);

    R dense(Dense dense);

    R sharedDense(SharedDense dense);

    R activate(Activate activate);

    R softmax(Softmax softmax);

    R select(Select select);

    R multiply(Multiply multiply);

    R minimum(Minimum minimum);

    R sumGroups(SumGroups sum);

    R sumRows(SumRows sum);

    R mean(Mean mean);

    R spread(Spread spread);

    R addAlong(AddAlong add);

    R column(ColumnOperation operation);
  }

  /** For questions that few kinds of operation answer: all others give the same answer. */
  abstract class Otherwise<R> implements Visitor<R> {
    private final R otherwise;

    protected Otherwise(R otherwise) {
      this.otherwise = otherwise;
    }

    @Override
    public R input(Input input) {
      return otherwise;
    }

    @Override
    public R dense(Dense dense) {
      return otherwise;
    }

    @Override
    public R sharedDense(SharedDense dense) {
      return otherwise;
    }

    @Override
    public R activate(Activate activate) {
      return otherwise;
    }

    @Override
    public R softmax(Softmax softmax) {
      return otherwise;
    }

    @Override
    public R select(Select select) {
      return otherwise;
    }

    @Override
    public R multiply(Multiply multiply) {
      return otherwise;
    }

    @Override
    public R minimum(Minimum minimum) {
      return otherwise;
    }

    @Override
    public R sumGroups(SumGroups sum) {
      return otherwise;
    }

    @Override
    public R sumRows(SumRows sum) {
      return otherwise;
    }

    @Override
    public R mean(Mean mean) {
      return otherwise;
    }

    @Override
    public R spread(Spread spread) {
      return otherwise;
    }

    @Override
    public R addAlong(AddAlong add) {
      return otherwise;
    }

    @Override
    public R column(ColumnOperation operation) {
      return otherwise;
    }
  }

  /** Rows that are given, by name. */
  record Input(String name, int rows) implements Operation {
    @Override
    public List<Block> inputs() {
      return List.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.input(this);
    }
  }

  /** {@code W x + c} with the layer's weights. */
  record Dense(LayerShape layer, Block input) implements Operation {
    @Override
    public List<Block> inputs() {
      return List.of(input);
    }

    @Override
    public int rows() {
      return layer.outputs();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
    }

    @Override
    public Rows needed(Block of, Rows rows) {
      return Rows.all(of.rows());
    }

    @Override
    public boolean learns() {
      return true;
    }
  }

  /**
   * The layer's {@code W x + c} on each of {@code slices} equal slices of consecutive rows: weights
   * shared by all of them.
   */
  record SharedDense(LayerShape layer, Block input, int slices) implements Operation {
    public SharedDense {
      requireSlices(input, slices);
    }

    static void requireSlices(Block input, int slices) {
      if (slices < 1 || input.rows() % slices != 0) {
        throw new IllegalArgumentException(
            "shared layer: " + input.rows() + " rows are not " + slices + " equal slices");
      }
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }

    @Override
    public int rows() {
      return slices * layer.outputs();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sharedDense(this);
    }

    @Override
    public Rows whole(Rows rows) {
      return rows.wholeSlices(layer.outputs());
    }

    @Override
    public Rows needed(Block of, Rows rows) {
      return new Rows(
          rows.from() / layer.outputs() * layer.inputs(),
          rows.to() / layer.outputs() * layer.inputs());
    }

    @Override
    public boolean learns() {
      return true;
    }
  }

  /** An element-wise non-linearity. */
  record Activate(Activation activation, Block input) implements Operation {
    @Override
    public List<Block> inputs() {
      return List.of(input);
    }

    @Override
    public int rows() {
      return input.rows();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.activate(this);
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
      requireAxes("softmax", input, outer, groups, stride);
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }

    @Override
    public int rows() {
      return input.rows();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.softmax(this);
    }

    /** All that competes. */
    @Override
    public Rows whole(Rows rows) {
      return rows.wholeSlices(groups * stride);
    }

    @Override
    public Rows needed(Block of, Rows rows) {
      return rows.wholeSlices(groups * stride);
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

    /** The input row of an output row. */
    public int source(int row) {
      return row / count * stride + row % count;
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }

    @Override
    public int rows() {
      return slices * count;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.select(this);
    }

    @Override
    public Rows needed(Block of, Rows rows) {
      return new Rows(source(rows.from()), source(rows.to() - 1) + 1);
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

    @Override
    public int rows() {
      return left.rows();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.multiply(this);
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

    @Override
    public int rows() {
      return left.rows();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.minimum(this);
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

    @Override
    public int rows() {
      return input.rows() / size;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sumGroups(this);
    }

    @Override
    public Rows needed(Block of, Rows rows) {
      return new Rows(rows.from() * size, rows.to() * size);
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

    @Override
    public int rows() {
      return terms.size();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sumRows(this);
    }

    @Override
    public Rows needed(Block of, Rows rows) {
      Rows sources = Rows.NONE;
      for (List<Integer> row : terms.subList(rows.from(), rows.to())) {
        for (int term : row) {
          sources = sources.hull(new Rows(term, term + 1));
        }
      }
      return sources;
    }
  }

  /**
   * Mean along the middle axis of rows read as {@code [outer][groups][stride]}; yields {@code
   * [outer][stride]}.
   */
  record Mean(Block input, int outer, int groups, int stride) implements Operation {
    public Mean {
      requireAxes("mean", input, outer, groups, stride);
    }

    @Override
    public List<Block> inputs() {
      return List.of(input);
    }

    @Override
    public int rows() {
      return outer * stride;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.mean(this);
    }

    @Override
    public Rows whole(Rows rows) {
      return rows.wholeSlices(stride);
    }

    @Override
    public Rows needed(Block of, Rows rows) {
      return new Rows(rows.from() * groups, rows.to() * groups);
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

    @Override
    public int rows() {
      return outer * groups * stride;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.spread(this);
    }

    @Override
    public Rows whole(Rows rows) {
      return rows.wholeSlices(groups * stride);
    }

    @Override
    public Rows needed(Block of, Rows rows) {
      return new Rows(rows.from() / groups, rows.to() / groups);
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

    @Override
    public int rows() {
      return input.rows();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.addAlong(this);
    }

    @Override
    public Rows whole(Rows rows) {
      return rows.wholeSlices(stride);
    }

    @Override
    public Rows needed(Block of, Rows rows) {
      if (!of.equals(added)) {
        return rows;
      }
      Rows slices = rows.wholeSlices(groups * stride);
      return new Rows(slices.from() / groups, slices.to() / groups);
    }
  }

  private static void sameRows(String what, Block left, Block right) {
    if (left.rows() != right.rows()) {
      throw new IllegalArgumentException(
          what + ": both sides need the same rows, were " + left.rows() + " and " + right.rows());
    }
  }

  private static void requireAxes(String what, Block input, int outer, int groups, int stride) {
    if (outer * groups * stride != input.rows()) {
      throw new IllegalArgumentException(
          what
              + ": "
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
}
