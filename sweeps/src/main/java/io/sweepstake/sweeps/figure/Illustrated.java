package io.sweepstake.sweeps.figure;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * A study as it stands, for an {@link Illustrator}.
 *
 * @param history all of its trials
 * @param best the trial that is named as the best, with metrics as it was judged; where there are
 *     several goals, the best by the first of them; empty while none has completed
 * @param artifacts what trials left
 */
public record Illustrated(History history, Optional<Trial> best, Artifacts artifacts) {
  public Illustrated {
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(best, "best");
    Objects.requireNonNull(artifacts, "artifacts");
  }

  /** Finds what trials left. */
  @FunctionalInterface
  public interface Artifacts {
    /**
     * What a trial left under a name, if it did. Of the best trial: what is named as the best,
     * which its point may have left when it was run again with a fresh seed.
     */
    Optional<byte[]> of(int trial, String name) throws IOException;
  }

  /** What the best trial left under a name. */
  public Optional<byte[]> ofBest(String name) throws IOException {
    return best.isEmpty() ? Optional.empty() : artifacts.of(best.get().number(), name);
  }
}
