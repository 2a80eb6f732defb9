package io.sweepstake.core.exchange;

import io.sweepstake.core.quadratic.Packing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whole matchings with probabilities, the expectation of which is a fractional one: what can be
 * done with it.
 *
 * <p>Found corner by corner: a whole matching in the smallest face that has the point, as much of
 * it as leaves the rest feasible, and so on with the rest. Where matchings of fractions are
 * expectations of whole ones, as with cycles of two in a bipartite graph, this always ends.
 */
public record Lottery(List<Ticket> tickets) {
  private static final double TIGHT = 1e-7;
  private static final double DONE = 1e-9;

  /** One whole matching, and how likely it is. */
  public record Ticket(double probability, double[] matching) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Ticket that
          && probability == that.probability
          && Arrays.equals(matching, that.matching);
    }

    @Override
    public int hashCode() {
      return Double.hashCode(probability) + 31 * Arrays.hashCode(matching);
    }

    @Override
    public String toString() {
      return probability + " of " + Arrays.toString(matching);
    }
  }

  public Lottery {
    tickets = List.copyOf(tickets);
  }

  /**
   * The matching that a number draws.
   *
   * @param uniform in [0, 1)
   */
  public double[] draw(double uniform) {
    double left = uniform * tickets.stream().mapToDouble(Ticket::probability).sum();
    for (Ticket ticket : tickets) {
      left -= ticket.probability();
      if (left < 0) {
        return ticket.matching().clone();
      }
    }
    return tickets.get(tickets.size() - 1).matching().clone(); // what rounding has left
  }

  /**
   * A lottery of a matching.
   *
   * @param capacities whole numbers
   * @return empty if none was found: the matching is then no expectation of whole ones, or what was
   *     left at some corner was not
   */
  public static Optional<Lottery> of(Packing packing, double[] matching, double[] capacities) {
    List<Ticket> tickets = new ArrayList<>();
    double[] rest = matching.clone();
    double left = 1;
    int most = packing.size() + packing.rows() + 1;
    for (int k = 0; k < most && left > DONE; k++) {
      Optional<double[]> corner = corner(packing, rest, capacities);
      if (corner.isEmpty()) {
        return Optional.empty();
      }
      double share = share(packing, rest, corner.get(), capacities);
      tickets.add(new Ticket(left * share, corner.get()));
      left *= 1 - share;
      for (int j = 0; share < 1 && j < rest.length; j++) {
        rest[j] = Math.max(0, (rest[j] - share * corner.get()[j]) / (1 - share));
      }
    }
    return left > TIGHT ? Optional.empty() : Optional.of(new Lottery(tickets));
  }

  /** A whole matching that fills every row the point fills, of columns that it uses. */
  private static Optional<double[]> corner(Packing packing, double[] point, double[] capacities) {
    double[] taken = packing.taken(point);
    double[] fills = new double[packing.rows()];
    double wanted = 0;
    for (int i = 0; i < fills.length; i++) {
      if (capacities[i] > 0 && taken[i] >= capacities[i] - TIGHT) {
        fills[i] = 1;
        wanted += capacities[i];
      }
    }
    List<Packing.Column> used = new ArrayList<>();
    int[] columns = new int[point.length];
    for (int j = 0; j < point.length; j++) {
      if (point[j] > TIGHT) {
        columns[used.size()] = j;
        used.add(packing.columns().get(j));
      }
    }
    double[] corner = new double[point.length];
    if (used.isEmpty()) {
      return wanted == 0 ? Optional.of(corner) : Optional.empty();
    }
    double[] objective = used.stream().mapToDouble(column -> column.times(fills)).toArray();
    double[] whole =
        new IntegerPacking(new Packing(packing.rows(), used)).solve(objective, capacities);
    double filled = 0;
    for (int k = 0; k < whole.length; k++) {
      corner[columns[k]] = whole[k];
      filled += objective[k] * whole[k];
    }
    return filled > wanted - 0.5 ? Optional.of(corner) : Optional.empty();
  }

  /** How much of a corner can be taken off before the rest is no matching. */
  private static double share(
      Packing packing, double[] point, double[] corner, double[] capacities) {
    double share = 1;
    for (int j = 0; j < point.length; j++) {
      if (corner[j] > point[j] + DONE) {
        share = Math.min(share, point[j] / corner[j]);
      }
    }
    double[] taken = packing.taken(point);
    double[] of = packing.taken(corner);
    for (int i = 0; i < taken.length; i++) {
      // (taken − share · of) / (1 − share) ≤ capacity
      if (of[i] < capacities[i] - 0.5) {
        share = Math.min(share, Math.max(0, capacities[i] - taken[i]) / (capacities[i] - of[i]));
      }
    }
    return share;
  }
}
