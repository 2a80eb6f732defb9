package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.Operation;

/**
 * The call that takes a block's gradient to one of its inputs': written there, or added where
 * another block has written. Only {@link #addsOnly some} can do nothing but add.
 */
final class BackwardCalls implements Operation.Visitor<String> {
  private final TileRows rows;
  private final WeightLayout layout;
  private final Block block;
  private final Block input;
  private final int side;
  private final int add;
  private final String d;
  private final String g;

  /**
   * @param side which of the block's inputs is meant
   * @param add whether its gradient has been begun
   */
  BackwardCalls(TileRows rows, WeightLayout layout, Block block, int side, boolean add) {
    this.rows = rows;
    this.layout = layout;
    this.block = block;
    this.side = side;
    this.add = add ? 1 : 0;
    input = block.operation().inputs().get(side);
    d = rows.gradient(block);
    g = rows.gradient(input);
  }

  /** Whether an operation reaches only some rows of its input, or one of them several times. */
  static boolean addsOnly(Operation operation) {
    return operation instanceof Operation.Select || operation instanceof Operation.SumRows;
  }

  @Override
  public String input(Operation.Input given) {
    throw new IllegalArgumentException("input " + given.name() + ": has no inputs");
  }

  @Override
  public String dense(Operation.Dense dense) {
    return layer(dense.layer(), 1);
  }

  @Override
  public String sharedDense(Operation.SharedDense dense) {
    return layer(dense.layer(), dense.slices());
  }

  private String layer(LayerShape layer, int slices) {
    return "product(0, m + %d, %d, %d, %d, %s, %s, PITCH, %d, lid);"
        .formatted(layout.mirror(layer), layer.outputs(), layer.inputs(), slices, d, g, add);
  }

  @Override
  public String activate(Operation.Activate activate) {
    return "activate_back(%s, %s, %s, %s, %d, PITCH, %d, lid);"
        .formatted(activate.activation(), rows.value(block), d, g, block.rows(), add);
  }

  @Override
  public String softmax(Operation.Softmax softmax) {
    return "softmax_back(%s, %s, %s, %d, %d, %d, PITCH, %d, lid);"
        .formatted(
            rows.value(block), d, g, softmax.outer(), softmax.groups(), softmax.stride(), add);
  }

  @Override
  public String select(Operation.Select select) {
    return "select_rows_back(%s, %s, %d, %d, %d, PITCH, lid);"
        .formatted(d, g, select.slices(), select.stride(), select.count());
  }

  @Override
  public String multiply(Operation.Multiply multiply) {
    Block other = side == 0 ? multiply.right() : multiply.left();
    return "multiply_back(%s, %s, %s, %d, PITCH, %d, lid);"
        .formatted(rows.value(other), d, g, block.rows(), add);
  }

  @Override
  public String minimum(Operation.Minimum minimum) {
    return "minimum_back(%d, %s, %s, %s, %s, %d, PITCH, %d, lid);"
        .formatted(
            side == 0 ? 1 : 0,
            rows.value(minimum.left()),
            rows.value(minimum.right()),
            d,
            g,
            block.rows(),
            add);
  }

  @Override
  public String sumGroups(Operation.SumGroups sum) {
    return repeat(1, block.rows(), sum.size(), 1);
  }

  @Override
  public String mean(Operation.Mean mean) {
    return repeat(1f / mean.groups(), mean.outer(), mean.groups(), mean.stride());
  }

  private String repeat(float factor, int outer, int groups, int stride) {
    return "repeat_along(%sf, %s, %s, %d, %d, %d, PITCH, %d, lid);"
        .formatted(factor, d, g, outer, groups, stride, add);
  }

  @Override
  public String spread(Operation.Spread spread) {
    return sum(spread.outer(), spread.groups(), spread.stride());
  }

  private String sum(int outer, int groups, int stride) {
    return "sum_along(1.0f, %s, %s, %d, %d, %d, PITCH, %d, lid);"
        .formatted(d, g, outer, groups, stride, add);
  }

  @Override
  public String addAlong(Operation.AddAlong along) {
    if (side == 1) {
      return sum(along.outer(), along.groups(), along.stride());
    }
    return rows.shared(block, input)
        ? ""
        : "give(%s, %s, %d, PITCH, %d, lid);".formatted(d, g, block.rows(), add);
  }

  @Override
  public String sumRows(Operation.SumRows sum) {
    StringBuilder calls = new StringBuilder("for (int s = lid; s < S; s += T) {\n");
    for (int r = 0; r < sum.rows(); r++) {
      for (int term : sum.terms().get(r)) {
        calls.append(
            "    (%s)[%d * PITCH + s] += (%s)[%d * PITCH + s];%n".formatted(g, term, d, r));
      }
    }
    return calls.append("  }").toString();
  }

  @Override
  public String column(ColumnOperation operation) {
    throw ForwardCalls.refused(operation);
  }
}
