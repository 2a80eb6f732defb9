package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.problems.auction.AuctionKind;
import io.sweepstake.problems.auction.AuctionProblem;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training that somebody asked for.
 *
 * @param problem of so many iterations
 * @param values of its hyper-parameters
 * @param goesOn whether it goes on from a trial's network
 * @param told what people should know of how it begins; may be empty
 */
record PlannedTraining(
    AuctionProblem problem,
    Map<String, Object> values,
    TrainingPlan plan,
    boolean goesOn,
    Optional<String> told) {

  /**
   * The training of a study's trial, to be longer. What is kept of a trial that has ended is its
   * network, and no checkpoint: from that the optimiser and the price of regret begin anew. If it
   * left none, its training is repeated from its seed, with a schedule of the new length.
   *
   * @param anew whether from its seed, whatever it left
   * @param trial which; if null, that of its verdict, else the best
   * @throws IllegalArgumentException if there is no such trial, or the study is not of auctions
   */
  static PlannedTraining of(String study, Integer trial, long iterations, boolean anew)
      throws IOException {
    StudyView view = StudyView.of(study);
    Trial taken = view.history().trial(number(study, view, trial));
    AuctionProblem own = NetworkBytes.problem(study, view).of(taken);
    Map<String, Object> values = new LinkedHashMap<>(own.fixed());
    // What it is asked for here is a network, whatever its study measures of trials.
    AuctionProblem longer = new AuctionKind().auction(own.lasting(iterations).settings());
    TrainingPlan plan = longer.plan(values, taken.seed());
    Optional<byte[]> left = anew ? Optional.empty() : network(view, trial, taken.number());
    String name = "trial " + taken.number() + " of " + study;
    return left.isEmpty()
        ? new PlannedTraining(
            longer,
            values,
            plan,
            false,
            Optional.of(
                name
                    + (anew ? "" : " left no network, it")
                    + " is trained anew from its seed, "
                    + iterations
                    + " iterations"))
        : new PlannedTraining(
            longer,
            values,
            plan.startingFrom(NetworkBytes.read(name, left.get()).weights()),
            true,
            Optional.of(
                name + " goes on from the network it left, " + iterations + " iterations more"));
  }

  /** What the verdict names, which may be of a fresh seed, or what the trial itself left. */
  private static Optional<byte[]> network(StudyView view, Integer asked, int number)
      throws IOException {
    Optional<String> named =
        asked == null ? view.verdict().flatMap(Verdict::artifact) : Optional.empty();
    return named.isPresent()
        ? view.bytes(named.get())
        : view.artifact(number, AuctionProblem.NETWORK);
  }

  private static int number(String study, StudyView view, Integer asked) throws IOException {
    List<Trial> trials = view.history().trials();
    if (asked == null) {
      return view.best(1).stream()
          .findFirst()
          .map(Trial::number)
          .orElseThrow(() -> new IOException(study + ": no trial has completed yet"));
    }
    if (asked < 0 || asked >= trials.size()) {
      throw new IllegalArgumentException(
          "--trial: must be from 0 to " + (trials.size() - 1) + " in " + study + ", was " + asked);
    }
    return asked;
  }
}
