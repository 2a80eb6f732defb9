package io.sweepstake.problems.auction.explanation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answer in words: is incentive compatibility or revenue settled first, and in which layers?
 * Each sentence with what it rests on, and only as much as the intervals allow.
 */
final class Answer {
  /** R² that is as good as the best layer's. */
  private static final double AS_GOOD = 0.05;

  private final Explanation found;

  Answer(Explanation found) {
    this.found = found;
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    time().ifPresent(sentences::add);
    reached().ifPresent(sentences::add);
    sincerity().ifPresent(sentences::add);
    madeTruthful().ifPresent(sentences::add);
    halfway().ifPresent(sentences::add);
    for (String quantity : List.of("revenue", "regret")) {
      readable(quantity).ifPresent(sentences::add);
    }
    learned().ifPresent(sentences::add);
    gradients().ifPresent(sentences::add);
    truncated().ifPresent(sentences::add);
    pathways().ifPresent(sentences::add);
    return sentences;
  }

  private Optional<String> time() {
    Map<String, Double> revenue = found.settled(CourseQuestion.REVENUE);
    Map<String, Double> regret = found.settled(CourseQuestion.REGRET);
    return Explanation.difference(regret, revenue)
        .map(
            later -> {
              String verdict =
                  !later.differsFromZero()
                      ? "which of them settles first is not told apart"
                      : later.mean() > 0
                          ? "revenue settles first, incentive compatibility later"
                          : "incentive compatibility settles first, revenue later";
              return String.format(
                  Locale.ROOT,
                  "In time, %s: of %d steps, revenue stays within %.0f %% of its start-to-end range"
                      + " from step %s on, regret from step %s on; regret less revenue %s steps"
                      + " over %d seeds.",
                  verdict,
                  found.lastStep(),
                  100 * Explanation.SETTLED,
                  steps(revenue),
                  steps(regret),
                  LayerTable.text(later, 0),
                  later.count());
            });
  }

  /** What comes where it will end, and what then leaves again, or goes on in proportion. */
  private Optional<String> reached() {
    Map<String, Double> revenue = found.reached(CourseQuestion.REVENUE);
    Map<String, Double> regret = found.reached(CourseQuestion.REGRET);
    return Explanation.difference(regret, revenue)
        .map(
            later ->
                String.format(
                    Locale.ROOT,
                    "%s is there first, whatever follows: revenue comes so near to its end at step"
                        + " %s, regret at step %s. By its logarithm regret settles at step %s.",
                    !later.differsFromZero()
                        ? "Neither"
                        : later.mean() > 0 ? "Revenue" : "Incentive compatibility",
                    steps(revenue),
                    steps(regret),
                    steps(found.settled(CourseQuestion.LOG_REGRET))));
  }

  private Optional<String> sincerity() {
    return course(
        CourseQuestion.AT_LIES,
        "What is earned from bidders who lie goes from %s to %s of what is earned from truthful"
            + " ones, and stays there from step %s on.");
  }

  private Optional<String> madeTruthful() {
    return course(
        CourseQuestion.TRUTHFUL,
        "Made truthful at each checkpoint, the network's revenue goes from %s to %s, and stays there"
            + " from step %s on.");
  }

