package io.sweepstake.jobs.run;

import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Judges a study's best trials on the workers, and keeps what was found with the study. */
public record Scoring(SparkWorkers workers, Judge judge, RunListener listener) {
  private static final String EVALUATIONS = "evaluations";

  /** Where what a trial left is to be had. */
  @FunctionalInterface
  public interface Artifacts {
    Optional<byte[]> of(int trial, String name) throws IOException;
  }

  /**
   * The best completed trials that left something, judged; those that have been, in the same way,
   * are not again.
   *
   * @param count how many
   * @param reserves how many more at most, one after the other, while none has kept to the
   *     constraints: the best of many trials are those that were measured too well
   * @param directory of the study, which gets what is found as rows of {@code evaluations}
   */
  public Finalists best(
      History history, int count, int reserves, Artifacts artifacts, String directory)
      throws IOException {
    Map<Integer, Map<String, Object>> known = known(directory);
    List<Trial> ranked = Ranking.best(history, count + reserves);
    int first = Math.min(count, ranked.size());
    AtomicInteger scored = new AtomicInteger();
    Finalists finalists =
        Finalists.judged(
            ranked,
            count,
            history.spec().objective(),
            trial -> {
              Optional<byte[]> artifact = artifacts.of(trial.number(), judge.artifact());
              if (artifact.isEmpty()) {
                return Optional.empty();
              }
              int place = scored.incrementAndGet();
              String why = place <= first ? place + "/" + first : "none yet keeps the constraint";
              return Optional.of(finalist(trial, artifact.get(), known, why, directory));
            });
    listener.judged();
    return finalists;
  }

  private Finalist finalist(
      Trial trial,
      byte[] artifact,
      Map<Integer, Map<String, Object>> known,
      String why,
      String directory)
      throws IOException {
    String fingerprint = judge.fingerprint(artifact);
    Map<String, Object> before = known.get(trial.number());
    if (before != null
        && fingerprint.equals(before.getOrDefault(judge.fingerprintColumn(), fingerprint))) {
      return Finalist.of(trial, judge, Finalists.found(judge, before));
    }
    listener.judges(trial, why, 0);
    Metrics found =
        workers.judge(
            judge,
            artifact,
            (done, shards) -> listener.judges(trial, why, Math.max(1, 100 * done / shards)));
    Finalist fresh = Finalist.of(trial, judge, found);
    // At once, so that a long evaluation that is killed goes on where it was.
    new Finalists(List.of(fresh))
        .evaluations(judge, fingerprint)
        .appendTo(new StudyFolder(directory), EVALUATIONS);
    return fresh;
  }

  /** What this very judge has found before: rows by trial. */
  private Map<Integer, Map<String, Object>> known(String directory) throws IOException {
    Map<Integer, Map<String, Object>> known = new HashMap<>();
    for (Map<String, Object> row : new StudyFolder(directory).rows(EVALUATIONS)) {
      if (row.entrySet().containsAll(judge.identity().entrySet())) {
        row.values().removeIf(Objects::isNull);
        known.put((Integer) row.get("trial"), row);
      }
    }
    return known;
  }
}
