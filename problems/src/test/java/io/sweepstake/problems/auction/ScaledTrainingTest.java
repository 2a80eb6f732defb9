package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledTrainingTest {
  private static final Metric DONE = Metric.of("done");
  private static final long STEPS = 100;
  private static final long EVERY = 5;

  @ParameterizedTest
  @ValueSource(longs = {100, 101, 197, 250, 1_000_003})
  void stretchesAndStopsChangeNothing(long iterations) throws DivergedException {
    List<String> through = new ArrayList<>();
    scaled(iterations).advance(STEPS, EVERY, told(through));

    Random random = new Random(iterations);
    List<String> stopped = new ArrayList<>();
    Training training = scaled(iterations);
    while (training.step() < STEPS) {
      training.advance(
          Math.min(STEPS, training.step() + 1 + random.nextInt(9)), EVERY, told(stopped));
      byte[] checkpoint = training.checkpoint();
      training = scaled(iterations);
      training.restore(checkpoint);
    }

    assertThat(stopped).isEqualTo(through);
    assertThat(through.get(through.size() - 1)).isEqualTo("100 " + (double) iterations);
    assertThat(through).hasSize((int) (STEPS / EVERY));
  }

  private static Training.Listener told(List<String> what) {
    return (step, metrics) -> what.add(step + " " + metrics.value(DONE).getAsDouble());
  }

  private static Training scaled(long iterations) {
    return new ScaledTraining(new Counted(iterations), iterations, STEPS);
  }

  /** Counts; tells every so many iterations and at its end, as trainings do. */
  private static final class Counted implements Training {
    private final long iterations;
    private long iteration;

    Counted(long iterations) {
      this.iterations = iterations;
    }

    @Override
    public long step() {
      return iteration;
    }

    @Override
    public void advance(long until, long every, Listener listener) {
      assertThat(until).isGreaterThan(iteration).isLessThanOrEqualTo(iterations);
      iteration = until;
      if (until % every == 0 || until == iterations) {
        listener.measured(until, Metrics.NONE.with(DONE, until));
      }
    }

    @Override
    public byte[] checkpoint() {
      return ByteBuffer.allocate(8).putLong(iteration).array();
    }

    @Override
    public Optional<String> restore(byte[] checkpoint) {
      iteration = ByteBuffer.wrap(checkpoint).getLong();
      return Optional.empty();
    }

    @Override
    public Result result(long millis) {
      throw new IllegalStateException("nobody asks");
    }
  }
}
