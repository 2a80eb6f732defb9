package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs trials that report into the study that asked for them. */
record ReportedTrials(
    Study study, Pruner pruner, ReportedEvaluation evaluation, InstantSource clock) {

  /** As a trial function of this process; rungs are the course's own affair. */
  List<Trial> advance(List<Trial> pack, Rung upTo) {
    return pack.stream().map(this::run).toList();
  }

  private Trial run(Trial sent) {
    Course course = new Course(study, pruner, sent, clock);
    AtomicBoolean stopped = new AtomicBoolean();
    Evaluation once =
        trial -> {
          try {
            return evaluation.evaluate(course);
          } catch (TrialPrunedException told) {
            stopped.set(true);
            return Metrics.NONE;
          }
        };
    Trial ran = Evaluation.eachTrial(once).advance(List.of(sent), Rung.END).get(0);
    Trial row = course.trial().timing().started() == null ? ran : course.trial();
    return stopped.get()
        ? row.pruned(course.reason(), clock.instant())
        : row.ended(ran.state(), clock.instant());
  }
}
