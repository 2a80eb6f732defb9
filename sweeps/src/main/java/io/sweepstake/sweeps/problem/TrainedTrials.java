package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

  /** The attribute of a trial that was trained with others: how many they were. */
  public static final String PACK = "pack";

  private static final int MEASUREMENTS = 20;
  private static final int NEWS = 200;

  /** Milliseconds that steps between two looks around may take; a deadline waits 10 seconds. */
  private static final long STRETCH = 500;

  @Override
  public int capacity(Trial like) {
    return trainings.capacity(like);
  }

  @Override
  public List<Trial> advance(List<Trial> pack, Rung upTo) {
    RunningTrials running = Worker.ofThisProcess().running();
    pack.forEach(trial -> running.at(study, trial.number(), 0, steps));
    try {
      return rows(pack, upTo);
    } finally {
      pack.forEach(trial -> running.left(study, trial.number()));
    }
  }

  private List<Trial> rows(List<Trial> pack, Rung upTo) {
    if (pack.size() == 1) {
      return List.of(alone(pack.get(0), upTo));
    }
    try {
      Optional<TrainingPack> trainingPack = trainings.start(pack);
      if (trainingPack.isPresent()) {
        try (TrainingPack training = trainingPack.get()) {
          return together(pack, training, upTo);
        }
      }
    } catch (RuntimeException | OutOfMemoryError failed) {
      // Halves find room where the whole finds none, and part with the one that breaks it.
      List<Trial> rows = new ArrayList<>(rows(pack.subList(0, pack.size() / 2), upTo));
      rows.addAll(rows(pack.subList(pack.size() / 2, pack.size()), upTo));
      return rows;
    }
    return pack.stream().map(trial -> alone(trial, upTo)).toList();
  }

  private Trial alone(Trial trial, Rung upTo) {
    try {
      UnderWay own = new UnderWay(trial, start(trial));
      new Stretches(List.of(own), new PackOfOne(own.start.training()), upTo).run();
      Trial row = own.row(Math.min(upTo.step(), steps));
      row.artifacts().stream()
          .filter(artifact -> artifact.name().equals(Artifact.CHECKPOINT) && !row.finished())
          .forEach(
              checkpoint ->
                  Worker.ofThisProcess()
                      .kept()
                      .keep(checkpoint.content(), trainings, own.start.training()));
      return row;
    } catch (RuntimeException failed) {
      return trainings
          .instead()
          .map(other -> new TrainedTrials(study, steps, other).alone(noted(trial, failed), upTo))
          .orElseGet(() -> failed(trial, failed));
    }
  }

  /** A trial that goes on in another way, with why. */
  private static Trial noted(Trial trial, RuntimeException why) {
    String before = trial.provenance().attributes().get(WENT_ON);
    return trial.withProvenance(
        trial
            .provenance()
            .with(WENT_ON, before == null ? why.getMessage() : before + "; " + why.getMessage()));
  }

  /** Each of them fails by itself. */
  private List<Trial> together(List<Trial> pack, TrainingPack training, Rung upTo) {
    List<UnderWay> all = new ArrayList<>();
    List<Trial> rows = new ArrayList<>();
    for (int k = 0; k < pack.size(); k++) {
      Trial trial = pack.get(k);
      Training member = training.members().get(k);
      UnderWay own = null;
      try {
        own = new UnderWay(trial, takenUp(trial, () -> member, false));
        own.pack = pack.size();
        rows.add(null);
      } catch (RuntimeException failed) {
        training.leave(k);
        rows.add(failed(trial, failed));
      }
      all.add(own);
    }
    new Stretches(all, training, upTo).run();
    for (int k = 0; k < pack.size(); k++) {
      if (all.get(k) != null) {
        try {
          rows.set(k, all.get(k).row(Math.min(upTo.step(), steps)));
        } catch (RuntimeException failed) {
          rows.set(k, failed(pack.get(k), failed));
        }
      }
    }
    return rows;
  }

  private static Trial failed(Trial trial, RuntimeException why) {
    boolean memory = why instanceof MemoryException;
    return trial
        .withProvenance(trial.provenance().with(ofThisProcess()))
        .failed(
            memory ? TrialState.Cause.OUT_OF_MEMORY : TrialState.Cause.BUG,
            memory || said(why) ? why.getMessage() : why.toString(),
            Instant.now());
  }

  /** Whether its message is a sentence of ours: of a device that is missing or has failed, say. */
  private static boolean said(RuntimeException why) {
    return why.getMessage() != null
        && (why instanceof IllegalStateException || why instanceof IllegalArgumentException);
  }

  /** A trial on its way to a rung. */
  private final class UnderWay implements Training.Listener {
    final Trial trial;
    final Start start;
    final long started = System.nanoTime();
    final long before;
    final List<Measurement> measured = new ArrayList<>();
    DivergedException diverged;
    int pack = 1;

    UnderWay(Trial trial, Start start) {
      this.trial = trial;
      this.start = start;
      before =
          trial.curve().isEmpty() ? 0 : trial.curve().get(trial.curve().size() - 1).wallMillis();
    }

    @Override
    public void measured(long step, Metrics metrics) {
      measured.add(new Measurement(step, metrics, before + millisSince(started)));
    }

    /** What has become of it. */
    Trial row(long until) {
      Training training = start.training();
      Trial advanced = trial.withProvenance(provenance(trial, start));
      if (pack > 1) {
        advanced = advanced.withProvenance(advanced.provenance().with(PACK, String.valueOf(pack)));
      }
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
        return advanced.withArtifacts(
            List.of(new Artifact(Artifact.CHECKPOINT, training.checkpoint())));
      }
      Training.Result result = training.result(before + millisSince(started));
      return advanced
          .withProvenance(advanced.provenance().with(Provenance.of(result.attributes())))
          .withArtifacts(result.artifacts())
          .completed(result.metrics(), Instant.now());
    }
  }

  /** A training that has its worker to itself. */
  private static final class PackOfOne implements TrainingPack {
    private final Training training;
    private DivergedException diverged;

    PackOfOne(Training training) {
      this.training = training;
    }

    @Override
    public List<Training> members() {
      return List.of(training);
    }

    @Override
    public void advance(long until, long every, List<Training.Listener> listeners) {
      try {
        training.advance(until, every, listeners.get(0));
      } catch (DivergedException ended) {
        diverged = ended;
      }
    }

    @Override
    public Optional<DivergedException> diverged(int member) {
      return Optional.ofNullable(diverged);
    }

    @Override
    public void leave(int member) {
      throw new IllegalStateException("pack: its only member cannot leave it");
    }

    @Override
    public void close() {}
  }

  /**
   * The way of a pack to a rung in small stretches, so that a console hears of them and deadlines
   * are kept; measured every so many steps.
   */
  private final class Stretches {
    private final List<UnderWay> all;
    private final TrainingPack pack;
    private final long until;

    /**
     * @param all by member; null for one that could not begin
     */
    Stretches(List<UnderWay> all, TrainingPack pack, Rung upTo) {
      this.all = all;
      this.pack = pack;
      until = Math.min(upTo.step(), steps);
    }

    void run() {
      long every = every(steps);
      // The last multiple of the period; a rung beyond it gets a measurement of its own.
      long regular = until - until % every;
      List<Training.Listener> listeners = new ArrayList<>(all);
      long stretch = 1;
      while (least() < until && !Thread.currentThread().isInterrupted()) {
        boolean last = least() >= regular;
        long begun = System.nanoTime();
        pack.advance(
            Math.min(last ? until : regular, least() + stretch), last ? until : every, listeners);
        tell();
        stretch =
            millisSince(begun) > STRETCH ? Math.max(1, stretch / 2) : Math.min(NEWS, 2 * stretch);
      }
      if (least() < until && Thread.currentThread().isInterrupted()) {
        // Where its deadline finds it is measured, however far the next measurement would be.
        pack.advance(least() + 1, least() + 1, listeners);
      }
      for (int k = 0; k < all.size(); k++) {
        if (all.get(k) != null) {
          all.get(k).diverged = pack.diverged(k).orElse(null);
        }
      }
    }

    /** Where the one stands that is furthest behind of those that go on. */
    private long least() {
      long least = until;
      for (int k = 0; k < all.size(); k++) {
        if (all.get(k) != null && pack.diverged(k).isEmpty()) {
          least = Math.min(least, pack.members().get(k).step());
        }
      }
      return least;
    }

    private void tell() {
      RunningTrials running = Worker.ofThisProcess().running();
      for (UnderWay own : all) {
        if (own != null) {
          long step = own.start.training().step();
          running.at(
              study, own.trial.number(), new RunningTrials.Position(step, steps, own.measured));
        }
      }
    }
  }

  /**
   * A training that stands where the trial goes on from.
   *
   * @param damage why it could not go on from its checkpoint and begins again; null if it could
   * @param event what is worth knowing of how it went on; null for nothing
   */
  private record Start(Training training, String damage, String event) {}

  private Start start(Trial trial) {
    return takenUp(trial, () -> trainings.start(trial), true);
  }

  /**
   * Takes up the trial's checkpoint, or the one of another that it goes on from.
   *
   * @param fresh a training at step 0
   * @param kept whether one that stopped there in this process will do
   */
  private Start takenUp(Trial trial, Supplier<Training> fresh, boolean kept) {
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
      return new Start(fresh.get(), null, null);
    }
    if (origin.isPresent() && trial.curve().isEmpty()) {
      Training training = fresh.get();
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
    Optional<Training> here =
        kept ? Worker.ofThisProcess().kept().take(saved.get(), trainings) : Optional.empty();
    if (here.isPresent()) {
      return new Start(here.get(), null, null);
    }
    Training training = fresh.get();
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

  /** So many steps lie between two measurements of a trial of so many. */
  static long every(long steps) {
    return Math.max(1, steps / MEASUREMENTS);
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
