package io.sweepstake.sweeps.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.problem.template.NumberTraining;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FirstStepsTest {
  private static final AtomicLong TAKEN = new AtomicLong();

  private static final Trial TRIAL =
      Trial.asked(
          0,
          Point.decode(SearchSpace.of(FloatParam.uniform("x", 0, 1)), new double[] {0.5}),
          1,
          new Ask(0, "random"),
          Instant.EPOCH);

  @Test
  void aFewStepsSayHowLongManyTake() {
    TAKEN.set(0);
    assertThat(pace(1_000_000_000_000L, Counting::new, Duration.ZERO))
        .hasValueSatisfying(all -> assertThat(all).isGreaterThan(Duration.ofMinutes(1)));
    assertThat(TAKEN.get()).isPositive().isLessThan(1_000_000_000_000L);
  }

  @Test
  void noMoreAreTakenThanATrialHas() {
    TAKEN.set(0);
    assertThat(pace(3, Counting::new, Duration.ZERO)).isPresent();
    assertThat(TAKEN.get()).isEqualTo(3);
  }

  @Test
  void noMoreAreTakenOnceATrialIsKnownToTakeLittle() {
    TAKEN.set(0);
    assertThat(pace(1000, Counting::new, Duration.ofDays(1))).isPresent();
    assertThat(TAKEN.get()).isEqualTo(1);
  }

  @Test
  void aTrainingThatDivergesOrCannotBeginHasNoPace() {
    assertThat(pace(1000, Diverging::new, Duration.ZERO)).isEmpty();
    assertThat(
            pace(
                1000,
                () -> {
                  throw new IllegalStateException("no network was made");
                },
                Duration.ZERO))
        .isEmpty();
  }

  @Test
  void trialsThatAreNoTrainingsAreNotTried() {
    assertThat(
            FirstSteps.pace(
                (pack, upTo) -> {
                  throw new AssertionError("was run");
                },
                TRIAL,
                Duration.ZERO,
                Duration.ZERO))
        .isEmpty();
  }

  @Test
  void trialsThatAreNotTrainedTogetherHaveNoPaceOnADevice() {
    assertThat(
            FirstSteps.ofPack(
                new TrainedTrials("counting", 5, trial -> new Counting()),
                List.of(TRIAL),
                Duration.ZERO))
        .isEmpty();
  }

  @Test
  void whatIsTriedIsGivenBack() {
    AtomicLong closed = new AtomicLong();
    FirstSteps.Steps steps =
        new FirstSteps.Steps() {
          private long done;

          @Override
          public long done() {
            return done;
          }

          @Override
          public void advance(long until) {
            done = until;
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    assertThat(FirstSteps.onDevice(() -> steps, 5, Duration.ZERO)).isPresent();
    assertThat(FirstSteps.pace(() -> steps, 5, Duration.ZERO, Duration.ZERO)).isPresent();
    assertThat(closed).hasValue(2);
  }

  private static Optional<Duration> pace(
      long steps, Supplier<Training> trainings, Duration little) {
    return FirstSteps.pace(
        new TrainedTrials("counting", steps, trial -> trainings.get()),
        TRIAL,
        Duration.ofMillis(1),
        little);
  }

  /** Counts its steps. */
  private static class Counting extends NumberTraining {
    Counting() {
      super(0);
    }

    @Override
    protected void next(double[] at) throws DivergedException {
      TAKEN.incrementAndGet();
    }

    @Override
    protected Metrics measured(double[] at) {
      return Metrics.of(Metric.of("count"), at[0]);
    }

    @Override
    public Result result(long millis) {
      throw new AssertionError("was asked for its result");
    }
  }

  private static final class Diverging extends Counting {
    @Override
    protected void next(double[] at) throws DivergedException {
      throw new DivergedException("at once");
    }
  }
}
