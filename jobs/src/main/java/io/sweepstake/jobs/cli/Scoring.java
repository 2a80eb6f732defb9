package io.sweepstake.jobs.cli;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.valuation.Setting;
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
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Re-scores a study's best trials on the workers, and keeps the scores with the study. */
record Scoring(SparkWorkers workers, SparkEvaluation evaluation, LiveConsole console) {
  private static final String EVALUATIONS = "evaluations";

  /** Where a trial's network is to be had. */
  @FunctionalInterface
  interface Networks {
    Optional<byte[]> of(int trial, String name) throws IOException;
  }

  /**
   * The best completed trials that left a network, at most so many, evaluated; those that have
   * been, in the same way, are not again.
   *
   * @param directory of the study, which gets the scores as rows of {@code evaluations}
   */
  Finalists best(History history, int count, Networks networks, String directory)
      throws IOException {
    Setting setting = AuctionStudy.of(history.spec()).setting();
    Map<Integer, Evaluation> known = known(directory);
    List<Finalist> finalists = new ArrayList<>();
    List<Finalist> fresh = new ArrayList<>();
    List<Trial> trials = Ranking.best(history, count);
    for (Trial trial : trials) {
      if (known.containsKey(trial.number())) {
        finalists.add(Finalist.of(trial, setting, known.get(trial.number())));
        continue;
      }
      Optional<byte[]> network = networks.of(trial.number(), AuctionTrialFunction.NETWORK);
      if (network.isPresent()) {
        console.progress(
            "attacking the network of trial "
                + trial.number()
                + " ("
                + (finalists.size() + 1)
                + "/"
                + trials.size()
                + ")");
        Evaluation found = workers.evaluate(evaluation, List.of(network.get())).get(0);
        fresh.add(Finalist.of(trial, setting, found));
        finalists.add(fresh.get(fresh.size() - 1));
      }
    }
    console.clear();
    Objective objective = history.spec().objective();
    if (!fresh.isEmpty()) {
      new StudyFiles(directory)
          .append(
              EVALUATIONS,
              Finalists.ranked(fresh, objective).evaluations(attack(), evaluation.seed()));
    }
    return Finalists.ranked(finalists, objective);
  }

  private String attack() {
    return evaluation.attack().name().toLowerCase(Locale.ROOT);
  }

  /** What this very attack has found before, by trial; its trials' networks do not change. */
  private Map<Integer, Evaluation> known(String directory) throws IOException {
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
                (long) evaluation.profiles(),
                "attacked_profiles",
                (long) evaluation.attackedProfiles()));
    Map<Integer, Evaluation> known = new HashMap<>();
    for (List<Object> row : rows.rows()) {
      Map<String, Object> cells = new HashMap<>();
      for (int k = 0; k < row.size(); k++) {
        cells.put(rows.columns().get(k), row.get(k));
      }
      known.put((Integer) cells.get("trial"), Finalists.evaluation(cells));
    }
    return known;
  }
}
