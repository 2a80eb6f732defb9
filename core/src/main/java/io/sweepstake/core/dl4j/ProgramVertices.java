package io.sweepstake.core.dl4j;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.Operation;
import java.util.ArrayList;
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
final class ProgramVertices {
  private final GraphBuilder graph;
  private final Map<Integer, String> names = new LinkedHashMap<>();
  private final Map<String, float[][]> constants = new LinkedHashMap<>();
  private final Map<String, Integer> slices = new LinkedHashMap<>();

  /** A matrix {@code [input][output]} by its entries. */
  @FunctionalInterface
  private interface Entries {
    float at(int input, int output);
  }

  ProgramVertices(NetworkProgram program) {
    graph =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .graphBuilder()
            .addInputs("reports");
    for (Block block : program.blocks()) {
      names.put(block.index(), translated(block));
    }
    graph.addLayer("allocation", identity(), name(program.allocation()));
    graph.addLayer("payments", identity(), name(program.payments()));
    graph.setOutputs("allocation", "payments");
  }

  ComputationGraphConfiguration configuration() {
    return graph.build();
  }

  /** Weights {@code [input][output]} of the layers that only move numbers, by name. */
  Map<String, float[][]> constants() {
    return constants;
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

  /** The name of the vertex that yields a block, having added what that takes. */
  private String translated(Block block) {
    String name = "block." + block.index();
    Operation operation = block.operation();
    if (operation instanceof Operation.Bids) {
      return "reports";
    } else if (operation instanceof Operation.Dense dense) {
      return dense(dense.layer(), dense.input(), block.rows(), 1);
    } else if (operation instanceof Operation.SharedDense dense) {
      return dense(dense.layer(), dense.input(), block.rows(), dense.slices());
    } else if (operation instanceof Operation.Activate activate) {
      Activation function = Activation.valueOf(activate.activation().name());
      graph.addLayer(
          name, new ActivationLayer.Builder().activation(function).build(), name(activate.input()));
      return name;
    } else if (operation instanceof Operation.Softmax softmax) {
      return softmax(name, softmax);
    } else if (operation instanceof Operation.Select select) {
      return constant(
          name,
          name(select.input()),
          select.input().rows(),
          block.rows(),
          (in, out) -> in == out / select.count() * select.stride() + out % select.count() ? 1 : 0);
    } else if (operation instanceof Operation.Multiply multiply) {
      return elementWise(
          name, ElementWiseVertex.Op.Product, name(multiply.left()), name(multiply.right()));
    } else if (operation instanceof Operation.Minimum minimum) {
      return minimum(name, minimum);
    } else if (operation instanceof Operation.SumGroups sum) {
      return constant(
          name,
          name(sum.input()),
          sum.input().rows(),
          block.rows(),
          (in, out) -> in / sum.size() == out ? 1 : 0);
    } else if (operation instanceof Operation.Mean mean) {
      int slice = mean.groups() * mean.stride();
      return constant(
          name,
          name(mean.input()),
          mean.input().rows(),
          block.rows(),
          (in, out) ->
              in / slice == out / mean.stride() && in % mean.stride() == out % mean.stride()
                  ? 1f / mean.groups()
                  : 0);
    } else if (operation instanceof Operation.Spread spread) {
      return spread(name, spread.input(), spread.groups(), spread.stride());
    } else if (operation instanceof Operation.AddAlong add) {
      return elementWise(
          name,
          ElementWiseVertex.Op.Add,
          name(add.input()),
          spread(name + ".spread", add.added(), add.groups(), add.stride()));
    }
    throw new IllegalArgumentException(
        "DL4J graph: no vertex is known for " + operation.getClass().getSimpleName());
  }

  private String dense(String layer, Block input, int outputs, int of) {
    slices.put(layer, of);
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
    float[][] matrix = new float[inputs][outputs];
    for (int in = 0; in < inputs; in++) {
      for (int out = 0; out < outputs; out++) {
        matrix[in][out] = entries.at(in, out);
      }
    }
    constants.put(name, matrix);
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
