package io.sweepstake.core.dl4j.onnx;

import io.sweepstake.core.dl4j.onnx.OnnxGraph.Attributes;
import io.sweepstake.core.network.MonotoneMap;
import io.sweepstake.core.program.LayerWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One item for the bidder whose report is worth most in an increasing function of her own, in
 * double precision.
 */
final class SingleItemNodes {
  private final OnnxGraph graph;
  private final List<MonotoneMap> maps;
  private final String bids; // doubles, [batch][bidder]
  private final String zero;
  private final String scores;

  /**
   * @param bids doubles, {@code [batch][bidder][1]}
   */
  SingleItemNodes(OnnxGraph graph, List<MonotoneMap> maps, String bids) {
    this.graph = graph;
    this.maps = maps;
    this.bids = graph.reshape("item.bids", bids, 0, maps.size());
    zero = graph.constant(new double[1], 1);
    scores = scores();
  }

  private int bidders() {
    return maps.size();
  }

  /** To the greatest value above 0, for the least report that would have won. */
  Decided virtualValues() {
    String nothing = graph.node("item.nothing", "Mul", column("item.first", 0), zero);
    String all = graph.node("item.all", "Concat", Attributes.of("axis", 1), nothing, scores);
    String winner = ChoiceNodes.first(graph, "item.winner", all);
    String price = graph.node("item.price", "Max", inverse(second(all)), zero);
    String wins = is(winner, 1);
    return decided(wins, graph.node("item.capped", "Min", price, bids));
  }

  /**
   * To her who comes first, if she reports as much as she is offered it for: at least the least
   * report that would have come first.
   *
   * @param offers by bidder, the layers of what is asked beyond
   * @param scale in which reports are read and prices told, in units of value
   */
  Decided lookahead(List<List<LayerWeights>> offers, double scale) {
    String first = ChoiceNodes.first(graph, "item.first", scores);
    String least =
        bidders() == 1
            ? graph.node("item.least", "Mul", bids, zero)
            : graph.node("item.least", "Max", inverse(second(scores)), zero);
    List<String> beyond = new ArrayList<>();
    for (int i = 0; i < bidders(); i++) {
      beyond.add(beyond(i, offers.get(i), scale));
    }
    String asked =
        graph.node("item.asked", "Concat", Attributes.of("axis", 1), beyond.toArray(String[]::new));
    // Compared as floats, as bids are and as prices are told.
    String price =
        graph.toDouble(
            "item.price",
            graph.toFloat("item.rounded", graph.node("item.offer", "Add", least, asked)));
    String accepts = graph.node("item.accepts", "LessOrEqual", price, bids);
    String bidding = graph.node("item.bidding", "Greater", bids, zero);
    String sold =
        graph.node(
            "item.sold", "And", is(first, 0), graph.node("item.both", "And", accepts, bidding));
    return decided(sold, price);
  }

  private Decided decided(String wins, String price) {
    String nothing = graph.node("item.for-nothing", "Mul", bids, zero);
    return new Decided(
        graph.toFloat("item.allocation", wins),
        graph.toFloat("item.payments", graph.node("item.charge", "Where", wins, price, nothing)));
  }

  /** Of each bidder whether she is the one of this number, which counts from {@code from}. */
  private String is(String number, long from) {
    long[] numbers = new long[bidders()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from + i;
    }
    return graph.node(
        "item.is", "Equal", graph.reshape("item.number", number, -1, 1), graph.constant(numbers));
  }

  /** The second greatest of each row, {@code [batch][1]}. */
  private String second(String values) {
    graph.node(
        List.of("item.two", "item.two.at"),
        "TopK",
        Attributes.of("axis", 1),
        values,
        graph.constant(2));
    return graph.node(
        "item.second", "Gather", Attributes.of("axis", 1), "item.two", graph.constant(1));
  }

  private String column(String name, int bidder) {
    return graph.node(name, "Gather", Attributes.of("axis", 1), bids, graph.constant(bidder));
  }

