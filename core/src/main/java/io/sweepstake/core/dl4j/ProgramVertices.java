package io.sweepstake.core.dl4j;

import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Translates a program, operation by operation, into vertices of a DL4J computation graph.
 *
 * <p>Whatever moves, sums or repeats rows is a dense layer without bias whose weights are constant,
 * mostly zeros and ones: DL4J has no vertex for rows with a stride. The minimum, which it lacks
 * too, is {@code −max(−a, −b)}.
 */
final class ProgramVertices implements Operation.Visitor<String> {
  private final GraphBuilder graph;
  private final Map<Integer, String> names = new LinkedHashMap<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<String, Integer> slices = new LinkedHashMap<>();
  private long parameters;

  private String next; // the name of the block that is being translated

  /** A matrix {@code [input][output]} by its entries. */
  @FunctionalInterface
  private interface Entries {
    float at(int input, int output);
  }

  /** A matrix that is made when it is wanted, so that its size can be told before. */
  private record Constant(int inputs, int outputs, Entries entries) {
    float[][] matrix() {
      float[][] matrix = new float[inputs][outputs];
      for (int in = 0; in < inputs; in++) {
        for (int out = 0; out < outputs; out++) {
          matrix[in][out] = entries.at(in, out);
        }
      }
      return matrix;
    }
  }

  ProgramVertices(NetworkProgram program) {
    graph =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .graphBuilder()
            .addInputs(program.inputs().keySet().stream().map(ProgramVertices::inputName).toList());
    for (Block block : program.blocks()) {
      next = "block." + block.index();
      names.put(block.index(), block.operation().accept(this));
    }
    program.outputs().forEach((output, block) -> graph.addLayer(output, identity(), name(block)));
    graph.setOutputs(program.outputs().keySet().toArray(String[]::new));
  }

  ComputationGraphConfiguration configuration() {
    return graph.build();
  }

  /** Weights {@code [input][output]} of the layers that only move numbers, by name. */
  Map<String, float[][]> constants() {
    Map<String, float[][]> matrices = new LinkedHashMap<>();
    constants.forEach((name, constant) -> matrices.put(name, constant.matrix()));
    return matrices;
  }

  /** How many coefficients the graph has, constants and all. */
  long parameters() {
    return parameters;
  }

  /** How many slices each of the program's layers is for, by the layer's name. */
  Map<String, Integer> slices() {
    return slices;
  }

  private static ActivationLayer identity() {
    return new ActivationLayer.Builder().activation(Activation.IDENTITY).build();
  }

  private String name(Block block) {
    return names.get(block.index());
  }

  /** As files have had it from the first: an auction's bids are its reports. */
  private static String inputName(String input) {
    return input.equals(AuctionProgram.BIDS) ? "reports" : input;
  }

  @Override
  public String input(Operation.Input input) {
    return inputName(input.name());
  }

  @Override
  public String dense(Operation.Dense dense) {
    return dense(dense.layer().name(), dense.input(), dense.rows(), 1);
  }

  @Override
  public String sharedDense(Operation.SharedDense dense) {
    return dense(dense.layer().name(), dense.input(), dense.rows(), dense.slices());
  }

  @Override
  public String activate(Operation.Activate activate) {
    Activation function = Activation.valueOf(activate.activation().name());
    graph.addLayer(
        next, new ActivationLayer.Builder().activation(function).build(), name(activate.input()));
    return next;
  }

  @Override
  public String softmax(Operation.Softmax softmax) {
    return softmax(next, softmax);
  }

  @Override
  public String select(Operation.Select select) {
    return constant(
        next,
        name(select.input()),
        select.input().rows(),
        select.rows(),
        (in, out) -> in == select.source(out) ? 1 : 0);
  }

  @Override
  public String multiply(Operation.Multiply multiply) {
    return elementWise(
        next, ElementWiseVertex.Op.Product, name(multiply.left()), name(multiply.right()));
  }

  @Override
  public String minimum(Operation.Minimum minimum) {
    return minimum(next, minimum);
  }

  @Override
  public String sumGroups(Operation.SumGroups sum) {
    return constant(
        next,
        name(sum.input()),
        sum.input().rows(),
        sum.rows(),
        (in, out) -> in / sum.size() == out ? 1 : 0);
  }

