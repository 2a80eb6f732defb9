package io.sweepstake.core.valuation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A value drawn from one of finitely many marginals, chosen at random.
 *
 * @param components at least one
 * @param weights positive probabilities of the components, summing to 1
 */
public record Mixture(List<Marginal> components, List<Double> weights) implements Marginal {
  private static final int BISECTIONS = 80;
  private static final double LARGEST_BELOW_ONE = Math.nextDown(1.0);

  public Mixture {
    components = List.copyOf(components);
    weights = List.copyOf(weights);
    if (components.isEmpty() || components.size() != weights.size()) {
      throw new IllegalArgumentException(
          "mixture: needs as many weights as components, and at least one, were "
              + weights.size()
              + " and "
              + components.size());
    }
    double total = 0;
    for (double weight : weights) {
      if (!(weight > 0)) {
        throw new IllegalArgumentException("mixture: weights must be positive, one was " + weight);
      }
      total += weight;
    }
    if (Math.abs(total - 1) > 1e-9) {
      throw new IllegalArgumentException("mixture: weights must sum to 1, was " + total);
    }
  }

  /** Each component as likely as the others. */
  public static Mixture even(Marginal... components) {
    Double[] weights = new Double[components.length];
    Arrays.fill(weights, 1.0 / components.length);
    return new Mixture(List.of(components), List.of(weights));
  }

  @Override
  public double low() {
    double low = Double.POSITIVE_INFINITY;
    for (int k = 0; k < components.size(); k++) {
      low = Math.min(low, components.get(k).low());
    }
    return low;
  }

  @Override
  public double high() {
    double high = Double.NEGATIVE_INFINITY;
    // By index, for it is asked in every draw and an iterator is an allocation.
    for (int k = 0; k < components.size(); k++) {
      high = Math.max(high, components.get(k).high());
    }
    return high;
  }

  @Override
  public double cdf(double value) {
    double sum = 0;
    for (int k = 0; k < components.size(); k++) {
      sum += weights.get(k) * components.get(k).cdf(value);
    }
    return sum;
  }

  @Override
  public double survival(double value) {
    double sum = 0;
    for (int k = 0; k < components.size(); k++) {
      sum += weights.get(k) * components.get(k).survival(value);
    }
    return sum;
  }

  @Override
  public double pdf(double value) {
    double sum = 0;
    double end = high();
    for (int k = 0; k < components.size(); k++) {
      Marginal component = components.get(k);
      // From the right: a component that ends here has no density beyond, save at the very end.
      if (value < component.high() || component.high() == end) {
        sum += weights.get(k) * component.pdf(value);
      }
    }
    return sum;
  }

  @Override
  public double quantile(double u) {
    double below = components.stream().mapToDouble(c -> c.quantile(u)).min().orElseThrow();
    double above = components.stream().mapToDouble(c -> c.quantile(u)).max().orElseThrow();
    for (int k = 0; k < BISECTIONS && below < above; k++) {
      double middle = below + (above - below) / 2;
      if (cdf(middle) < u) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above;
  }

  @Override
  public double upperQuantile(double s) {
    double below = components.stream().mapToDouble(c -> c.upperQuantile(s)).min().orElseThrow();
    double above = components.stream().mapToDouble(c -> c.upperQuantile(s)).max().orElseThrow();
    for (int k = 0; k < BISECTIONS && below < above; k++) {
      double middle = below + (above - below) / 2;
      if (survival(middle) > s) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above;
  }

  @Override
  public double mean() {
    double sum = 0;
    for (int k = 0; k < components.size(); k++) {
      sum += weights.get(k) * components.get(k).mean();
    }
    return sum;
  }

  /** Picks the component with the high digits of {@code u} and draws from it with the rest. */
  @Override
  public double draw(double u) {
    double from = 0;
    int last = components.size() - 1;
    for (int k = 0; k < last; k++) {
      double weight = weights.get(k);
      if (u < from + weight) {
        return components.get(k).draw((u - from) / weight);
      }
      from += weight;
    }
    return components.get(last).draw(Math.min((u - from) / weights.get(last), LARGEST_BELOW_ONE));
  }

  /** Known only for a single component. */
  @Override
  public boolean regular() {
    return components.size() == 1 && components.get(0).regular();
  }

  @Override
  public double[] kinks() {
    double low = low();
    double high = high();
    return components.stream()
        .flatMapToDouble(
            c -> DoubleStream.concat(DoubleStream.of(c.low(), c.high()), Arrays.stream(c.kinks())))
        .filter(value -> value > low && value < high)
        .sorted()
        .distinct()
        .toArray();
  }
}