  /** {@code min_k max_l (e^α b + β)} of each bidder. */
  private String scores() {
    String lines =
        graph.node(
            "lines.at",
            "Add",
            graph.node(
                "lines.risen",
                "Mul",
                graph.reshape("lines.bids", bids, 0, bidders(), 1, 1),
                lines("slopes", 1)),
            lines("intercepts", 0));
    return reduce("scores", "ReduceMin", reduce("lines.most", "ReduceMax", lines, 3), 2);
  }

  /** {@code max_k min_l (y − β) e^−α} of each bidder. */
  private String inverse(String value) {
    String lines =
        graph.node(
            "lines.back",
            "Mul",
            graph.node(
                "lines.down",
                "Sub",
                graph.reshape("lines.values", value, 0, 1, 1, 1),
                lines("intercepts.back", 0)),
            lines("slopes.back", -1));
    return reduce("inverse", "ReduceMax", reduce("lines.least", "ReduceMin", lines, 3), 2);
  }

  private String reduce(String name, String operator, String tensor, int axis) {
    return graph.node(name, operator, Attributes.of("keepdims", 0).andAll("axes", axis), tensor);
  }

  /**
   * Numbers of all lines, {@code [bidder][group][line]}.
   *
   * @param slope 1 for slopes, −1 for one over them, 0 for intercepts
   */
  private String lines(String name, int slope) {
    int groups = maps.get(0).groups();
    int each = maps.get(0).lines();
    double[] numbers = new double[bidders() * groups * each];
    for (int k = 0; k < numbers.length; k++) {
      MonotoneMap map = maps.get(k / (groups * each));
      int at = k % (groups * each);
      numbers[k] = slope == 0 ? map.intercepts()[at] : Math.exp(slope * map.logSlopes()[at]);
    }
    return graph.named(name, numbers, bidders(), groups, each);
  }

  /** {@code c · softplus(g(others / c))}, {@code [batch][1]}, as OfferNet has it. */
  private String beyond(int bidder, List<LayerWeights> layers, double scale) {
    String name = "offer." + bidder + ".";
    String x =
        graph.node(
            name + "input", "Div", others(name, bidder), graph.constant(new double[] {scale}, 1));
    for (int l = 0; l < layers.size(); l++) {
      String sum = dense(name + l, layers.get(l), x);
      x = l == layers.size() - 1 ? sum : graph.node(name + l + ".tanh", "Tanh", sum);
    }
    return graph.node(
        name + "beyond", "Mul", softplus(name, x), graph.constant(new double[] {scale}, 1));
  }

  /** What the others report, in order, and the greatest of it. */
  private String others(String name, int bidder) {
    if (bidders() == 1) {
      return graph.node(name + "none", "Mul", bids, zero);
    }
    long[] numbers = LongStream.range(0, bidders()).filter(j -> j != bidder).toArray();
    String others =
        graph.node(
            name + "others", "Gather", Attributes.of("axis", 1), bids, graph.constant(numbers));
    String greatest =
        graph.node(
            name + "greatest",
            "ReduceMax",
            Attributes.of("keepdims", 1).andAll("axes", 1),
            graph.node(name + "positive", "Max", others, zero));
    return graph.node(name + "reports", "Concat", Attributes.of("axis", 1), others, greatest);
  }

  private String dense(String name, LayerWeights layer, String input) {
    int outputs = layer.shape().outputs();
    return graph.node(
        name,
        "Gemm",
        Attributes.of("transB", 1),
        input,
        graph.named(name + ".weights", wide(layer.weights()), outputs, layer.shape().inputs()),
        graph.named(name + ".bias", wide(layer.bias()), outputs));
  }

  private static double[] wide(float[] numbers) {
    double[] wide = new double[numbers.length];
    for (int k = 0; k < wide.length; k++) {
      wide[k] = numbers[k];
    }
    return wide;
  }

  /** {@code max(x, 0) + log(1 + e^−|x|)}: runtimes have none for doubles. */
  private String softplus(String name, String x) {
    String small =
        graph.node(
            name + "small",
            "Exp",
            graph.node(name + "minus", "Neg", graph.node(name + "size", "Abs", x)));
    String log =
        graph.node(
            name + "log",
            "Log",
            graph.node(name + "more", "Add", small, graph.constant(new double[] {1}, 1)));
    return graph.node(name + "softplus", "Add", graph.node(name + "above", "Max", x, zero), log);
  }
}
