package io.sweepstake.core.dl4j.onnx;

import io.sweepstake.core.auction.ProductMenu;
import io.sweepstake.core.dl4j.onnx.OnnxGraph.Attributes;
import io.sweepstake.core.product.HingeKernel;
import io.sweepstake.core.product.Kernel;
import io.sweepstake.core.product.SigmoidKernel;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.ProductSurplus;
import io.sweepstake.core.setting.SigmoidSurplus;

/**
 * The choice of the best among products, or of nothing, the first of equals, in double precision.
 */
final class ProductNodes {
  private final OnnxGraph graph;
  private final Kernel kernel;

  private ProductNodes(OnnxGraph graph, Kernel kernel) {
    this.graph = graph;
    this.kernel = kernel;
  }

  /**
   * What a buyer takes from a menu.
   *
   * @param needs doubles, {@code [batch][1][quality]}
   * @throws IllegalArgumentException if what she gains is no kernel that operators express
   */
  static Decided menu(OnnxGraph graph, ProductMenu menu, String needs) {
    return new ProductNodes(graph, kernel(menu.surplus())).chosen(menu, needs);
  }

  private static Kernel kernel(ProductSurplus surplus) {
    if (surplus instanceof SigmoidSurplus sigmoid) {
      return new SigmoidKernel(sigmoid.worth(), sigmoid.steepness());
    }
    Kernel kernel = ((ComposedSurplus) surplus).kernel();
    if (kernel instanceof SigmoidKernel || kernel instanceof HingeKernel) {
      return kernel;
    }
    throw new IllegalArgumentException(
        "surplus: an ONNX model knows the kernels sigmoid and hinge, was " + kernel);
  }

  private Decided chosen(ProductMenu menu, String needs) {
    int width = menu.products().get(0).qualities().size();
    int count = menu.products().size() + 1; // nothing first
    double[] goods = new double[count * width]; // [product][quality]
    float[] qualities = new float[count * width];
    double[] costs = new double[count];
    float[] prices = new float[count];
    for (int p = 1; p < count; p++) {
      ProductMenu.Product product = menu.products().get(p - 1);
      prices[p] = product.price();
      costs[p] = product.price();
      for (int j = 0; j < width; j++) {
        qualities[p * width + j] = product.qualities().get(j);
        goods[p * width + j] = product.qualities().get(j);
      }
    }
    String above = graph.node("products.above", "Sub", graph.constant(goods, count, width), needs);
    String gains = // [batch][product]
        graph.node(
            "products.gains",
            "ReduceSum",
            Attributes.of("keepdims", 0),
            gains(above),
            graph.constant(2));
    String without = // what no qualities would give takes no part in the choice of another
        graph.node(
            "products.without",
            "Slice",
            gains,
            graph.constant(0),
            graph.constant(1),
            graph.constant(1));
    String utility =
        graph.node(
            "products.utility",
            "Sub",
            graph.node("products.worth", "Sub", gains, without),
            graph.constant(costs, count));
    String chosen = ChoiceNodes.first(graph, "products.chosen", utility);
    return new Decided(
        graph.node(
            "products.qualities",
            "Gather",
            graph.named("products", qualities, count, width),
            chosen),
        graph.node("products.price", "Gather", graph.named("prices", prices, count), chosen));
  }

  /** Of what qualities have above needs: what each is worth. */
  private String gains(String above) {
    if (kernel instanceof SigmoidKernel sigmoid) {
      String steep = graph.node("products.steep", "Mul", above, number(sigmoid.steepness()));
      String shares = graph.node("products.shares", "Sigmoid", steep);
      return graph.node("products.gain", "Mul", shares, number(sigmoid.worth()));
    }
    String met = graph.node("products.met", "Max", above, number(0));
    return graph.node("products.gain", "Mul", met, number(((HingeKernel) kernel).worth()));
  }

  private String number(double value) {
    return graph.constant(new double[] {value}, 1);
  }
}
