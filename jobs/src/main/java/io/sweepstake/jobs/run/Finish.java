package io.sweepstake.jobs.run;

import io.sweepstake.jobs.report.SweepConsole;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.run.trial.ProcessorTime;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The end of a search: its best trials and the problem's default are judged on one set of draws,
 * their points maybe run again with fresh seeds, one is chosen, and what is said of it is judged on
 * other draws, which had no part in the choice.
 */
final class Finish {
  private final StudyDefinition definition;
  private final History history;
  private final Objective objective;
  private final Scoring.Shards workers;
  private final RunListener listener;
  private final String directory;
  private final Scoring.Artifacts artifacts;

  /**
   * What a search has come to.
   *
   * @param finalists judged on the first draws, best first
   * @param verdict none where no trial completed, or where there are several goals
   */
  record Outcome(Finalists finalists, Optional<Verdict> verdict) {}

  /** Runs points again. */
  @FunctionalInterface
  interface Again {
    List<Retraining.Again> of(List<Trial> points, int seeds)
        throws IOException, InterruptedException;
  }

  Finish(
      StudyDefinition definition,
      History history,
      Scoring.Shards workers,
      RunListener listener,
      String directory,
      Scoring.Artifacts artifacts) {
    this.definition = definition;
    this.history = history;
    this.objective = history.spec().objective();
    this.workers = workers;
    this.listener = listener;
    this.directory = directory;
    this.artifacts = artifacts;
  }

  /**
   * Judges and chooses.
   *
   * @param kept the verdict that the study has; it stands where nothing has changed
   */
  Outcome of(RunOrder order, Optional<Verdict> kept, Again again)
      throws IOException, InterruptedException {
    Optional<Judge> judge = judge("finalists");
    int count = order.finalists();
    String basis = basis(order);
    if (Ranking.severalGoals(history)) {
      return judge.isEmpty()
          ? new Outcome(new Finalists(List.of()), Optional.empty())
          : new Outcome(
              new Scoring(workers, judge.get(), listener, directory)
                  .best(Ranking.best(history, count), count, objective, artifacts),
              Optional.empty());
    }
    if (judge.isEmpty() || count == 0) {
      return new Outcome(new Finalists(List.of()), byOwnMeasure(basis));
    }
    Scoring scoring = new Scoring(workers, judge.get(), listener, directory);
    List<Finalist> finalists =
        new ArrayList<>(
            scoring
                .best(Ranking.best(history, 2 * count), count, objective, artifacts)
                .finalists());
    if (finalists.isEmpty()) {
      return new Outcome(new Finalists(finalists), byOwnMeasure(basis));
    }
    Optional<Trial> standard = standard();
    List<Trial> trials = new ArrayList<>();
    finalists.forEach(finalist -> trials.add(history.trial(finalist.trial())));
    if (standard.isPresent() && !trials.contains(standard.get())) {
      Optional<Finalist> judged = judged(standard.get(), scoring);
      judged.ifPresent(finalists::add);
      judged.ifPresent(there -> trials.add(standard.get()));
    }
    Finalists ranked = Finalists.ranked(finalists, objective);
    Optional<Verdict> same = kept.filter(verdict -> verdict.basis().equals(basis));
    if (same.isPresent()) {
      listener.judged();
      return new Outcome(ranked, same);
    }
    int seeds = Retraining.seeds(order, definition, history, distinct(trials), judge.get());
    List<Contender> contenders = contenders(trials, finalists, seeds, again, scoring);
    Verdict verdict = verdict(contenders, standard, seeds, basis);
    listener.judged();
    return new Outcome(ranked, Optional.of(verdict));
  }

  private String basis(RunOrder order) {
    Map<String, Object> basis = new TreeMap<>();
    judge("verdict").ifPresent(judge -> basis.putAll(judge.identity()));
    return history.told()
        + " ended, "
        + order.finalists()
        + " finalists, "
        + (order.retrain().isPresent() ? order.retrain().getAsInt() + " seeds, " : "")
        + basis;
  }

  private Optional<Judge> judge(String draws) {
    return definition.problem().judge(Seeds.derive(history.spec().seed(), draws, 0));
  }

  /** The trial at the default point, if it completed. */
  private Optional<Trial> standard() {
    return history.trials().stream()
        .filter(trial -> trial.ask().source().equals(Ask.DEFAULT))
        .filter(trial -> trial.state() instanceof TrialState.Completed)
        .findFirst();
  }

  private Optional<Finalist> judged(Trial trial, Scoring scoring) throws IOException {
    Optional<byte[]> content = artifacts.of(trial.number(), artifact());
    return content.isEmpty()
        ? Optional.empty()
        : Optional.of(
            scoring.finalist(
                trial, 0, trial.state().metrics(), content.get(), "the default, to compare with"));
  }

  private String artifact() {
    return judge("finalists").orElseThrow().artifact();
  }

  /** Those of different points. */
  static List<Trial> distinct(List<Trial> trials) {
    Set<Object> points = new HashSet<>();
    return trials.stream().filter(trial -> points.add(trial.point())).toList();
  }

