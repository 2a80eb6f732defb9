package io.sweepstake.core.dl4j;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A whole trained network as a DL4J computation graph: reports in, outcome out.
 *
 * <p>The graph reads {@code reports}, {@code [profile][bidder × item]}, and has the outputs {@code
 * allocation}, {@code [profile][bidder × item]}, and {@code payments}, {@code [profile][bidder]}.
 * Every operation of the family's program is a vertex of it, so it needs nothing of ours to run.
 * Dense layers keep their names; a layer that several slices share is one block-diagonal layer.
 *
 * <p>It is for running, not for fitting: it has no loss. Not thread-safe, as DL4J's graphs are not.
 */
public final class ProgramGraph implements Mechanism {
  private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  private final NetworkFile network;
  private final ComputationGraph graph;

  private ProgramGraph(NetworkFile network, ComputationGraph graph) {
    this.network = network;
    this.graph = graph;
  }

  /**
   * The graph of a trained network.
   *
   * @throws IllegalArgumentException if its family's mechanism is no network
   */
  public static ProgramGraph of(NetworkFile network) {
    ProgramVertices vertices = new ProgramVertices(program(network));
    network.weights().requireFor(program(network));
    ComputationGraph graph = new ComputationGraph(vertices.configuration());
    graph.init();
    vertices.constants().forEach((name, matrix) -> set(graph, name, matrix));
    Map<String, Integer> slices = vertices.slices();
    for (LayerWeights layer : network.weights().layers()) {
      write(graph, layer, slices.get(layer.shape().name()));
    }
    return new ProgramGraph(network, graph);
  }

  private static NetworkProgram program(NetworkFile network) {
    MechanismFamily family = MechanismFamilies.named(network.family());
    if (!(family instanceof NetworkFamily differentiable)) {
      throw new IllegalArgumentException(
          "family %s: its mechanism is a choice among outcomes, not a network, so no DL4J graph"
                  .formatted(family.name())
              + " stands for it; those of "
              + String.join(", ", expressible())
              + " do");
    }
    return differentiable.program(
        Settings.sized(network.setting(), OptionalInt.of(network.bidders())),
        network.architecture());
  }

  /** The families whose networks have a graph. */
  static List<String> expressible() {
    return MechanismFamilies.all().stream()
        .filter(NetworkFamily.class::isInstance)
        .map(MechanismFamily::name)
        .toList();
  }

  /** The DL4J graph itself. */
  public ComputationGraph graph() {
    return graph;
  }

  /** The network, its weights bit for bit those in the graph. */
  public NetworkFile network() {
    return network;
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    INDArray[] outputs =
        graph.output(
            Nd4j.createFromArray(reports.values())
                .reshape(reports.count(), (long) reports.bidders() * reports.items()));
    return new Outcomes(
        reports.count(),
        reports.bidders(),
        reports.items(),
        outputs[0].dup('c').reshape(-1).toFloatVector(),
        outputs[1].dup('c').reshape(-1).toFloatVector());
  }

  /** DL4J's zip format, with what is needed to know the network again. */
  public byte[] toBytes() throws IOException {
    return new GraphZip(
            graph,
            Map.of(
                "setting", network.setting(),
                "bidders", String.valueOf(network.bidders()),
                "family", network.family(),
                "architecture", network.architecture().toString()))
        .toBytes();
  }

  /** Whether bytes begin as those of a zip do. */
  public static boolean isZip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 'P' && bytes[1] == 'K';
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if the bytes are not a whole, undamaged network of this kind
   */
  public static ProgramGraph fromBytes(byte[] bytes) throws IOException {
    ForeignGraph foreign = ForeignGraph.of(bytes);
    Map<String, String> notes = foreign.notes();
    for (String key : List.of("setting", "bidders", "family", "architecture")) {
      if (!notes.containsKey(key)) {
        throw new IOException(
            "a DL4J network, but not one that sweepstake exported: its %s has no %s"
                .formatted(GraphZip.NOTES, key));
      }
    }
    try {
      NetworkFile named =
          new NetworkFile(
              notes.get("setting"),
              Integer.parseInt(notes.get("bidders")),
              notes.get("family"),
              new Architecture(
                  Stream.of(notes.get("architecture").split("-")).map(Integer::valueOf).toList()),
              new NetworkWeights(List.of()));
      NetworkProgram program = program(named);
      ProgramVertices vertices = new ProgramVertices(program);
      ComputationGraph graph = foreign.restored(vertices.configuration(), vertices.parameters());
      List<LayerWeights> layers = new ArrayList<>();
      for (LayerShape layer : program.layers()) {
        layers.add(read(graph, layer));
      }
      ProgramGraph ours =
          of(
              new NetworkFile(
                  named.setting(),
                  named.bidders(),
                  named.family(),
                  named.architecture(),
                  new NetworkWeights(layers)));
      if (!ours.graph.params().equals(graph.params())) {
        throw new IOException(
            "not a DL4J network that sweepstake exported: its constant weights must be those of"
                + " its family "
                + named.family()
                + ", were others");
      }
      return ours;
    } catch (RuntimeException e) {
      throw new IOException("not a DL4J network of an auction: " + e.getMessage(), e);
    }
  }

  /** Sets a layer's weights once for each slice, along the diagonal. */
  private static void write(ComputationGraph graph, LayerWeights layer, int slices) {
    int inputs = layer.shape().inputs();
    int outputs = layer.shape().outputs();
    float[][] matrix = new float[slices * inputs][slices * outputs];
    float[] bias = new float[slices * outputs];
    for (int slice = 0; slice < slices; slice++) {
      for (int out = 0; out < outputs; out++) {
        bias[slice * outputs + out] = layer.bias()[out];
        for (int in = 0; in < inputs; in++) {
          matrix[slice * inputs + in][slice * outputs + out] = layer.weights()[out * inputs + in];
        }
      }
    }
    set(graph, layer.shape().name(), matrix);
    INDArray biases = graph.getLayer(layer.shape().name()).getParam(BIAS);
    biases.assign(Nd4j.createFromArray(bias).reshape(biases.shape()));
  }

  private static void set(ComputationGraph graph, String layer, float[][] matrix) {
    graph.getLayer(layer).getParam(WEIGHTS).assign(Nd4j.createFromArray(matrix));
  }

  private static LayerWeights read(ComputationGraph graph, LayerShape shape) {
    float[][] matrix = graph.getLayer(shape.name()).getParam(WEIGHTS).toFloatMatrix();
    float[] bias = graph.getLayer(shape.name()).getParam(BIAS).dup().reshape(-1).toFloatVector();
    LayerWeights weights =
        new LayerWeights(
            shape, new float[shape.outputs() * shape.inputs()], new float[shape.outputs()]);
    for (int out = 0; out < shape.outputs(); out++) {
      weights.bias()[out] = bias[out];
      for (int in = 0; in < shape.inputs(); in++) {
        weights.weights()[out * shape.inputs() + in] = matrix[in][out];
      }
    }
    return weights;
  }
}
