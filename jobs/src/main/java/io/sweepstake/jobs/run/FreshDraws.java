package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is said of the best on draws that had no part in its being chosen.
 *
 * @param scoring of a judge whose draws are fresh
 */
record FreshDraws(Objective objective, Judge judge, Scoring scoring) {
  /** A thing that a point left, as it is on these draws. */
  record Seen(Contender of, Contender.Left left, Scoring.InShards found) {
    Metrics metrics() {
      return found.finalist().metrics();
    }
  }

  /**
   * What was chosen.
   *
   * @param passedOver what was ranked before it and breaks a constraint on these draws
   */
  record Choice(Seen chosen, List<Seen> passedOver) {}

  private Seen see(Contender of, Contender.Left left) throws IOException {
    return new Seen(
        of,
        left,
        scoring.inShards(
            of.trial(), left.judged().retraining(), left.own(), left.content(), "on fresh draws"));
  }

  boolean keeps(Metrics metrics) {
    return objective.violation(metrics) == 0;
  }

  /**
   * The first thing that keeps to the constraints on the draws it was ranked by and on these; if
   * none does on both, the first that does there, else the one that breaks them least there.
   *
   * @param ranked best first
   */
  Choice choice(List<Contender> ranked) throws IOException {
    List<Seen> broken = new ArrayList<>();
    for (Contender contender : ranked) {
      for (Contender.Left left : contender.ranked(objective)) {
        if (keeps(left.judged().metrics())) {
          Seen seen = see(contender, left);
          if (keeps(seen.metrics())) {
            return new Choice(seen, broken);
          }
          broken.add(seen);
        }
      }
    }
    if (!broken.isEmpty()) {
      return new Choice(broken.get(0), List.of());
    }
    Contender least =
        ranked.stream()
            .min(
                Comparator.comparing(
                    each -> each.ranked(objective).get(0).judged().metrics(),
                    Finalists.byMerit(objective)))
            .orElseThrow();
    return new Choice(see(least, least.ranked(objective).get(0)), List.of());
  }

  /**
   * What the chosen one gains on the default: the means over fresh seeds, which are the same for
   * both, where both points were run again; else the two themselves, draw by draw.
   *
   * @param seeds how many fresh seeds there are
   */
  Gain gain(Seen best, Optional<Contender> standard, int seeds) throws IOException {
    boolean same = standard.filter(best.of()::equals).isPresent();
    Optional<Contender> other = same ? Optional.empty() : standard;
    int[] pairs =
        IntStream.rangeClosed(1, seeds)
            .filter(seed -> best.of().again(seed).isPresent())
            .filter(seed -> other.isEmpty() || other.get().again(seed).isPresent())
            .toArray();
    if (pairs.length > 0) {
      List<Metrics> ours = seen(best.of(), pairs);
      List<Metrics> theirs = other.isPresent() ? seen(other.get(), pairs) : List.of();
      return gain(ours, theirs, same);
    }
    return other.isPresent()
        ? gain(best, see(other.get(), other.get().left().get(0)))
        : new Gain(
            measured(best),
            keeps(best.metrics()),
            Optional.empty(),
            false,
            Optional.empty(),
            same,
            0);
  }

  private List<Metrics> seen(Contender of, int[] seeds) throws IOException {
    List<Metrics> seen = new ArrayList<>();
    for (int seed : seeds) {
      seen.add(see(of, of.again(seed).orElseThrow()).metrics());
    }
    return seen;
  }

  private Gain gain(List<Metrics> ours, List<Metrics> theirs, boolean same) {
    double[] differences =
        IntStream.range(0, theirs.size())
            .mapToDouble(k -> Gain.over(theirs.get(k), ours.get(k), objective))
            .toArray();
    boolean pairs = !theirs.isEmpty();
    return new Gain(
        mean(ours),
        keeps(Contender.mean(ours, objective)),
        pairs ? Optional.of(mean(theirs)) : Optional.empty(),
        pairs && keeps(Contender.mean(theirs, objective)),
        pairs ? Optional.of(Measured.mean(differences)) : Optional.empty(),
        same,
        ours.size());
  }

  private Gain gain(Seen best, Seen standard) {
    Goal goal = objective.goals().get(0);
    double difference = Gain.over(standard.metrics(), best.metrics(), objective);
    return new Gain(
        measured(best),
        keeps(best.metrics()),
        Optional.of(measured(standard)),
        keeps(standard.metrics()),
        Optional.of(
            Measured.difference(
                difference, goal, judge, best.found().shards(), standard.found().shards())),
        false,
        0);
  }

  private Measured measured(Seen seen) {
    return Measured.of(
        value(seen.metrics()), objective.goals().get(0), judge, seen.found().shards());
  }

  private Measured mean(List<Metrics> found) {
    return Measured.mean(found.stream().mapToDouble(this::value).toArray());
  }

  private double value(Metrics metrics) {
    return objective.value(metrics).orElse(Double.NaN);
  }
}