  private List<Contender> contenders(
      List<Trial> trials, List<Finalist> finalists, int seeds, Again again, Scoring scoring)
      throws IOException, InterruptedException {
    List<Retraining.Again> rows = seeds == 0 ? List.of() : again.of(distinct(trials), seeds);
    List<Contender> contenders = new ArrayList<>();
    for (int k = 0; k < trials.size(); k++) {
      Trial trial = trials.get(k);
      List<Contender.Left> left = new ArrayList<>();
      left.add(
          new Contender.Left(
              trial.state().metrics(),
              artifacts.of(trial.number(), artifact()).orElseThrow(),
              "artifacts/trial-" + trial.number() + "-" + artifact(),
              finalists.get(k)));
      int failed = 0;
      for (Retraining.Again row : rows) {
        if (row.point().number() != trial.number()) {
          continue;
        }
        if (row.artifact().isEmpty() || !(row.row().state() instanceof TrialState.Completed)) {
          failed++;
          continue;
        }
        Metrics own = row.row().state().metrics();
        Finalist judged =
            scoring.finalist(
                trial, row.seed(), own, row.artifact().get(), row.seed() + "/" + seeds);
        left.add(
            new Contender.Left(
                own, row.artifact().get(), Retraining.artifact(row, artifact()), judged));
      }
      contenders.add(new Contender(trial, left, failed));
    }
    contenders.sort(Contender.byMerit(objective));
    return contenders;
  }

  private Verdict verdict(
      List<Contender> contenders, Optional<Trial> standard, int seeds, String basis)
      throws IOException {
    Judge judge = judge("verdict").orElseThrow();
    FreshDraws draws =
        new FreshDraws(objective, judge, new Scoring(workers, judge, listener, directory));
    FreshDraws.Choice choice = draws.choice(contenders);
    FreshDraws.Seen chosen = choice.chosen();
    Optional<Contender> beside =
        contenders.stream()
            .filter(each -> standard.filter(each.trial()::equals).isPresent())
            .findFirst();
    return new Verdict(
        chosen.of().trial().number(),
        chosen.left().judged().retraining(),
        Optional.of(chosen.left().path()),
        draws.keeps(chosen.metrics()),
        chosen.metrics(),
        why(choice, contenders.size(), seeds, judge),
        draws.gain(chosen, beside, seeds),
        trials(),
        seconds(),
        basis);
  }

  private int trials() {
    return (int)
        history.finished().stream()
            .filter(trial -> !trial.ask().source().equals(Ask.IMPORTED))
            .count();
  }

  private double seconds() {
    return ProcessorTime.seconds(history)
        + new Retraining(definition, directory, listener).processorSeconds();
  }

  private String why(FreshDraws.Choice choice, int contenders, int seeds, Judge judge) {
    FreshDraws.Seen chosen = choice.chosen();
    boolean keeps = objective.violation(chosen.metrics()) == 0;
    String name = chosen.found().finalist().name();
    String judged = definition.problem().words().judged();
    StringJoiner how = new StringJoiner(", ", " (", ")").setEmptyValue("");
    Map<String, Object> identity = new TreeMap<>(judge.identity());
    identity.remove("seed");
    identity.forEach((column, value) -> how.add(column.replace('_', ' ') + " " + value));
    StringBuilder why = new StringBuilder(keeps ? name : "no finalist keeps to the constraint ");
    if (!keeps) {
      why.append(judged)
          .append("; ")
          .append(name)
          .append(" breaks it least, by ")
          .append(SweepConsole.number(objective.violation(chosen.metrics())));
    } else if (seeds > 0) {
      why.append(": its point is the best of ")
          .append(contenders)
          .append(" ")
          .append(judged)
          .append(" by the mean over ")
          .append(seeds == 1 ? "a fresh seed" : seeds + " fresh seeds");
    } else {
      why.append(contenders == 1 ? ", the only finalist, was judged " : " is the best of ")
          .append(contenders == 1 ? "" : contenders + " finalists ")
          .append(judged);
    }
    boolean again = judge.drawsAnew() && keeps && !objective.constraints().isEmpty();
    why.append(
            judge.drawsAnew()
                ? "; on other draws than those it was chosen by"
                : "; on the draws it was chosen by, which flatter it, as there are no others")
        .append(how)
        .append(again ? " it keeps the constraint too: " : ": ")
        .append(values(chosen.metrics()));
    for (FreshDraws.Seen passed : choice.passedOver()) {
      why.append("; ")
          .append(passed.found().finalist().name())
          .append(", ranked before it, breaks the constraint there: ")
          .append(values(passed.metrics()));
    }
    return why.toString();
  }

  private String values(Metrics metrics) {
    StringJoiner values = new StringJoiner(", ");
    objective
        .metrics()
        .forEach(
            metric ->
                metrics
                    .value(metric)
                    .ifPresent(value -> values.add(metric + " " + SweepConsole.number(value))));
    return values.toString();
  }

  /** Where nothing is judged anew. */
  private Optional<Verdict> byOwnMeasure(String basis) {
    Optional<Trial> best = history.best();
    if (best.isEmpty()) {
      return Optional.empty();
    }
    Metrics metrics = best.get().state().metrics();
    boolean keeps = objective.violation(metrics) == 0;
    Optional<Trial> standard = standard();
    boolean same = standard.filter(best.get()::equals).isPresent();
    Optional<Metrics> other = same ? Optional.empty() : standard.map(t -> t.state().metrics());
    Gain gain =
        new Gain(
            plain(value(metrics)),
            keeps,
            other.map(there -> plain(value(there))),
            other.filter(there -> objective.violation(there) == 0).isPresent(),
            other.map(there -> plain(Gain.over(there, metrics, objective))),
            same,
            0);
    return Optional.of(
        new Verdict(
            best.get().number(),
            0,
            Optional.empty(),
            keeps,
            metrics,
            Verdict.name(best.get().number(), 0)
                + (keeps
                    ? " has the best objective"
                    : " breaks the constraint least, as no trial keeps to it,")
                + " by the trials' own measure; none was judged anew: "
                + values(metrics),
            gain,
            trials(),
            seconds(),
            basis));
  }

  private double value(Metrics metrics) {
    return objective.value(metrics).orElse(Double.NaN);
  }

  private static Measured plain(double value) {
    return new Measured(value, OptionalDouble.empty());
  }
}