  @Override
  public String sumRows(Operation.SumRows sum) {
    return constant(
        next,
        name(sum.input()),
        sum.input().rows(),
        sum.rows(),
        (in, out) -> Collections.frequency(sum.terms().get(out), in));
  }

  @Override
  public String mean(Operation.Mean mean) {
    int slice = mean.groups() * mean.stride();
    return constant(
        next,
        name(mean.input()),
        mean.input().rows(),
        mean.rows(),
        (in, out) ->
            in / slice == out / mean.stride() && in % mean.stride() == out % mean.stride()
                ? 1f / mean.groups()
                : 0);
  }

  @Override
  public String spread(Operation.Spread spread) {
    return spread(next, spread.input(), spread.groups(), spread.stride());
  }

  @Override
  public String addAlong(Operation.AddAlong add) {
    return elementWise(
        next,
        ElementWiseVertex.Op.Add,
        name(add.input()),
        spread(next + ".spread", add.added(), add.groups(), add.stride()));
  }

  @Override
  public String column(ColumnOperation operation) {
    throw new IllegalArgumentException(
        "DL4J graph: no vertex is known for " + operation.getClass().getSimpleName());
  }

  private String dense(String layer, Block input, int outputs, int of) {
    slices.put(layer, of);
    parameters += (input.rows() + 1L) * outputs;
    graph.addLayer(
        layer,
        new DenseLayer.Builder()
            .nIn(input.rows())
            .nOut(outputs)
            .activation(Activation.IDENTITY)
            .build(),
        name(input));
    return layer;
  }

  private String constant(String name, String from, int inputs, int outputs, Entries entries) {
    return constant(name, from, Activation.IDENTITY, inputs, outputs, entries);
  }

  private String constant(
      String name, String from, Activation then, int inputs, int outputs, Entries entries) {
    constants.put(name, new Constant(inputs, outputs, entries));
    parameters += (long) inputs * outputs;
    graph.addLayer(
        name,
        new DenseLayer.Builder().nIn(inputs).nOut(outputs).hasBias(false).activation(then).build(),
        from);
    return name;
  }

  private String elementWise(String name, ElementWiseVertex.Op op, String left, String right) {
    graph.addVertex(name, new ElementWiseVertex(op), left, right);
    return name;
  }

  private String minimum(String name, Operation.Minimum minimum) {
    graph.addVertex(name + ".left", new ScaleVertex(-1), name(minimum.left()));
    graph.addVertex(name + ".right", new ScaleVertex(-1), name(minimum.right()));
    elementWise(name + ".max", ElementWiseVertex.Op.Max, name + ".left", name + ".right");
    graph.addVertex(name, new ScaleVertex(-1), name + ".max");
    return name;
  }

  private String spread(String name, Block input, int groups, int stride) {
    int slice = groups * stride;
    return constant(
        name,
        name(input),
        input.rows(),
        input.rows() * groups,
        (in, out) -> in / stride == out / slice && in % stride == out % stride ? 1 : 0);
  }

  /** Each slice by itself, merged, and back in order. */
  private String softmax(String name, Operation.Softmax softmax) {
    int groups = softmax.groups();
    int stride = softmax.stride();
    int rows = softmax.input().rows();
    List<String> parts = new ArrayList<>();
    for (int slice = 0; slice < softmax.outer() * stride; slice++) {
      int outer = slice / stride;
      int inner = slice % stride;
      parts.add(
          constant(
              name + "." + slice,
              name(softmax.input()),
              Activation.SOFTMAX,
              rows,
              groups,
              (in, group) -> in == (outer * groups + group) * stride + inner ? 1 : 0));
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    String merged = name + ".merged";
    graph.addVertex(merged, new MergeVertex(), parts.toArray(String[]::new));
    int[] places = // of each merged row, [outer][stride][groups], in the block
        IntStream.range(0, rows)
            .map(
                row -> {
                  int slice = row / groups;
                  return (slice / stride * groups + row % groups) * stride + slice % stride;
                })
            .toArray();
    return constant(name, merged, rows, rows, (in, out) -> places[in] == out ? 1 : 0);
  }
}
