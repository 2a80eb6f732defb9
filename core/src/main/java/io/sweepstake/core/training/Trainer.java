package io.sweepstake.core.training;

import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.program.NetworkWeights;
import java.util.List;
import java.util.Optional;

/**
 * Trains one network against misreports: a pack of one.
 *
 * <p>One thread. All state is in {@link #checkpoint()}; everything random hangs on (seed,
 * iteration), so a training stopped and restored goes on as if it had never stopped, bit for bit on
 * the same engine. Iterations allocate nothing.
 */
public final class Trainer implements Training {
  private final TrainingSpec spec;
  private final NetworkPack pack;

  /** At iteration 0. */
  public Trainer(TrainingSpec spec, Engine engine) {
    this.spec = spec;
    pack = new NetworkPack(List.of(spec), engine);
  }

  @Override
  public long iteration() {
    return pack.iteration(0);
  }

  /** What it follows. */
  public TrainingSpec spec() {
    return spec;
  }

  @Override
  public NetworkWeights weights() {
    return pack.weights(0);
  }

  @Override
  public void advance(long until, long every, TrainingListener listener) throws DivergedException {
    pack.advance(until, every, List.of(listener));
    Optional<DivergedException> diverged = pack.diverged(0);
    if (diverged.isPresent()) {
      throw diverged.get();
    }
  }

  @Override
  public TrainingCheckpoint checkpoint() {
    return pack.checkpoint(0);
  }

  @Override
  public void restore(TrainingCheckpoint checkpoint) {
    pack.restore(0, checkpoint);
  }

  @Override
  public void restoreAcrossEngines(TrainingCheckpoint checkpoint) {
    pack.restoreAcrossEngines(0, checkpoint);
  }

  @Override
  public void adopt(TrainingCheckpoint checkpoint) {
    pack.adopt(0, checkpoint);
  }

  @Override
  public void close() {
    pack.close();
  }
}
