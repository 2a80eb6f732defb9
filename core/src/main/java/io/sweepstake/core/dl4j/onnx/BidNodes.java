package io.sweepstake.core.dl4j.onnx;

import io.sweepstake.core.dl4j.onnx.OnnxGraph.Attributes;
import io.sweepstake.core.valuation.Support;
import java.util.List;

/** Bids beyond a support as its nearest point, as {@link Support#project} has it. */
final class BidNodes {
  private BidNodes() {}

  /**
   * The bids that count.
   *
   * @param bids {@code [batch][bidder][item]}, and so is what comes out
   */
  static String inside(OnnxGraph graph, Support support, String bids) {
    int bidders = support.bidders();
    int items = support.items();
    float[] low = new float[bidders * items];
    float[] high = new float[bidders * items];
    for (int cell = 0; cell < low.length; cell++) {
      low[cell] = support.low(cell / items, cell % items);
      high[cell] = support.high(cell / items, cell % items);
    }
    String raised = graph.node("bids.raised", "Max", bids, graph.constant(low, bidders, items));
    return support.isBox()
        ? graph.node("bids.inside", "Min", raised, graph.constant(high, bidders, items))
        : ontoSimplex(graph, raised, items, support.total());
  }

  /**
   * What is taken from each that stays positive is the greatest, over all k, of what the k greatest
   * sum to beyond the total, a k-th of it.
   */
  private static String ontoSimplex(OnnxGraph graph, String bids, int items, float total) {
    float[] counts = new float[items];
    for (int k = 0; k < items; k++) {
      counts[k] = k + 1;
    }
    String wide = "bids.descending";
    graph.node(
        List.of(wide, "bids.order"),
        "TopK",
        Attributes.of("axis", -1),
        bids,
        graph.constant(items));
    String sums = graph.node("bids.sums", "CumSum", wide, graph.scalar(2));
    String beyond = graph.node("bids.beyond", "Sub", sums, graph.constant(new float[] {total}, 1));
    String shares = graph.node("bids.shares", "Div", beyond, graph.constant(counts, items));
    String most =
        graph.node(
            "bids.most", "ReduceMax", Attributes.of("keepdims", 1).andAll("axes", 2), shares);
    String zero = graph.constant(new float[1], 1);
    String cut = graph.node("bids.cut", "Max", most, zero);
    return graph.node("bids.inside", "Max", graph.node("bids.lowered", "Sub", bids, cut), zero);
  }
}
