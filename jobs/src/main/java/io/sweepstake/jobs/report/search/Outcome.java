package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;

/** What became of a trial, in words that people are told. */
enum Outcome {
  KEPT("completed"),
  BROKEN("broke a constraint"),
  PRUNED("pruned"),
  FAILED("failed"),
  OPEN("under way or waiting");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static Outcome of(Search search, Trial trial) {
    if (trial.state() instanceof TrialState.Completed) {
      return search.keeps(trial) ? KEPT : BROKEN;
    }
    return trial.state() instanceof TrialState.Pruned
        ? PRUNED
        : trial.state() instanceof TrialState.Failed ? FAILED : OPEN;
  }
}
