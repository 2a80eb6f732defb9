package io.sweepstake.problems.auction.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * An experiment and the results of its seeds so far.
 *
 * @param rows by rising seed; of those not run, none
 */
record Outcome(Experiment experiment, List<ResultRow> rows) {
  Outcome {
    rows = List.copyOf(rows);
  }

  static Outcome of(Experiment experiment, Results results) {
    return new Outcome(
        experiment,
        LongStream.rangeClosed(1, experiment.seeds())
            .mapToObj(seed -> results.of(experiment, seed))
            .flatMap(Optional::stream)
            .toList());
  }

  /** Those with something to measure. */
  List<ResultRow> trained() {
    return rows.stream().filter(row -> !row.diverged()).toList();
  }

  double mean(String column) {
    return trained().stream().mapToDouble(number(column)).average().orElse(Double.NaN);
  }

  double least(String column) {
    return trained().stream().mapToDouble(number(column)).min().orElse(Double.NaN);
  }

  double greatest(String column) {
    return trained().stream().mapToDouble(number(column)).max().orElse(Double.NaN);
  }

  private static ToDoubleFunction<ResultRow> number(String column) {
    return row -> row.number(column);
  }

  /** Of how many seeds there are results, such as {@code 3} or {@code 1 of 3}. */
  String seeds() {
    return rows.size() == experiment.seeds()
        ? String.valueOf(rows.size())
        : rows.size() + " of " + experiment.seeds();
  }

  /**
   * Whether the target is met by every seed, and what is missing where it is not; empty if there is
   * no target or nothing was run.
   */
  Optional<String> verdict() {
    if (experiment.target().isEmpty() || rows.isEmpty()) {
      return Optional.empty();
    }
    List<String> missed = new ArrayList<>();
    for (ResultRow row : rows) {
      List<String> misses = experiment.target().get().misses(row);
      if (!misses.isEmpty()) {
        missed.add("seed " + row.text(ResultRow.SEED) + ": " + String.join(", ", misses));
      }
    }
    if (!missed.isEmpty()) {
      return Optional.of("**missed** (" + String.join("; ", missed) + ")");
    }
    return Optional.of(
        rows.size() == experiment.seeds() ? "met" : "met by the " + rows.size() + " run so far");
  }
}
