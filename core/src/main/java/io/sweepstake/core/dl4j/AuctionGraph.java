package io.sweepstake.core.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.core.dl4j.GraphShape.Trunks;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A two-headed network as a DL4J computation graph, and as the mechanism it stands for.
 *
 * <p>The graph reads the reports of all bidders, {@code [profile][bidder × item]}, and has one
 * softmax output per item over the bidders and the seller, {@code allocation.item.0}, {@code
 * allocation.item.1}, …, and one output {@code payment.out} with each bidder's payment as a
 * fraction of the value she reports for what she gets. So bidder i pays {@code f_i Σ_j a_ij b_ij},
 * never more than she reports (Dütting et al., ICML 2019, §4).
 *
 * <p>Not thread-safe, as DL4J's graphs are not.
 */
public final class AuctionGraph implements Mechanism {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REPORTS = "reports";
  private static final String ITEM = "allocation.item.";
  private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;
  private static final double DEFAULT_RATE = 1e-3;
  private static final String CLASS = "@class";
  private static final int DEEPEST = 1000; // hidden layers

  private final GraphShape shape;
  private final ComputationGraph graph;

  private AuctionGraph(GraphShape shape, ComputationGraph graph) {
    this.shape = shape;
    this.graph = graph;
  }

  /**
   * A graph with random initial weights, ready to be fitted: cross-entropy on allocations, squared
   * error on payment fractions, Adam.
   *
   * <p>Initial weights are uniform as Glorot and Bengio have them for tanh, normal as He et al. for
   * relu; biases are 0.
   *
   * @param learningRate of Adam, above 0
   */
  public static AuctionGraph initial(GraphShape shape, double learningRate, long seed) {
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException("learning rate: must be above 0, was " + learningRate);
    }
    ComputationGraph graph = new ComputationGraph(configuration(shape, learningRate, seed));
    graph.init();
    return new AuctionGraph(shape, graph);
  }

  /**
   * A graph with these weights.
   *
   * @throws IllegalArgumentException if they are not the weights of {@link GraphShape#layers()}
   */
  public static AuctionGraph of(GraphShape shape, NetworkWeights weights) {
    List<LayerShape> given = weights.layers().stream().map(LayerWeights::shape).toList();
    if (!given.equals(shape.layers())) {
      throw new IllegalArgumentException(
          "weights: a graph of shape %s wants layers %s, was given %s"
              .formatted(shape.label(), shape.layers(), given));
    }
    AuctionGraph graph = initial(shape, DEFAULT_RATE, 0);
    graph.assign(weights);
    return graph;
  }

  /**
   * The auction that a fitted DL4J graph is.
   *
   * @throws IllegalArgumentException if the graph was not built by this class
   */
  public static AuctionGraph of(ComputationGraph graph) {
    try {
      JsonNode configuration = JSON.readTree(graph.getConfiguration().toJson());
      return new AuctionGraph(shapeOf(configuration), graph);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("DL4J wrote what is no JSON", impossible);
    }
  }

  private static ComputationGraphConfiguration configuration(
      GraphShape shape, double learningRate, long seed) {
    Activation activation = activation(shape);
    ComputationGraphConfiguration.GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .updater(new Adam(learningRate))
            .activation(activation)
            .weightInit(activation == Activation.RELU ? WeightInit.RELU : WeightInit.XAVIER_UNIFORM)
            .graphBuilder()
            .addInputs(REPORTS);
    for (LayerShape layer : shape.layers()) {
      if (layer.name().equals(GraphShape.ALLOCATION_OUT)) {
        for (int item = 0; item < shape.items(); item++) {
          builder.addLayer(
              ITEM + item,
              new OutputLayer.Builder(LossFunction.MCXENT)
                  .nIn(layer.inputs())
                  .nOut(shape.bidders() + 1)
                  .activation(Activation.SOFTMAX)
                  .weightInit(WeightInit.XAVIER_UNIFORM)
                  .build(),
              lastHidden(shape, shape.allocationTrunk()));
        }
      } else if (layer.name().equals(GraphShape.PAYMENT_OUT)) {
        builder.addLayer(
            GraphShape.PAYMENT_OUT,
            new OutputLayer.Builder(LossFunction.MSE)
                .nIn(layer.inputs())
                .nOut(layer.outputs())
                .activation(Activation.SIGMOID)
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .build(),
            lastHidden(shape, shape.paymentTrunk()));
      } else {
        builder.addLayer(
            layer.name(),
            new DenseLayer.Builder().nIn(layer.inputs()).nOut(layer.outputs()).build(),
            below(layer.name()));
      }
    }
    return builder.setOutputs(outputs(shape.items()).toArray(String[]::new)).build();
  }

  private static Activation activation(GraphShape shape) {
    return Activation.valueOf(shape.activation().name());
  }

  private static String lastHidden(GraphShape shape, String trunk) {
    return trunk + "." + (shape.architecture().hidden().size() - 1);
  }

  /** What hidden layer {@code trunk.k} reads. */
  private static String below(String layer) {
    int dot = layer.lastIndexOf('.');
    int depth = Integer.parseInt(layer.substring(dot + 1));
    return depth == 0 ? REPORTS : layer.substring(0, dot + 1) + (depth - 1);
  }

  private static List<String> outputs(int items) {
    List<String> outputs = new ArrayList<>();
    for (int item = 0; item < items; item++) {
      outputs.add(ITEM + item);
    }
    outputs.add(GraphShape.PAYMENT_OUT);
    return outputs;
  }

  public GraphShape shape() {
    return shape;
  }

  /** The DL4J graph itself, to fit it or to hand it to other DL4J code. */
  public ComputationGraph graph() {
    return graph;
  }

  /** A copy of the weights, layer by layer, bit for bit. */
  public NetworkWeights weights() {
    List<LayerWeights> weights = new ArrayList<>();
    for (LayerShape layer : shape.layers()) {
      LayerWeights copy =
          new LayerWeights(
              layer, new float[layer.outputs() * layer.inputs()], new float[layer.outputs()]);
      if (layer.name().equals(GraphShape.ALLOCATION_OUT)) {
        for (int item = 0; item < shape.items(); item++) {
          read(ITEM + item, copy, item, shape.items());
        }
      } else {
        read(layer.name(), copy, 0, 1);
      }
      weights.add(copy);
    }
    return new NetworkWeights(weights);
  }

  private void assign(NetworkWeights weights) {
    for (LayerWeights layer : weights.layers()) {
      if (layer.shape().name().equals(GraphShape.ALLOCATION_OUT)) {
        for (int item = 0; item < shape.items(); item++) {
          write(ITEM + item, layer, item, shape.items());
        }
      } else {
        write(layer.shape().name(), layer, 0, 1);
      }
    }
  }

  /** Output k of a DL4J layer is row {@code first + k stride} of ours. */
  private void read(String name, LayerWeights into, int first, int stride) {
    float[][] weights = graph.getLayer(name).getParam(WEIGHTS).toFloatMatrix(); // [input][output]
    float[] bias = graph.getLayer(name).getParam(BIAS).toFloatVector();
    int inputs = weights.length;
    for (int k = 0; k < bias.length; k++) {
      int row = first + k * stride;
      into.bias()[row] = bias[k];
      for (int input = 0; input < inputs; input++) {
        into.weights()[row * inputs + input] = weights[input][k];
      }
    }
  }

  private void write(String name, LayerWeights from, int first, int stride) {
    INDArray weights = graph.getLayer(name).getParam(WEIGHTS); // [input][output]
    INDArray bias = graph.getLayer(name).getParam(BIAS);
    int inputs = (int) weights.rows();
    int outputs = (int) weights.columns();
    float[][] values = new float[inputs][outputs];
    float[] biases = new float[outputs];
    for (int k = 0; k < outputs; k++) {
      int row = first + k * stride;
      biases[k] = from.bias()[row];
      for (int input = 0; input < inputs; input++) {
        values[input][k] = from.weights()[row * inputs + input];
      }
    }
    weights.assign(Nd4j.createFromArray(values));
    bias.assign(Nd4j.createFromArray(biases).reshape(bias.shape()));
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    if (reports.bidders() != shape.bidders() || reports.items() != shape.items()) {
      throw new IllegalArgumentException(
          "reports: this network is for %d bidders and %d items, was given %d and %d"
              .formatted(shape.bidders(), shape.items(), reports.bidders(), reports.items()));
    }
    INDArray[] outputs = graph.output(features(reports));
    Outcomes outcomes = new Outcomes(reports.count(), shape.bidders(), shape.items());
    float[][][] shares = new float[shape.items()][][]; // [item][profile][bidder or seller]
    for (int item = 0; item < shape.items(); item++) {
      shares[item] = outputs[item].toFloatMatrix();
    }
    float[][] fractions = outputs[shape.items()].toFloatMatrix(); // [profile][bidder]
    for (int profile = 0; profile < reports.count(); profile++) {
      for (int bidder = 0; bidder < shape.bidders(); bidder++) {
        int who = profile * shape.bidders() + bidder;
        float value = 0;
        for (int item = 0; item < shape.items(); item++) {
          float share = shares[item][profile][bidder];
          outcomes.allocation()[who * shape.items() + item] = share;
          value += share * reports.value(profile, bidder, item);
        }
        outcomes.payments()[who] = fractions[profile][bidder] * value;
      }
    }
    return outcomes;
  }

  /**
   * Reports and what another mechanism does with them, as examples to fit this graph to.
   *
   * <p>Labels are, per item, the probability that each bidder gets it and, last, that nobody does;
   * then each bidder's payment as a fraction of the value she reports for what she gets, at most 1,
   * and 1 if she gets nothing, which is where a winner's fraction tends to as her report falls to
   * the price.
   *
   * @throws IllegalArgumentException if the outcomes are not for these reports
   */
  public static MultiDataSet examples(ValuationProfiles reports, Outcomes outcomes) {
    int count = reports.count();
    int bidders = reports.bidders();
    int items = reports.items();
    if (outcomes.count() != count || outcomes.bidders() != bidders || outcomes.items() != items) {
      throw new IllegalArgumentException(
          "examples: outcomes are for %d profiles, %d bidders, %d items, reports for %d, %d, %d"
              .formatted(
                  outcomes.count(), outcomes.bidders(), outcomes.items(), count, bidders, items));
    }
    float[][][] shares = new float[items][count][bidders + 1];
    float[][] fractions = new float[count][bidders];
    for (int profile = 0; profile < count; profile++) {
      for (int item = 0; item < items; item++) {
        float withheld = 1;
        for (int bidder = 0; bidder < bidders; bidder++) {
          float share = outcomes.allocation(profile, bidder, item);
          shares[item][profile][bidder] = share;
          withheld -= share;
        }
        shares[item][profile][bidders] = Math.max(0, withheld);
      }
      for (int bidder = 0; bidder < bidders; bidder++) {
        double value = 0;
        for (int item = 0; item < items; item++) {
          value +=
              (double) outcomes.allocation(profile, bidder, item)
                  * reports.value(profile, bidder, item);
        }
        double fraction = value > 0 ? outcomes.payment(profile, bidder) / value : 1;
        fractions[profile][bidder] = (float) Math.max(0, Math.min(1, fraction));
      }
    }
    INDArray[] labels = new INDArray[items + 1];
    for (int item = 0; item < items; item++) {
      labels[item] = Nd4j.createFromArray(shares[item]);
    }
    labels[items] = Nd4j.createFromArray(fractions);
    return new MultiDataSet(new INDArray[] {features(reports)}, labels);
  }

  private static INDArray features(ValuationProfiles reports) {
    return Nd4j.createFromArray(reports.values())
        .reshape(reports.count(), (long) reports.bidders() * reports.items());
  }

  /** DL4J's zip format, without the optimiser's state, with these notes beside the network. */
  public byte[] toBytes(Map<String, String> notes) throws IOException {
    return new GraphZip(graph, notes).toBytes();
  }

  /** A network and the notes it was kept with. */
  public record Noted(AuctionGraph graph, Map<String, String> notes) {}

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if the bytes are not a whole, undamaged network of this kind
   */
  public static Noted fromBytes(byte[] bytes) throws IOException {
    ForeignGraph foreign = ForeignGraph.of(bytes);
    try {
      GraphShape shape = shapeOf(foreign.configuration());
      long parameters = 0;
      for (LayerShape layer : shape.layers()) {
        parameters += (layer.inputs() + 1L) * layer.outputs();
      }
      ComputationGraph graph = foreign.restored(configuration(shape, DEFAULT_RATE, 0), parameters);
      return new Noted(new AuctionGraph(shape, graph), foreign.notes());
    } catch (RuntimeException e) {
      throw new IOException("not a DL4J network of an auction: " + e.getMessage(), e);
    }
  }

  /** The only shape that a graph of this configuration can have, if it is one of ours. */
  private static GraphShape shapeOf(JsonNode configuration) {
    List<String> outputs = new ArrayList<>();
    configuration.path("networkOutputs").forEach(name -> outputs.add(name.asText()));
    int items = outputs.size() - 1;
    if (items < 1 || items > Settings.LARGEST || !outputs.equals(outputs(items))) {
      throw new IllegalArgumentException(
          "graph: wants outputs allocation.item.0, … and payment.out, has "
              + (outputs.size() > 3 ? outputs.subList(0, 3) + " and more" : outputs));
    }
    JsonNode vertices = configuration.path("vertices");
    Trunks trunks = vertices.has("trunk.0") ? Trunks.SHARED : Trunks.SEPARATE;
    String trunk = trunks == Trunks.SHARED ? "trunk." : "allocation.";
    List<Integer> hidden = new ArrayList<>();
    while (hidden.size() < DEEPEST && vertices.has(trunk + hidden.size())) {
      hidden.add(layer(vertices, trunk + hidden.size()).path("nout").asInt());
    }
    int bidders = layer(vertices, GraphShape.PAYMENT_OUT).path("nout").asInt();
    if (bidders > Settings.LARGEST) {
      throw new IllegalArgumentException(
          "graph: must be for at most " + Settings.LARGEST + " bidders, was for " + bidders);
    }
    String activation = layer(vertices, trunk + 0).path("activationFn").path(CLASS).asText();
    return new GraphShape(
        bidders,
        items,
        new Architecture(hidden),
        Stream.of(io.sweepstake.core.program.Activation.values())
            .filter(
                each ->
                    Activation.valueOf(each.name())
                        .getActivationFunction()
                        .getClass()
                        .getName()
                        .equals(activation))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("graph: unknown activation " + activation)),
        trunks);
  }

  private static JsonNode layer(JsonNode vertices, String name) {
    return vertices.path(name).path("layerConf").path("layer");
  }
}
