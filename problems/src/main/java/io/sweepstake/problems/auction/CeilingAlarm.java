package io.sweepstake.problems.auction;

import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells which auctions show a revenue that no truthful one can have, in one line for all. */
final class CeilingAlarm {
  /** Gains of less than this share of revenue are rounding. */
  private static final double ROUNDING = 1e-6;

  private CeilingAlarm() {}

  /**
   * The line; empty where nothing is above a ceiling by more than three standard errors.
   *
   * @param judged what was found, by name
   */
  static Optional<String> of(Setting setting, Map<String, Metrics> judged) {
    // One setting has one: the lowest that anybody knows.
    Optional<RevenueCeiling> lowest =
        judged.values().stream()
            .flatMap(found -> RevenueCeiling.of(setting, found).stream())
            .min(Comparator.comparingDouble(RevenueCeiling::revenue));
    return lowest.flatMap(ceiling -> of(ceiling, judged));
  }

  private static Optional<String> of(RevenueCeiling ceiling, Map<String, Metrics> judged) {
    Map<String, Metrics> above = new LinkedHashMap<>();
    List<Double> percents = new ArrayList<>();
    for (Map.Entry<String, Metrics> one : judged.entrySet()) {
      double revenue = one.getValue().value(AuctionMetrics.REVENUE).orElse(0);
      double error = one.getValue().value(AuctionMetrics.REVENUE_SE).orElse(0);
      if (ceiling.exceededBy(revenue, error)) {
        above.put(one.getKey(), one.getValue());
        percents.add(100 * (revenue / ceiling.revenue() - 1));
      }
    }
    return above.isEmpty() ? Optional.empty() : Optional.of(line(above, percents, ceiling));
  }

  private static String line(
      Map<String, Metrics> above, List<Double> percents, RevenueCeiling ceiling) {
    boolean one = above.size() == 1;
    return names(above.keySet())
        + (one ? " earns " : " earn ")
        + range(percents, percents.stream().allMatch(p -> p >= 1) ? "%.1f" : "%.2g")
        + " % more than any auction in which truth is a dominant strategy can ("
        + String.format(Locale.ROOT, "%.4g", ceiling.revenue())
        + "): "
        + (one ? "its" : "their")
        + " bidders would "
        + consequence(above.values(), one);
  }

  private static String consequence(Collection<Metrics> above, boolean one) {
    if (above.stream().allMatch(CeilingAlarm::findsNothing)) {
      return "lie, though no lie that pays was found";
    }
    boolean lies =
        above.stream()
            .allMatch(
                found ->
                    found.value(AuctionMetrics.REGRET).orElse(0)
                        >= found.value(AuctionMetrics.IR_VIOLATION).orElse(0));
    List<Double> atLies = values(above, AuctionMetrics.REVENUE_AT_LIES);
    if (!lies) {
      return "stay away, or lie";
    }
    if (atLies.size() < above.size()) {
      return "lie";
    }
    String earned = range(atLies, "%.4g");
    return one
        ? "lie; if they do it earns about " + earned
        : "lie; if they do about " + earned + " is earned";
  }

  /** Whether an attack looked, and nobody gains by a lie or loses by taking part. */
  private static boolean findsNothing(Metrics found) {
    double least = ROUNDING * found.value(AuctionMetrics.REVENUE).orElse(0);
    return found.value(AuctionMetrics.REGRET).orElse(Double.POSITIVE_INFINITY) <= least
        && found.value(AuctionMetrics.IR_VIOLATION).orElse(0) <= least;
  }

  private static List<Double> values(Collection<Metrics> above, Metric metric) {
    return above.stream().flatMap(found -> found.value(metric).stream().boxed()).toList();
  }

  /** {@code trial 3, trial 5 and trial 7}. */
  private static String names(Collection<String> names) {
    List<String> all = List.copyOf(names);
    int last = all.size() - 1;
    return last == 0
        ? all.get(0)
        : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }

  /** {@code 2.1 to 2.4}. */
  private static String range(List<Double> values, String pattern) {
    String least = String.format(Locale.ROOT, pattern, values.stream().min(Double::compare).get());
    String most = String.format(Locale.ROOT, pattern, values.stream().max(Double::compare).get());
    return least.equals(most) ? least : least + " to " + most;
  }
}
