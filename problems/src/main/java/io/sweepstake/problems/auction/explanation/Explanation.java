package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.explanation.Settling;
import io.sweepstake.jobs.export.ResultTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What was found about several networks, question by question. */
public final class Explanation {
  /** What a curve may still move, as a share of its range, once it has settled. */
  static final double SETTLED = 0.05;

  /** Of what a whole layer carries. */
  private static final double CARRIED = 0.9;

  private final Map<Finding.Key, Map<String, Double>> found = new LinkedHashMap<>();
  private final Set<String> subjects = new LinkedHashSet<>();
  private final double processorSeconds;

  Explanation(List<Finding> findings, double processorSeconds) {
    this.processorSeconds = processorSeconds;
    for (Finding finding : findings) {
      subjects.add(finding.subject());
      found
          .computeIfAbsent(finding.key(), any -> new LinkedHashMap<>())
          .put(finding.subject(), finding.value());
    }
  }

  /** How many networks were asked; checkpoints of one training count once. */
  public int networks() {
    return subjects.size();
  }

  /** Of the analyses, without the trainings. */
  public double processorSeconds() {
    return processorSeconds;
  }

  /** Every number that was asked for, over the networks. */
  public ResultTable table() {
    List<List<Object>> rows = new ArrayList<>();
    found.forEach(
        (key, values) -> {
          Spread spread = spread(values);
          rows.add(
              Arrays.asList(
                  key.analysis().toString(),
                  some(key.network()),
                  some(key.layer()),
                  key.depth(),
                  some(key.variant()),
                  key.at(),
                  key.quantity(),
                  spread.count(),
                  spread.mean(),
                  spread.count() > 1 ? spread.halfWidth() : null));
        });
    return new ResultTable(
        List.of(
            "analysis",
            "network",
            "layer",
            "depth",
            "variant",
            "at",
            "quantity",
            "networks",
            "mean",
            "half_width"),
        rows);
  }

  private static String some(String text) {
    return text.isEmpty() ? null : text;
  }

  /** What is known of one question, if anything is. */
  Optional<Spread> of(Analysis analysis, String layer, String variant, long at, String quantity) {
    return keys(
            key ->
                key.analysis() == analysis
                    && key.layer().equals(layer)
                    && key.variant().equals(variant)
                    && key.at() == at
                    && key.quantity().equals(quantity))
        .stream()
        .findFirst()
        .map(key -> spread(found.get(key)));
  }

  List<Finding.Key> keys(Predicate<Finding.Key> wanted) {
    return found.keySet().stream().filter(wanted).toList();
  }

  /** By network. */
  Map<String, Double> values(Finding.Key key) {
    return found.getOrDefault(key, Map.of());
  }

  static Spread spread(Map<String, Double> values) {
    return Spread.of(values.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The spread of the differences, network by network, of what both are known of. */
  static Optional<Spread> difference(Map<String, Double> left, Map<String, Double> right) {
    double[] differences =
        left.entrySet().stream()
            .filter(entry -> right.containsKey(entry.getKey()))
            .mapToDouble(entry -> entry.getValue() - right.get(entry.getKey()))
            .toArray();
    return differences.length == 0 ? Optional.empty() : Optional.of(Spread.of(differences));
  }

  /** The layers that anything is known of, with their depths and networks, in order. */
  List<Finding.Key> layers() {
    Map<String, Finding.Key> layers = new LinkedHashMap<>();
    for (Analysis analysis : List.of(Analysis.PROBE, Analysis.GRADIENT)) {
      keys(key -> key.analysis() == analysis && !key.layer().isEmpty())
          .forEach(key -> layers.putIfAbsent(key.layer(), key));
    }
    return List.copyOf(layers.values());
  }

  /** A curve of the trainings by step, over the networks. */
  SortedMap<Long, Spread> curve(Analysis analysis, String layer, String variant, String quantity) {
    SortedMap<Long, Spread> curve = new TreeMap<>();
    keys(key ->
            key.analysis() == analysis
                && key.layer().equals(layer)
                && key.variant().equals(variant)
                && key.quantity().equals(quantity))
        .forEach(key -> curve.put(key.at(), spread(found.get(key))));
    return curve;
  }

  /** The last step of the trainings; 0 if there were none. */
  long lastStep() {
    return keys(key -> key.analysis() == Analysis.COURSE).stream()
        .mapToLong(Finding.Key::at)
        .max()
        .orElse(0);
  }

  /** A step of one training's curve, if it has one. */
  @FunctionalInterface
  private interface StepOf {
    OptionalLong step(long[] steps, double[] values);
  }

  /** By training. */
  private Map<String, Double> steps(String layer, String quantity, StepOf wanted) {
    Map<String, TreeMap<Long, Double>> curves = new LinkedHashMap<>();
    keys(key ->
            key.analysis() == Analysis.COURSE
                && key.layer().equals(layer)
                && key.quantity().equals(quantity))
        .forEach(
            key ->
                found
                    .get(key)
                    .forEach(
                        (subject, value) ->
                            curves
                                .computeIfAbsent(subject, any -> new TreeMap<>())
                                .put(key.at(), value)));
    Map<String, Double> steps = new LinkedHashMap<>();
    curves.forEach(
        (subject, curve) -> {
          OptionalLong step =
              wanted.step(
                  curve.keySet().stream().mapToLong(Long::longValue).toArray(),
                  curve.values().stream().mapToDouble(Double::doubleValue).toArray());
          step.ifPresent(at -> steps.put(subject, (double) at));
        });
    return steps;
  }

  /** The step from which on each training's curve of its auction stays where it ends. */
  Map<String, Double> settled(String quantity) {
    return steps("", quantity, (at, values) -> Settling.step(at, values, SETTLED));
  }

  /** The step at which it first comes there, whatever follows. */
  Map<String, Double> reached(String quantity) {
    return steps("", quantity, (at, values) -> Settling.reached(at, values, SETTLED));
  }

  /** The step from which on a layer's weights have half of their way behind them. */
  Map<String, Double> halfway(String layer) {
    return steps(layer, Way.LEFT, (at, values) -> Settling.step(at, values, 0.5));
  }

  /** How many units, or directions, carry nine tenths of what a whole layer does, by network. */
  Map<String, Double> carrying(String layer, String variant) {
    Map<String, Double> fewest = new LinkedHashMap<>();
    keys(key ->
            key.analysis() == Analysis.PATCH
                && key.layer().equals(layer)
                && key.variant().equals(variant)
                && key.quantity().equals(PatchQuestion.OUTCOME_CARRIED))
        .forEach(
            key ->
                found
                    .get(key)
                    .forEach(
                        (subject, carried) -> {
                          if (carried >= CARRIED) {
                            fewest.merge(subject, (double) key.at(), Math::min);
                          }
                        }));
    return fewest;
  }
}
