package io.sweepstake.jobs.cli;

import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.auction.AuctionTrialFunction;
import io.sweepstake.jobs.config.AuctionStudy;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.export.StudyFiles;
import io.sweepstake.jobs.report.Finalist;
import io.sweepstake.jobs.report.Finalists;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.spark.SparkEvaluation;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Re-scores a study's best trials on the workers, and keeps the scores with the study. */
record Scoring(SparkWorkers workers, SparkEvaluation evaluation, LiveConsole console) {
  private static final String EVALUATIONS = "evaluations";

  /** Where a trial's network is to be had. */
  @FunctionalInterface
  interface Networks {
    Optional<byte[]> of(int trial, String name) throws IOException;
  }

  /**
   * The best completed trials that left a network, evaluated; those that have been, in the same
   * way, are not again.
   *
   * @param count how many
   * @param reserves how many more at most, one after the other, while none has kept to the
   *     constraints: the best of many trials are those whose regret was measured too low
   * @param directory of the study, which gets the scores as rows of {@code evaluations}
   */
  Finalists best(History history, int count, int reserves, Networks networks, String directory)
      throws IOException {
    Setting setting = AuctionStudy.of(history.spec()).setting();
    Map<Integer, Map<String, Object>> known = known(directory, setting);
    List<Trial> ranked = Ranking.best(history, count + reserves);
    int first = Math.min(count, ranked.size());
    AtomicInteger scored = new AtomicInteger();
    Finalists finalists =
        Finalists.underAttack(
            ranked,
            count,
            history.spec().objective(),
            trial -> {
              Optional<byte[]> network = networks.of(trial.number(), AuctionTrialFunction.NETWORK);
              if (network.isEmpty()) {
                return Optional.empty();
              }
              int place = scored.incrementAndGet();
              String why = place <= first ? place + "/" + first : "none yet keeps the constraint";
              return Optional.of(finalist(trial, setting, network.get(), known, why, directory));
            });
    console.clear();
    return finalists;
  }

  private Finalist finalist(
      Trial trial,
      Setting setting,
      byte[] network,
      Map<Integer, Map<String, Object>> known,
      String why,
      String directory)
      throws IOException {
    NetworkFile file = NetworkFile.fromBytes(network);
    if (Settings.namesFile(file.setting()) && !file.setting().equals(setting.name())) {
      throw new IOException(
          "the network of trial "
              + trial.number()
              + ": must be of the study's setting "
              + setting.name()
              + ", was of "
              + file.setting());
    }
    String fingerprint = file.fingerprint();
    Map<String, Object> before = known.get(trial.number());
    if (before != null && fingerprint.equals(before.getOrDefault("network", fingerprint))) {
      return Finalist.of(trial, setting, Finalists.evaluation(before));
    }
    String what = "attacking the network of trial " + trial.number() + " (" + why + ")";
    console.progress(what);
    Finalist fresh = Finalist.of(trial, setting, workers.evaluate(evaluation, network, news(what)));
    // At once, so that a long evaluation that is killed goes on where it was.
    new StudyFiles(directory)
        .append(
            EVALUATIONS,
            new Finalists(List.of(fresh)).evaluations(attack(), evaluation.seed(), fingerprint));
    return fresh;
  }

  /** Every tenth of what takes long, or all news where a line can change in place. */
  private SparkEvaluation.Progress news(String what) {
    AtomicInteger told = new AtomicInteger();
    return (done, shards) -> {
      int tenth = 10 * done / shards;
      if (console.interactive() || tenth > told.getAndSet(tenth)) {
        console.progress(what + ": " + 100 * done / shards + "%");
      }
    };
  }

  private String attack() {
    return evaluation.attack().name().toLowerCase(Locale.ROOT);
  }

  /** What this very attack has found before: rows by trial. */
  private Map<Integer, Map<String, Object>> known(String directory, Setting setting)
      throws IOException {
    ResultTable rows =
        workers.rows(
            directory,
            EVALUATIONS,
            Map.of(
                "attack",
                attack(),
                "seed",
                evaluation.seed(),
                "profiles",
                (long) evaluation.profilesIn(setting),
                "attacked_profiles",
                (long) evaluation.attackedProfilesIn(setting)));
    Map<Integer, Map<String, Object>> known = new HashMap<>();
    for (List<Object> row : rows.rows()) {
      Map<String, Object> cells = new HashMap<>();
      for (int k = 0; k < row.size(); k++) {
        if (row.get(k) != null) {
          cells.put(rows.columns().get(k), row.get(k));
        }
      }
      known.put((Integer) cells.get("trial"), cells);
    }
    return known;
  }
}
