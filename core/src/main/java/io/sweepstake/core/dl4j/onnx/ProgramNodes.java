package io.sweepstake.core.dl4j.onnx;

import io.sweepstake.core.dl4j.onnx.OnnxGraph.Attributes;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.Operation;
import java.util.HashMap;
import java.util.Map;

/**
 * Translates a program, operation by operation, into nodes. Blocks are tensors {@code
 * [batch][row]}.
 */
final class ProgramNodes implements Operation.Visitor<String> {
  private final OnnxGraph graph;
  private final NetworkProgram program;
  private final NetworkWeights weights;
  private final Map<String, String> inputs;
  private final Map<Integer, String> names = new HashMap<>();

  private String next; // the name of the block that is being translated

  private ProgramNodes(
      OnnxGraph graph, NetworkProgram program, NetworkWeights weights, Map<String, String> inputs) {
    this.graph = graph;
    this.program = program;
    this.weights = weights;
    this.inputs = inputs;
  }

  /**
   * Adds a program to a graph.
   *
   * @param inputs the tensor for each of its inputs
   * @return the tensor of each of its outputs
   * @throws IllegalArgumentException if it has an operation that ONNX has not
   */
  static Map<String, String> add(
      OnnxGraph graph, NetworkProgram program, NetworkWeights weights, Map<String, String> inputs) {
    ProgramNodes nodes = new ProgramNodes(graph, program, weights, inputs);
    for (Block block : program.blocks()) {
      nodes.next = "block." + block.index();
      nodes.names.put(block.index(), block.operation().accept(nodes));
    }
    Map<String, String> outputs = new HashMap<>();
    program.outputs().forEach((output, block) -> outputs.put(output, nodes.name(block)));
    return outputs;
  }

  private String name(Block block) {
    return names.get(block.index());
  }

  @Override
  public String input(Operation.Input input) {
    return inputs.get(input.name());
  }

  @Override
  public String dense(Operation.Dense dense) {
    return layer(next, dense.layer(), name(dense.input()));
  }

  @Override
  public String sharedDense(Operation.SharedDense dense) {
    String slices =
        graph.reshape(next + ".slices", name(dense.input()), -1, dense.layer().inputs());
    return graph.reshape(next, layer(next + ".layer", dense.layer(), slices), -1, dense.rows());
  }

  private String layer(String name, LayerShape shape, String input) {
    LayerWeights layer = weights.layers().get(program.layers().indexOf(shape));
    return graph.node(
        name,
        "Gemm",
        Attributes.of("transB", 1),
        input,
        graph.named(shape.name() + ".weights", layer.weights(), shape.outputs(), shape.inputs()),
        graph.named(shape.name() + ".bias", layer.bias(), shape.outputs()));
  }

  @Override
  public String activate(Operation.Activate activate) {
    String function =
        switch (activate.activation()) {
          case TANH -> "Tanh";
          case RELU -> "Relu";
          case SIGMOID -> "Sigmoid";
        };
    return graph.node(next, function, name(activate.input()));
  }

  @Override
  public String softmax(Operation.Softmax softmax) {
    String axes = axes(next, softmax.input(), softmax.outer(), softmax.groups(), softmax.stride());
    String chances = graph.node(next + ".softmax", "Softmax", Attributes.of("axis", 2), axes);
    return graph.reshape(next, chances, 0, softmax.rows());
  }

  /** A block's rows as {@code [batch][outer][groups][stride]}. */
  private String axes(String name, Block block, int outer, int groups, int stride) {
    return graph.reshape(name + ".axes." + block.index(), name(block), 0, outer, groups, stride);
  }

  @Override
  public String select(Operation.Select select) {
    long[] sources = new long[select.rows()];
    for (int row = 0; row < sources.length; row++) {
      sources[row] = select.source(row);
    }
    return graph.node(
        next, "Gather", Attributes.of("axis", 1), name(select.input()), graph.constant(sources));
  }

  @Override
  public String multiply(Operation.Multiply multiply) {
    return graph.node(next, "Mul", name(multiply.left()), name(multiply.right()));
  }

  @Override
  public String minimum(Operation.Minimum minimum) {
    return graph.node(next, "Min", name(minimum.left()), name(minimum.right()));
  }

  @Override
  public String sumGroups(Operation.SumGroups sum) {
    String groups = graph.reshape(next + ".groups", name(sum.input()), 0, sum.rows(), sum.size());
    return graph.node(next, "ReduceSum", Attributes.of("keepdims", 0), groups, graph.constant(2));
  }

  @Override
  public String sumRows(Operation.SumRows sum) {
    float[] counts = new float[sum.input().rows() * sum.rows()]; // [input][output]
    for (int row = 0; row < sum.rows(); row++) {
      for (int term : sum.terms().get(row)) {
        counts[term * sum.rows() + row]++;
      }
    }
    return graph.node(
        next, "MatMul", name(sum.input()), graph.constant(counts, sum.input().rows(), sum.rows()));
  }

  @Override
  public String mean(Operation.Mean mean) {
    String axes = axes(next, mean.input(), mean.outer(), mean.groups(), mean.stride());
    String means =
        graph.node(
            next + ".mean", "ReduceMean", Attributes.of("keepdims", 0).andAll("axes", 2), axes);
    return graph.reshape(next, means, 0, mean.rows());
  }

  @Override
  public String spread(Operation.Spread spread) {
    String axes = axes(next, spread.input(), spread.outer(), 1, spread.stride());
    String repeated =
        graph.node(
            next + ".spread",
            "Expand",
            axes,
            graph.constant(1, spread.outer(), spread.groups(), spread.stride()));
    return graph.reshape(next, repeated, 0, spread.rows());
  }

  @Override
  public String addAlong(Operation.AddAlong add) {
    String axes = axes(next, add.input(), add.outer(), add.groups(), add.stride());
    String added = axes(next + ".added", add.added(), add.outer(), 1, add.stride());
    return graph.reshape(next, graph.node(next + ".sum", "Add", axes, added), 0, add.rows());
  }

  @Override
  public String column(ColumnOperation operation) {
    throw new IllegalArgumentException(
        "ONNX: has no operation that is a " + operation.getClass().getSimpleName());
  }
}
