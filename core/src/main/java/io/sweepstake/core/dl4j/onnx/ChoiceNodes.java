package io.sweepstake.core.dl4j.onnx;

import io.sweepstake.core.auction.AffineMaximizerAuction;
import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.dl4j.onnx.OnnxGraph.Attributes;
import java.util.List;

/** Choices of the best among outcomes that are listed, the first of equals, in double precision. */
final class ChoiceNodes {
  private ChoiceNodes() {}

  /**
   * What a single bidder takes from a menu, or nothing for nothing.
   *
   * @param bids doubles, {@code [batch][1][item]}
   */
  static Decided menu(OnnxGraph graph, MenuAuction menu, String bids) {
    List<MenuAuction.Option> options = menu.options();
    int items = options.get(0).probabilities().size();
    int count = options.size() + 1; // nothing first
    double[] lotteries = new double[items * count]; // [item][option]
    float[] allocations = new float[count * items];
    double[] costs = new double[count];
    float[] prices = new float[count];
    for (int option = 1; option < count; option++) {
      costs[option] = -options.get(option - 1).price();
      prices[option] = (float) options.get(option - 1).price();
      for (int j = 0; j < items; j++) {
        double probability = options.get(option - 1).probabilities().get(j);
        lotteries[j * count + option] = probability;
        allocations[option * items + j] = (float) probability;
      }
    }
    String worth =
        graph.node(
            "menu.worth",
            "MatMul",
            graph.reshape("menu.values", bids, 0, items),
            graph.constant(lotteries, items, count));
    String utility = graph.node("menu.utility", "Add", worth, graph.constant(costs, count));
    String chosen = first(graph, "menu.chosen", utility);
    return new Decided(
        graph.node(
            "menu.lottery", "Gather", graph.named("menu", allocations, count, items), chosen),
        graph.node("menu.price", "Gather", graph.named("prices", prices, count), chosen));
  }

  /**
   * What an affine maximiser takes from its list.
   *
   * @param bids doubles, {@code [batch][bidder][item]}
   */
  static Decided affine(OnnxGraph graph, AffineMaximizerAuction auction, String bids) {
    int bidders = auction.weights().size();
    int count = auction.boosts().length;
    int width = auction.allocations().length / count;
    int items = width / bidders;
    double[] weighted = new double[width * count]; // [bidder][item][allocation]
    double[] weights = new double[bidders];
    for (int cell = 0; cell < width; cell++) {
      weights[cell / items] = auction.weights().get(cell / items);
      for (int a = 0; a < count; a++) {
        weighted[cell * count + a] =
            weights[cell / items] * auction.allocations()[a * width + cell];
      }
    }
    String each = graph.reshape("affine.bids", bids, 0, bidders, 1, items);
    String own = // [batch][bidder][allocation]
        graph.reshape(
            "affine.own",
            graph.node(
                "affine.values", "MatMul", each, graph.constant(weighted, bidders, items, count)),
            0,
            bidders,
            count);
    String welfare = // [batch][1][allocation]
        graph.node(
            "affine.welfare",
            "Add",
            graph.node("affine.sum", "ReduceSum", own, graph.constant(1)),
            graph.constant(auction.boosts(), count));
    String chosen = // [batch][1][1]
        graph.node("affine.chosen", "ArgMax", Attributes.of("axis", 2).and("keepdims", 1), welfare);
    String others = graph.node("affine.others", "Sub", welfare, own);
    String best =
        graph.node(
            "affine.best", "ReduceMax", Attributes.of("keepdims", 1).andAll("axes", 2), others);
    String at =
        graph.node(
            "affine.at",
            "GatherElements",
            Attributes.of("axis", 2),
            others,
            graph.node("affine.chosen.each", "Expand", chosen, graph.constant(1, bidders, 1)));
    String charge =
        graph.node(
            "affine.charge",
            "Div",
            graph.node("affine.harm", "Sub", best, at),
            graph.constant(weights, bidders, 1));
    return new Decided(
        graph.node(
            "affine.allocation",
            "Gather",
            graph.named("allocations", auction.allocations(), count, width),
            graph.reshape("affine.chosen.flat", chosen, -1)),
        graph.toFloat(
            "affine.payments",
            graph.node("affine.positive", "Max", charge, graph.constant(new double[1], 1))));
  }

  /** The first of the greatest along the last of two axes. */
  static String first(OnnxGraph graph, String name, String scores) {
    return graph.node(name, "ArgMax", Attributes.of("axis", 1).and("keepdims", 0), scores);
  }
}
