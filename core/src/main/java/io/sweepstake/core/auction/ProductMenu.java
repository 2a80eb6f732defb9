package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.ProductSurplus;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;

/**
 * Lets a buyer choose from products with prices, or nothing for nothing: truthful and individually
 * rational whatever they are (taxation principle). Its outcomes' allocation are the qualities of
 * what she bought.
 *
 * @param surplus what products are worth to her, and cost to make
 * @param products at least one, all of the same qualities
 */
public record ProductMenu(ProductSurplus surplus, List<Product> products) implements Mechanism {

  /**
   * A product and its price, both rounded to float.
   *
   * @param qualities finite, at least 0
   * @param price in units of value
   */
  public record Product(List<Float> qualities, float price) {
    public Product {
      qualities = List.copyOf(qualities);
      if (!qualities.stream().allMatch(quality -> quality >= 0 && Float.isFinite(quality))) {
        throw new IllegalArgumentException(
            "product: qualities must be finite and at least 0, were " + qualities);
      }
      if (!Float.isFinite(price)) {
        throw new IllegalArgumentException("product: the price must be finite, was " + price);
      }
    }
  }

  public ProductMenu {
    products = List.copyOf(products);
    if (products.stream().mapToInt(product -> product.qualities().size()).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "product menu: needs at least one product, all of the same qualities, were " + products);
    }
  }

  /** The best product there is for sale, which is nothing where no other leaves her more. */
  @Override
  public Outcomes run(ValuationProfiles reports) {
    int width = products.get(0).qualities().size();
    if (reports.bidders() != 1 || reports.items() != width) {
      throw new IllegalArgumentException(
          "product menu: is for 1 bidder and "
              + width
              + " qualities, reports are of "
              + reports.bidders()
              + " and "
              + reports.items());
    }
    float[] qualities = qualities(width);
    ProductWorth worth = ProductWorth.of(surplus, qualities, width);
    Outcomes outcomes = new Outcomes(reports.count(), 1, width);
    for (int k = 0; k < reports.count(); k++) {
      worth.of(reports.values(), k * width);
      int chosen = -1;
      double best = 0;
      for (int p = 0; p < products.size(); p++) {
        double utility = worth.ofProduct(p) - products.get(p).price();
        if (utility > best) {
          best = utility;
          chosen = p;
        }
      }
      if (chosen >= 0) {
        System.arraycopy(qualities, chosen * width, outcomes.allocation(), k * width, width);
        outcomes.payments()[k] = products.get(chosen).price();
      }
    }
    return outcomes;
  }

  /** {@code [product][quality]}. */
  private float[] qualities(int width) {
    float[] qualities = new float[products.size() * width];
    for (int k = 0; k < qualities.length; k++) {
      qualities[k] = products.get(k / width).qualities().get(k % width);
    }
    return qualities;
  }
}
