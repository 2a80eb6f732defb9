package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trials that are trainings: each goes on from its checkpoint, or another's, to its rung, measures
 * itself on the way, and comes back with what has become of it.
 *
 * @param study its name, by which a console knows how far its trials have come
 * @param steps of every training; at least 1
 * @param trainings starts them
 */
public record TrainedTrials(String study, long steps, Trainings trainings)
    implements TrialFunction {
  /**
   * The attribute of a trial that trained anew what it had trained, because its checkpoint was
   * damaged: why.
   */
  public static final String BEGAN_AGAIN = "began_again";

  /** The attribute of a trial that went on from a checkpoint in another way: what happened. */
  public static final String WENT_ON = "went_on";

  private static final int MEASUREMENTS = 20;
  private static final int NEWS = 200;

  /** Milliseconds that steps between two looks around may take; a deadline waits 10 seconds. */
  private static final long STRETCH = 500;

  @Override
  public List<Trial> advance(List<Trial> pack, Rung upTo) {
    RunningTrials running = Worker.ofThisProcess().running();
    List<Trial> rows = new ArrayList<>();
    for (Trial trial : pack) {
      running.at(study, trial.number(), 0, steps);
      try {
        rows.add(advance(trial, upTo, running));
      } catch (RuntimeException bug) {
        // Its neighbours in the pack are none the worse for it.
        rows.add(
            trial
                .withProvenance(trial.provenance().with(ofThisProcess()))
                .failed(TrialState.Cause.BUG, bug.toString(), Instant.now()));
      } finally {
        running.left(study, trial.number());
      }
    }
    return rows;
  }

  private Trial advance(Trial trial, Rung upTo, RunningTrials running) {
    long started = System.nanoTime();
    Start start = start(trial);
    Training training = start.training();
    List<Measurement> measured = new ArrayList<>();
    long before =
        trial.curve().isEmpty() ? 0 : trial.curve().get(trial.curve().size() - 1).wallMillis();
    long until = Math.min(upTo.step(), steps);
    long every = Math.max(1, steps / MEASUREMENTS);
    Training.Listener listener =
        (step, metrics) ->
            measured.add(new Measurement(step, metrics, before + millisSince(started)));
    // The last multiple of the period; a rung beyond it gets a measurement of its own.
    long regular = until - until % every;
    DivergedException diverged = null;
    try {
      long stretch = 1;
      while (training.step() < until && !Thread.currentThread().isInterrupted()) {
        // In small stretches, so that a console hears of them and deadlines are kept; measured
        // every so many steps.
        boolean last = training.step() >= regular;
        long begun = System.nanoTime();
        training.advance(
            Math.min(last ? until : regular, training.step() + stretch),
            last ? until : every,
            listener);
        running.at(study, trial.number(), training.step(), steps);
        stretch =
            millisSince(begun) > STRETCH ? Math.max(1, stretch / 2) : Math.min(NEWS, 2 * stretch);
      }
      if (training.step() < until && Thread.currentThread().isInterrupted()) {
        // Where its deadline finds it is measured, however far the next measurement would be.
        training.advance(training.step() + 1, training.step() + 1, listener);
      }
    } catch (DivergedException ended) {
      diverged = ended;
    }
    Trial advanced = trial.withProvenance(provenance(trial, start));
    for (Measurement each : measured) {
      // Without its checkpoint a trial trains once more what it has measured.
      advanced = each.step() > trial.reached() ? advanced.measured(each) : advanced;
    }
    // What it measured until it diverged, or until its deadline, is worth keeping.
    if (diverged != null) {
      return advanced.failed(TrialState.Cause.DIVERGED, diverged.getMessage(), Instant.now());
    }
    if (training.step() < until) {
      return advanced.failed(
          TrialState.Cause.CANCELLED, "interrupted at step " + training.step(), Instant.now());
    }
    if (training.step() < steps) {
      byte[] checkpoint = training.checkpoint();
      Worker.ofThisProcess().kept().keep(checkpoint, trainings, training);
      return advanced.withArtifacts(List.of(new Artifact(Artifact.CHECKPOINT, checkpoint)));
    }
    Training.Result result = training.result(before + millisSince(started));
    return advanced
        .withProvenance(advanced.provenance().with(Provenance.of(result.attributes())))
        .withArtifacts(result.artifacts())
        .completed(result.metrics(), Instant.now());
  }

  /**
   * A training that stands where the trial goes on from.
   *
   * @param damage why it could not go on from its checkpoint and begins again; null if it could
   * @param event what is worth knowing of how it went on; null for nothing
   */
  private record Start(Training training, String damage, String event) {}

  /** Takes up the trial's checkpoint, or the one of another that it goes on from. */
  private Start start(Trial trial) {
    Optional<byte[]> saved =
        trial.artifacts().stream()
            .filter(artifact -> artifact.name().equals(Artifact.CHECKPOINT))
            .findFirst()
            .map(Artifact::content);
    Optional<Lineage> origin = trial.ask().origin();
    if (origin.isPresent() && saved.isEmpty()) {
      throw new IllegalStateException(goesOn(trial, origin.get()) + "whose checkpoint is gone");
    }
    if (saved.isEmpty()) {
      return new Start(trainings.start(trial), null, null);
    }
    if (origin.isPresent() && trial.curve().isEmpty()) {
      Training training = trainings.start(trial);
      try {
        checkWritten(saved.get());
        training.adopt(saved.get());
      } catch (IllegalArgumentException unusable) {
        throw new IllegalStateException(
            goesOn(trial, origin.get()) + "which cannot be used: " + unusable.getMessage(),
            unusable);
      }
      return new Start(training, null, null);
    }
    Optional<Training> kept = Worker.ofThisProcess().kept().take(saved.get(), trainings);
    if (kept.isPresent()) {
      return new Start(kept.get(), null, null);
    }
    Training training = trainings.start(trial);
    try {
      checkWritten(saved.get());
      return new Start(training, null, training.restore(saved.get()).orElse(null));
    } catch (IllegalArgumentException unusable) {
      if (origin.isPresent()) {
        // Its first steps were another's.
        throw new IllegalStateException(
            "trial " + trial.number() + ": its checkpoint cannot be used: " + unusable.getMessage(),
            unusable);
      }
      return new Start(training, unusable.getMessage(), null);
    }
  }

  private static void checkWritten(byte[] checkpoint) {
    if (checkpoint.length == 0) {
      throw new IllegalArgumentException("its checkpoint is not as it was written");
    }
  }

  private static String goesOn(Trial trial, Lineage origin) {
    return "trial "
        + trial.number()
        + ": goes on from trial "
        + origin.parent()
        + " at step "
        + origin.step()
        + ", ";
  }

  private static Provenance provenance(Trial trial, Start start) {
    Map<String, String> earlier = trial.provenance().attributes();
    Provenance now = ofThisProcess().with(Provenance.of(start.training().attributes()));
    String beganAgain = start.damage() == null ? earlier.get(BEGAN_AGAIN) : start.damage();
    String before = earlier.get(WENT_ON);
    String wentOn =
        start.event() == null
            ? before
            : before == null ? start.event() : before + "; " + start.event();
    now = beganAgain == null ? now : now.with(BEGAN_AGAIN, beganAgain);
    return wentOn == null ? now : now.with(WENT_ON, wentOn);
  }

  private static Provenance ofThisProcess() {
    return Provenance.ofThisProcess().with("pid", String.valueOf(ProcessHandle.current().pid()));
  }

  private static long millisSince(long started) {
    return (System.nanoTime() - started) / 1_000_000;
  }
}
