package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.auction.AuctionTrialFunction;
import io.sweepstake.jobs.export.StudyFiles;
import io.sweepstake.jobs.report.Finalist;
import io.sweepstake.jobs.report.Finalists;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.spark.SparkEvaluation;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Re-scores a study's best trials on the workers, and keeps the scores with the study. */
record Scoring(SparkWorkers workers, SparkEvaluation evaluation, LiveConsole console) {
  /** Where a trial's network is to be had. */
  @FunctionalInterface
  interface Networks {
    Optional<byte[]> of(int trial, String name) throws IOException;
  }

  /**
   * The best completed trials that left a network, at most so many, evaluated.
   *
   * @param directory of the study, which gets the scores as rows of {@code evaluations}
   */
  Finalists best(History history, int count, Networks networks, String directory)
      throws IOException {
    List<Finalist> finalists = new ArrayList<>();
    List<Trial> trials = Ranking.best(history, count);
    for (Trial trial : trials) {
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
        finalists.add(
            new Finalist(
                trial.number(), workers.evaluate(evaluation, List.of(network.get())).get(0)));
      }
    }
    console.clear();
    Finalists scored = new Finalists(finalists);
    if (!finalists.isEmpty()) {
      String attack = evaluation.attack().name().toLowerCase(Locale.ROOT);
      new StudyFiles(directory)
          .append("evaluations", scored.evaluations(attack, evaluation.seed()));
    }
    return scored;
  }
}
