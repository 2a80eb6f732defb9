package io.sweepstake.sweeps.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of trials, whatever they train: here one counts its steps. */
class TrainedTrialsTest {
  private static final int STEPS = 40;
  private static final Metric COUNT = Metric.of("count");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));

  /**
   * @param name of what counts
   * @param lasts steps until it diverges
   */
  private record Counting(String name, long lasts) implements Trainings {
    @Override
    public Training start(Trial trial) {
      if (trial.number() == 13) {
        throw new IllegalStateException("nobody counts to 13");
      }
      return new Count(name, lasts);
    }
  }

  private static final class Count implements Training {
    private final String name;
    private final long lasts;
    private long step;

    Count(String name, long lasts) {
      this.name = name;
      this.lasts = lasts;
    }

    @Override
    public long step() {
      return step;
    }

    @Override
    public void advance(long until, long every, Listener listener) throws DivergedException {
      while (step < until) {
        if (step == lasts) {
          throw new DivergedException("lost count at " + step, null);
        }
        step++;
        if (step % every == 0) {
          listener.measured(step, Metrics.of(COUNT, step));
        }
      }
    }

    @Override
    public byte[] checkpoint() {
      return ByteBuffer.allocate(8).putLong(step).array();
    }

    @Override
    public Optional<String> restore(byte[] checkpoint) {
      step = ByteBuffer.wrap(checkpoint).getLong();
      return Optional.of(name + " took over at " + step);
    }

    @Override
    public void adopt(byte[] checkpoint) {
      restore(checkpoint);
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("counter", name);
    }

    @Override
    public Result result(long millis) {
      return new Result(Metrics.of(COUNT, step), Map.of(), List.of());
    }
  }

  private static TrainedTrials trials(String name, long lasts) {
    return new TrainedTrials("study", STEPS, new Counting(name, lasts));
  }

  private static Trial trial(int number) {
    return Trial.asked(
            number, Point.decode(SPACE, new double[] {0.5}), 1, new Ask(0, "test"), Instant.EPOCH)
        .started(Instant.EPOCH);
  }

  @Test
  void whatADivergedTrialMeasuredIsKept() {
    Trial rung = trials("abacus", 25).advance(List.of(trial(0)), new Rung(0, 10)).get(0);
    Trial ended = trials("slide rule", 25).advance(List.of(rung), Rung.end(1)).get(0);

    assertThat(ended.state())
        .isEqualTo(new TrialState.Failed(TrialState.Cause.DIVERGED, "lost count at 25"));
    assertThat(ended.curve()).extracting(Measurement::step).contains(10L, 24L);
    assertThat(ended.provenance().attributes())
        .containsEntry(TrainedTrials.WENT_ON, "slide rule took over at 10");
  }

  /** As a deadline does it. */
  @Test
  void whereATrialIsInterruptedItIsMeasured() {
    Thread.currentThread().interrupt();
    Trial ended = trials("abacus", STEPS).advance(List.of(trial(0)), Rung.END).get(0);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(ended.state())
        .isEqualTo(new TrialState.Failed(TrialState.Cause.CANCELLED, "interrupted at step 1"));
    assertThat(ended.curve()).extracting(Measurement::step).containsExactly(1L);
  }

  @Test
  void aTrialWhoseCheckpointIsNotAsItWasWrittenBeginsAgainAndSaysSo() {
    Trial rung = trials("abacus", STEPS).advance(List.of(trial(0)), new Rung(0, 10)).get(0);
    Trial damaged = rung.withArtifacts(List.of(new Artifact(Artifact.CHECKPOINT, new byte[0])));
    Trial ended = trials("abacus", STEPS).advance(List.of(damaged), Rung.end(1)).get(0);

    assertThat(ended.state()).isInstanceOf(TrialState.Completed.class);
    assertThat(ended.provenance().attributes())
        .containsEntry(TrainedTrials.BEGAN_AGAIN, "its checkpoint is not as it was written");
  }

  @Test
  void aTrialThatCannotBeginLeavesItsNeighboursAlone() {
    List<Trial> pack =
        trials("abacus", STEPS).advance(List.of(trial(0), trial(13), trial(2)), Rung.END);

    assertThat(pack).extracting(Trial::number).containsExactly(0, 13, 2);
    assertThat(pack.get(0).state()).isInstanceOf(TrialState.Completed.class);
    assertThat(pack.get(1).state())
        .isInstanceOfSatisfying(
            TrialState.Failed.class,
            failed -> {
              assertThat(failed.cause()).isEqualTo(TrialState.Cause.BUG);
              assertThat(failed.message()).contains("nobody counts to 13");
            });
    assertThat(pack.get(1).provenance().attributes()).containsKeys("pid", "host");
    assertThat(pack.get(2).state()).isInstanceOf(TrialState.Completed.class);
  }

  @Test
  void aTrainingThatIsStillHereServesOnlyThoseStartedAlike() {
    Trial rung = trials("abacus", STEPS).advance(List.of(trial(4)), new Rung(0, 10)).get(0);
    Trial alike = trials("abacus", STEPS).advance(List.of(rung), new Rung(1, 20)).get(0);
    Trial moved = trials("slide rule", STEPS).advance(List.of(alike), Rung.end(2)).get(0);

    assertThat(alike.provenance().attributes()).doesNotContainKey(TrainedTrials.WENT_ON);
    assertThat(alike.artifacts()).extracting(Artifact::name).containsExactly(Artifact.CHECKPOINT);
    assertThat(moved.provenance().attributes())
        .containsEntry("counter", "slide rule")
        .containsEntry(TrainedTrials.WENT_ON, "slide rule took over at 20");
  }

  /**
   * Those that count in time with each other.
   *
   * @param most that find room together
   * @param breaks the trial at which the pack breaks at step 15; none below 0
   * @param packs how many were in each that began
   */
  private record InTime(int most, int breaks, List<Integer> packs) implements Trainings {
    @Override
    public Training start(Trial trial) {
      if (most == 0) {
        throw new MemoryException("no room for one", null);
      }
      return new Counting("metronome", trial.number() == 7 ? 25 : STEPS + 1).start(trial);
    }

    @Override
    public Optional<TrainingPack> start(List<Trial> trials) {
      if (trials.size() > most) {
        throw new MemoryException("no room for " + trials.size(), null);
      }
      packs.add(trials.size());
      boolean breaking = trials.stream().anyMatch(trial -> trial.number() == breaks);
      return Optional.of(new Choir(trials.stream().map(this::start).toList(), breaking));
    }
  }

  private static final class Choir implements TrainingPack {
    private final List<Training> members;
    private final boolean breaking;
    private final DivergedException[] diverged;
    private final boolean[] left;

    Choir(List<Training> members, boolean breaking) {
      this.members = members;
      this.breaking = breaking;
      diverged = new DivergedException[members.size()];
      left = new boolean[members.size()];
    }

    @Override
    public List<Training> members() {
      return members;
    }

    @Override
    public void advance(long until, long every, List<Training.Listener> listeners) {
      for (int k = 0; k < members.size(); k++) {
        if (breaking && members.get(k).step() > 15) {
          throw new IllegalStateException("the conductor is gone");
        }
        if (diverged[k] == null && !left[k]) {
          try {
            members.get(k).advance(until, every, listeners.get(k));
          } catch (DivergedException lost) {
            diverged[k] = lost;
          }
        }
      }
    }

    @Override
    public Optional<DivergedException> diverged(int member) {
      return Optional.ofNullable(diverged[member]);
    }

    @Override
    public void leave(int member) {
      left[member] = true;
    }

    @Override
    public void close() {}
  }

  private static List<Trial> inTime(InTime trainings, Rung upTo, Trial... pack) {
    return new TrainedTrials("study", STEPS, trainings).advance(List.of(pack), upTo);
  }

  @Test
  void oneOfAPackThatDivergesOrCannotGoOnLeavesTheOthersAlone() {
    InTime trainings = new InTime(9, -1, new ArrayList<>());
    Trial heir =
        Trial.descended(
            3, trial(1).point(), trial(1), new Ask(0, "pbt", new Lineage(1, 10, 3)), Instant.EPOCH);
    List<Trial> rows = inTime(trainings, Rung.END, trial(1), trial(7), heir, trial(2));

    assertThat(trainings.packs()).containsExactly(4);
    assertThat(rows).extracting(Trial::number).containsExactly(1, 7, 3, 2);
    assertThat(rows.get(0).state()).isInstanceOf(TrialState.Completed.class);
    assertThat(rows.get(0).provenance().attributes()).containsEntry(TrainedTrials.PACK, "4");
    assertThat(rows.get(1).state())
        .isEqualTo(new TrialState.Failed(TrialState.Cause.DIVERGED, "lost count at 25"));
    assertThat(rows.get(1).curve()).extracting(Measurement::step).contains(10L, 24L);
    assertThat(rows.get(2).state())
        .isInstanceOfSatisfying(
            TrialState.Failed.class,
            failed -> assertThat(failed.message()).contains("whose checkpoint is gone"));
    Trial alone = inTime(trainings, Rung.END, trial(2)).get(0);
    assertThat(rows.get(3).state()).isEqualTo(alone.state());
    assertThat(rows.get(3).curve().stream().map(Measurement::metrics))
        .isEqualTo(alone.curve().stream().map(Measurement::metrics).toList());
  }

  @Test
  void whatAPackHasNoRoomForItsHalvesHave() {
    InTime trainings = new InTime(2, -1, new ArrayList<>());
    List<Trial> rows =
        inTime(trainings, new Rung(0, 10), trial(0), trial(1), trial(2), trial(3), trial(4));
    assertThat(trainings.packs()).containsExactly(2, 2);
    assertThat(rows).extracting(Trial::number).containsExactly(0, 1, 2, 3, 4);
    assertThat(rows).allMatch(row -> row.state() instanceof TrialState.Running);
    assertThat(rows).allMatch(row -> row.reached() == 10);
  }

  @Test
  void aPackThatBreaksIsTrainedAgainWithoutTheOneThatBreaksIt() {
    InTime trainings = new InTime(9, 2, new ArrayList<>());
    List<Trial> rows = inTime(trainings, Rung.END, trial(0), trial(1), trial(2), trial(3));
    assertThat(trainings.packs()).containsExactly(4, 2, 2);
    assertThat(rows).allMatch(row -> row.state() instanceof TrialState.Completed);
    assertThat(rows.get(0).curve()).extracting(Measurement::step).doesNotHaveDuplicates();
  }

  @Test
  void whoFindsNoRoomAloneFailsOfTooLittleMemory() {
    List<Trial> rows = inTime(new InTime(0, -1, new ArrayList<>()), Rung.END, trial(0), trial(1));
    assertThat(rows)
        .extracting(Trial::state)
        .containsOnly(new TrialState.Failed(TrialState.Cause.OUT_OF_MEMORY, "no room for one"));
  }
}
