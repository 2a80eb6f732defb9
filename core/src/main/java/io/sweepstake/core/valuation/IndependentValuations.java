package io.sweepstake.core.valuation;

import io.sweepstake.core.random.Seeds;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every bidder's value for every item is drawn on its own.
 *
 * @param bidders at least 1
 * @param items at least 1
 * @param marginals {@code [bidder][item]}, flattened
 */
public record IndependentValuations(int bidders, int items, List<Marginal> marginals)
    implements ValuationDistribution {
  /** The mass above the cap of values without an upper end. */
  static final double TAIL = 1e-6;

  public IndependentValuations {
    marginals = List.copyOf(marginals);
    if (bidders < 1 || items < 1) {
      throw new IllegalArgumentException(
          "independent valuations: bidders and items must be at least 1, were "
              + bidders
              + " and "
              + items);
    }
    if (marginals.size() != bidders * items) {
      throw new IllegalArgumentException(
          "independent valuations: wants "
              + bidders * items
              + " marginals, got "
              + marginals.size());
    }
  }

  /** One marginal for every bidder and item. */
  public static IndependentValuations identical(int bidders, int items, Marginal marginal) {
    return new IndependentValuations(
        bidders, items, Collections.nCopies(bidders * items, marginal));
  }

  public Marginal marginal(int bidder, int item) {
    return marginals.get(bidder * items + item);
  }

  /** The marginals of one item, by bidder. */
  public List<Marginal> ofItem(int item) {
    return IntStream.range(0, bidders).mapToObj(i -> marginal(i, item)).toList();
  }

  @Override
  public void sample(long firstProfile, ValuationProfiles into, long seed) {
    requireShape(into, bidders, items);
    int width = bidders * items;
    float[] values = into.values();
    for (int cell = 0; cell < width; cell++) {
      Marginal marginal = marginals.get(cell);
      float cap = (float) cap(marginal);
      long position = firstProfile * width + cell;
      for (int k = cell; k < values.length; k += width) {
        values[k] = Math.min(cap, (float) marginal.draw(Seeds.uniform(seed, position)));
        position += width;
      }
    }
  }

  /**
   * The greatest report that is taken at its word. Where values have no upper end, it is the one
   * that a millionth of them exceeds: a network cannot be trained against reports without bound,
   * and a mechanism may cap what it is told.
   */
  private static double cap(Marginal marginal) {
    return Double.isInfinite(marginal.high()) ? marginal.upperQuantile(TAIL) : marginal.high();
  }

  public static void requireShape(ValuationProfiles block, int bidders, int items) {
    if (block.bidders() != bidders || block.items() != items) {
      throw new IllegalArgumentException(
          "valuation profiles: this distribution has "
              + bidders
              + " bidders and "
              + items
              + " items, the block "
              + block.bidders()
              + " and "
              + block.items());
    }
  }

  @Override
  public Support support() {
    float[] low = new float[marginals.size()];
    float[] high = new float[marginals.size()];
    for (int k = 0; k < low.length; k++) {
      low[k] = (float) marginals.get(k).low();
      high[k] = (float) cap(marginals.get(k));
    }
    return new Support(bidders, items, low, high);
  }
}