  /**
   * @param sentence with places for where a curve begins, where it ends, and when it settles
   */
  private Optional<String> course(String quantity, String sentence) {
    Map<String, Double> settled = found.settled(quantity);
    SortedMap<Long, Spread> curve = found.curve(Analysis.COURSE, "", "", quantity);
    return settled.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                sentence,
                LayerTable.text(curve.get(curve.firstKey()), 3),
                LayerTable.text(curve.get(curve.lastKey()), 3),
                steps(settled)));
  }

  /** Which layers' weights arrive first, and which last. */
  private Optional<String> halfway() {
    Map<String, Spread> steps = new TreeMap<>();
    for (Finding.Key layer : found.layers()) {
      Map<String, Double> halfway = found.halfway(layer.layer());
      if (!halfway.isEmpty()) {
        steps.put(layer.layer(), Explanation.spread(halfway));
      }
    }
    Comparator<Map.Entry<String, Spread>> early =
        Comparator.comparingDouble(entry -> entry.getValue().mean());
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Weights have half of their way behind them first in "
                + halfway(Collections.min(steps.entrySet(), early))
                + ", and last in "
                + halfway(Collections.max(steps.entrySet(), early))
                + ".");
  }

  private static String halfway(Map.Entry<String, Spread> layer) {
    return layer.getKey() + ", from step " + LayerTable.text(layer.getValue(), 0) + " on";
  }

  private static String steps(Map<String, Double> settled) {
    return settled.isEmpty() ? "-" : LayerTable.text(Explanation.spread(settled), 0);
  }

  /** The best layer of each depth, by R². */
  private SortedMap<Integer, Spread> byDepth(String quantity) {
    SortedMap<Integer, Spread> best = new TreeMap<>();
    found
        .keys(
            key ->
                key.analysis() == Analysis.PROBE
                    && key.variant().equals(Probes.TRAINED)
                    && key.quantity().equals(quantity))
        .forEach(
            key ->
                best.merge(
                    key.depth(),
                    Explanation.spread(found.values(key)),
                    (a, b) -> a.mean() >= b.mean() ? a : b));
    return best;
  }

  private Optional<String> readable(String quantity) {
    SortedMap<Integer, Spread> best = byDepth(quantity);
    if (best.isEmpty()) {
      return Optional.empty();
    }
    double most = best.values().stream().mapToDouble(Spread::mean).max().orElseThrow();
    int from =
        best.entrySet().stream()
            .filter(entry -> entry.getValue().mean() >= most - AS_GOOD)
            .findFirst()
            .orElseThrow()
            .getKey();
    List<String> levels = new ArrayList<>();
    best.forEach((depth, spread) -> levels.add(depth + ": " + LayerTable.text(spread, 3)));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "In layers, %s is linearly readable as well as anywhere from %s on (held-out R² by depth,"
                + " of the best network there, %s).",
            quantity,
            from == 0 ? "the bids" : "depth " + from,
            String.join(", ", levels)));
  }

  /** What training adds to what an untrained network of the shape shows. */
  private Optional<String> learned() {
    List<String> parts = new ArrayList<>();
    for (String quantity : List.of("revenue", "regret")) {
      found
          .keys(
              key ->
                  key.analysis() == Analysis.PROBE
                      && key.variant().equals(Probes.TRAINED)
                      && key.quantity().equals(quantity)
                      && key.depth() > 0)
          .stream()
          .flatMap(key -> gain(key).stream())
          .max(Comparator.comparingDouble(gain -> gain.spread().mean()))
          .ifPresent(
              gain ->
                  parts.add(
                      quantity
                          + " most in "
                          + gain.layer()
                          + ", R² by "
                          + LayerTable.text(gain.spread(), 3)));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Against an untrained network of the same shape, training makes more of this readable: "
                + String.join("; ", parts)
                + ".");
  }

  /** By how much training raised what can be read off a layer. */
  private record Gain(String layer, Spread spread) {}

  private Optional<Gain> gain(Finding.Key trained) {
    Finding.Key untrained =
        new Finding.Key(
            trained.analysis(),
            trained.network(),
            trained.layer(),
            trained.depth(),
            Probes.UNTRAINED,
            trained.at(),
            trained.quantity());
    return Explanation.difference(found.values(trained), found.values(untrained))
        .map(spread -> new Gain(trained.layer(), spread));
  }

  private Optional<String> gradients() {
    List<String> parts = new ArrayList<>();
    for (String quantity : List.of(CourseQuestion.REVENUE_SHARE, CourseQuestion.REGRET_SHARE)) {
      found
          .keys(
              key ->
                  key.analysis() == Analysis.GRADIENT
                      && key.at() == found.lastStep()
                      && key.quantity().equals(quantity))
          .stream()
          .max(Comparator.comparingDouble(key -> Explanation.spread(found.values(key)).mean()))
          .ifPresent(
              key ->
                  parts.add(
                      key.layer()
                          + " has the largest share of "
                          + (quantity.equals(CourseQuestion.REVENUE_SHARE)
                              ? "revenue's"
                              : "regret's")
                          + ", "
                          + LayerTable.text(Explanation.spread(found.values(key)), 3)));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("Of the squared gradient at the end, " + String.join("; ", parts) + ".");
  }

  private Optional<String> truncated() {
    List<String> parts = new ArrayList<>();
    for (Finding.Key key :
        found.keys(
            key ->
                key.analysis() == Analysis.TRUNCATION
                    && key.variant().equals(Probes.TRAINED)
                    && key.quantity().equals(CourseQuestion.REVENUE))) {
      Finding.Key regret =
          new Finding.Key(
              key.analysis(), "", "", key.depth(), key.variant(), 0, CourseQuestion.REGRET);
      parts.add(
          key.depth()
              + ": revenue "
              + LayerTable.text(Explanation.spread(found.values(key)), 4)
              + " at regret "
              + LayerTable.text(Explanation.spread(found.values(regret)), 5));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "New heads on so many of the first hidden layers reach: "
                + String.join("; ", parts)
                + ".");
  }

  /** What a lie would gain if one network did not notice it. */
  private Optional<String> pathways() {
    Map<String, Spread> networks = new TreeMap<>();
    found
        .keys(
            key ->
                key.analysis() == Analysis.PATCH
                    && key.variant().equals(PatchQuestion.WHOLE)
                    && key.quantity().equals(PatchQuestion.GAIN_REMOVED))
        .forEach(key -> networks.put(key.network(), Explanation.spread(found.values(key))));
    List<String> parts = new ArrayList<>();
    networks.forEach(
        (name, removed) -> {
          Spread factor = new Spread(removed.count(), 1 - removed.mean(), removed.halfWidth());
          parts.add(name + " " + LayerTable.text(factor, 2));
        });
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Were a network to answer as if there were no lie, lies would gain so many times what"
                + " they do: "
                + String.join(", ", parts)
                + ".");
  }
}
