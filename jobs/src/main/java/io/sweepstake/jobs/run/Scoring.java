package io.sweepstake.jobs.run;

import io.sweepstake.jobs.spark.SparkJudging;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Judges what trials left, and keeps what was found with their study. */
public final class Scoring {
  private static final String EVALUATIONS = "evaluations";

  private final Shards workers;
  private final Judge judge;
  private final RunListener listener;
  private final StudyFolder files;
  private final Map<Left, Map<String, Object>> known;

  /** Where what a trial left is to be had. */
  @FunctionalInterface
  public interface Artifacts {
    Optional<byte[]> of(int trial, String name) throws IOException;
  }

  /** Does a judge's shards, somewhere; {@link SparkWorkers#shards} on a cluster. */
  @FunctionalInterface
  public interface Shards {
    List<byte[]> of(Judge judge, byte[] artifact, SparkJudging.Progress progress);
  }

  /** A trial, and which of the things that its point left; see {@link Finalist}. */
  private record Left(int trial, int retraining) {}

  /** A finalist, with what the judge's shards found before they were combined. */
  record InShards(Finalist finalist, List<byte[]> shards) {}

  /**
   * A judge at work.
   *
   * @param directory of the study, which gets what is found as rows of {@code evaluations}
   */
  public Scoring(Shards workers, Judge judge, RunListener listener, String directory)
      throws IOException {
    this.workers = workers;
    this.judge = judge;
    this.listener = listener;
    files = new StudyFolder(directory);
    known = known();
  }

  /** What this very judge has found before. */
  private Map<Left, Map<String, Object>> known() throws IOException {
    Map<Left, Map<String, Object>> rows = new HashMap<>();
    for (Map<String, Object> row : files.rows(EVALUATIONS)) {
      if (row.entrySet().containsAll(judge.identity().entrySet())) {
        row.values().removeIf(Objects::isNull);
        // Before points were run again, a row was of what the trial itself left.
        int retraining = (Integer) row.getOrDefault("retraining", 0);
        rows.put(new Left((Integer) row.get("trial"), retraining), row);
      }
    }
    return rows;
  }

  /**
   * The best completed trials that left something, judged; those that have been, in the same way,
   * are not again.
   *
   * @param ranked trials, best first: at most so many, and reserves that are judged one after the
   *     other while none has kept to the constraints, since the best of many trials are those that
   *     were measured too well
   * @param count how many are judged in any case
   */
  public Finalists best(List<Trial> ranked, int count, Objective objective, Artifacts artifacts)
      throws IOException {
    int first = Math.min(count, ranked.size());
    AtomicInteger scored = new AtomicInteger();
    Finalists finalists =
        Finalists.judged(
            ranked,
            count,
            objective,
            trial -> {
              Optional<byte[]> artifact = artifacts.of(trial.number(), judge.artifact());
              if (artifact.isEmpty()) {
                return Optional.empty();
              }
              int place = scored.incrementAndGet();
              String why = place <= first ? place + "/" + first : "none yet keeps the constraint";
              return Optional.of(finalist(trial, 0, trial.state().metrics(), artifact.get(), why));
            });
    listener.judged();
    return finalists;
  }

  /** So many of a study's best, the one of its verdict first, which may be of a fresh seed. */
  public Finalists best(StudyView study, int count) throws IOException {
    Objective objective = study.history().spec().objective();
    Optional<Verdict> named = study.verdict().filter(verdict -> verdict.retraining() > 0);
    List<Trial> trials = study.best(count);
    if (named.isEmpty()) {
      return best(own(trials, study.history()), count, objective, study::artifact);
    }
    List<Finalist> finalists = new ArrayList<>();
    Optional<byte[]> content = study.bytes(named.get().artifact().orElseThrow());
    if (content.isPresent()) {
      finalists.add(
          finalist(
              trials.get(0),
              named.get().retraining(),
              named.get().metrics(),
              content.get(),
              "1/" + trials.size()));
    }
    List<Trial> others = own(trials.subList(1, trials.size()), study.history());
    finalists.addAll(best(others, others.size(), objective, study::artifact).finalists());
    return Finalists.ranked(finalists, objective);
  }

  private static List<Trial> own(List<Trial> trials, History history) {
    return trials.stream().map(trial -> history.trial(trial.number())).toList();
  }

  /**
   * What a trial left, or its point with a fresh seed, judged, unless it has been.
   *
   * @param own what it measured itself
   * @param place for people: {@code 2/3}, or why it is judged
   */
  Finalist finalist(Trial trial, int retraining, Metrics own, byte[] artifact, String place)
      throws IOException {
    Optional<Finalist> before = before(trial, retraining, own, artifact);
    return before.isPresent()
        ? before.get()
        : inShards(trial, retraining, own, artifact, place).finalist();
  }

  /** The completed trials of which this judge has judged what they left themselves. */
  List<Trial> judged(History history) {
    return history.trials().stream()
        .filter(trial -> known.containsKey(new Left(trial.number(), 0)))
        .filter(trial -> trial.state() instanceof TrialState.Completed)
        .toList();
  }

  /** What it has found about what a trial left. */
  Optional<Finalist> before(Trial trial, byte[] artifact) {
    return before(trial, 0, trial.state().metrics(), artifact);
  }

  private Optional<Finalist> before(Trial trial, int retraining, Metrics own, byte[] artifact) {
    String fingerprint = judge.fingerprint(artifact);
    return Optional.ofNullable(known.get(new Left(trial.number(), retraining)))
        .filter(row -> fingerprint.equals(row.getOrDefault(judge.fingerprintColumn(), fingerprint)))
        .map(row -> Finalist.of(trial, retraining, own, judge, Finalists.found(judge, row)));
  }

  /** Judges it in any case. */
  InShards inShards(Trial trial, int retraining, Metrics own, byte[] artifact, String place)
      throws IOException {
    listener.judges(trial, retraining, place, 0);
    List<byte[]> shards =
        workers.of(
            judge,
            artifact,
            (done, all) -> {
              if (done > 0) {
                listener.judges(trial, retraining, place, Math.max(1, 100 * done / all));
              }
            });
    Finalist fresh = Finalist.of(trial, retraining, own, judge, judge.combine(shards));
    if (before(trial, retraining, own, artifact).isEmpty()) {
      // At once, so that a long evaluation that is killed goes on where it was.
      new Finalists(List.of(fresh))
          .evaluations(judge, judge.fingerprint(artifact))
          .appendTo(files, EVALUATIONS);
    }
    return new InShards(fresh, shards);
  }
}
