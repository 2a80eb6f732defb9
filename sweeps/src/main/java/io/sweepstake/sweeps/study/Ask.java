package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * How a trial came to have its point: enough to ask again and get the same answer.
 *
 * @param toldBefore how many trials had been told when this one was asked for: the prefix of the
 *     history its sampler saw as finished. All trials with smaller numbers had been asked.
 * @param source what proposed the point, such as {@code startup}, {@code tpe}, {@code enqueued}
 * @param lineage where the trial goes on; null when it began at step 0
 */
public record Ask(int toldBefore, String source, Lineage lineage) implements Serializable {
  public Ask {
    if (toldBefore < 0) {
      throw new IllegalArgumentException(
          "ask: the number of trials told before must be at least 0, was " + toldBefore);
    }
    Objects.requireNonNull(source, "source");
  }

  /** Of a trial that begins at step 0. */
  public Ask(int toldBefore, String source) {
    this(toldBefore, source, null);
  }

  /** Where the trial goes on, if it did not begin at step 0. */
  public Optional<Lineage> origin() {
    return Optional.ofNullable(lineage);
  }
}
