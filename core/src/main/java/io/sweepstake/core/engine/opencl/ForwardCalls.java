package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.Operation;
import java.util.stream.Collectors;

/** The call that computes a block: of functions in {@code dense.cl} and {@code rows.cl}. */
final class ForwardCalls implements Operation.Visitor<String> {
  private final TileRows rows;
  private final WeightLayout layout;
  private final Block block;
  private final String y;

  ForwardCalls(TileRows rows, WeightLayout layout, Block block) {
    this.rows = rows;
    this.layout = layout;
    this.block = block;
    y = rows.value(block);
  }

  private String x(Block input) {
    return rows.value(input);
  }

  @Override
  public String input(Operation.Input input) {
    throw new IllegalArgumentException("input " + input.name() + ": is loaded, not computed");
  }

  @Override
  public String dense(Operation.Dense dense) {
    return layer(dense.layer(), dense.input(), 1);
  }

  @Override
  public String sharedDense(Operation.SharedDense dense) {
    return layer(dense.layer(), dense.input(), dense.slices());
  }

  private String layer(LayerShape layer, Block input, int slices) {
    int bias = layout.weights(layer);
    return "product(w + %d, w + %d, %d, %d, %d, %s, %s, PITCH, 0, lid);"
        .formatted(
            bias,
            bias + WeightLayout.padded(layer.outputs()),
            layer.inputs(),
            layer.outputs(),
            slices,
            x(input),
            y);
  }

  @Override
  public String activate(Operation.Activate activate) {
    return "activate(%s, %s, %s, %d, PITCH, lid);"
        .formatted(activate.activation(), x(activate.input()), y, block.rows());
  }

  @Override
  public String softmax(Operation.Softmax softmax) {
    return "softmax(%s, %s, %d, %d, %d, PITCH, lid);"
        .formatted(x(softmax.input()), y, softmax.outer(), softmax.groups(), softmax.stride());
  }

  @Override
  public String select(Operation.Select select) {
    return "select_rows(%s, %s, %d, %d, %d, PITCH, lid);"
        .formatted(x(select.input()), y, select.slices(), select.stride(), select.count());
  }

  @Override
  public String multiply(Operation.Multiply multiply) {
    return "multiply(%s, %s, %s, %d, PITCH, lid);"
        .formatted(x(multiply.left()), x(multiply.right()), y, block.rows());
  }

  @Override
  public String minimum(Operation.Minimum minimum) {
    return "minimum(%s, %s, %s, %d, PITCH, lid);"
        .formatted(x(minimum.left()), x(minimum.right()), y, block.rows());
  }

  @Override
  public String sumGroups(Operation.SumGroups sum) {
    return along(1, sum.input(), block.rows(), sum.size(), 1);
  }

  @Override
  public String mean(Operation.Mean mean) {
    return along(1f / mean.groups(), mean.input(), mean.outer(), mean.groups(), mean.stride());
  }

  private String along(float factor, Block input, int outer, int groups, int stride) {
    return "sum_along(%sf, %s, %s, %d, %d, %d, PITCH, 0, lid);"
        .formatted(factor, x(input), y, outer, groups, stride);
  }

  @Override
  public String spread(Operation.Spread spread) {
    return "repeat_along(1.0f, %s, %s, %d, %d, %d, PITCH, 0, lid);"
        .formatted(x(spread.input()), y, spread.outer(), spread.groups(), spread.stride());
  }

  @Override
  public String addAlong(Operation.AddAlong add) {
    return "add_along(%s, %s, %s, %d, %d, %d, PITCH, lid);"
        .formatted(x(add.input()), x(add.added()), y, add.outer(), add.groups(), add.stride());
  }

  @Override
  public String sumRows(Operation.SumRows sum) {
    StringBuilder calls = new StringBuilder("for (int s = lid; s < S; s += T) {\n");
    for (int r = 0; r < sum.rows(); r++) {
      calls.append(
          "    (%s)[%d * PITCH + s] = %s;%n"
              .formatted(
                  y,
                  r,
                  sum.terms().get(r).stream()
                      .map(term -> "(%s)[%d * PITCH + s]".formatted(x(sum.input()), term))
                      .collect(Collectors.joining(" + "))));
    }
    return calls.append("  }").toString();
  }

  @Override
  public String column(ColumnOperation operation) {
    throw refused(operation);
  }

  static IllegalArgumentException refused(ColumnOperation operation) {
    return new IllegalArgumentException(
        "engine opencl: has no kernel for "
            + operation.getClass().getSimpleName()
            + "; train it on the processor, with --engine auto");
  }
}
