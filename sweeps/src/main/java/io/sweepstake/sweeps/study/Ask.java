package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a trial came to have its point: enough to ask again and get the same answer.
 *
 * @param toldBefore how many trials had been told when this one was asked for: the prefix of the
 *     history its sampler saw as finished. All trials with smaller numbers had been asked.
 * @param source what proposed the point, such as {@code startup}, {@code tpe}, {@code enqueued}
 * @param lineage where the trial goes on; null when it began at step 0
 * @param held the parameters that the sampler was not free to choose, so that the trial has the
 *     shape of another; none where it was
 */
public record Ask(int toldBefore, String source, Lineage lineage, Set<String> held)
    implements Serializable {
  /** The source of a point that a person gave. */
  public static final String ENQUEUED = "enqueued";

  /** The source of the point that a problem has by default. */
  public static final String DEFAULT = "default";

  /** The source of a trial that another study ran. */
  public static final String IMPORTED = "imported";

  /** The source of a trial that took over the metrics of an identical one. */
  public static final String CACHE = "cache";

  public Ask {
    if (toldBefore < 0) {
      throw new IllegalArgumentException(
          "ask: the number of trials told before must be at least 0, was " + toldBefore);
    }
    Objects.requireNonNull(source, "source");
    held = Set.copyOf(held);
  }

  /** Of a trial that begins at step 0. */
  public Ask(int toldBefore, String source) {
    this(toldBefore, source, null);
  }

  /** Of a trial whose sampler was free. */
  public Ask(int toldBefore, String source, Lineage lineage) {
    this(toldBefore, source, lineage, Set.of());
  }

  /** Whether a sampler, or a pruner, proposed the point: it would do so again. */
  public boolean proposed() {
    return !given() && !source.equals(IMPORTED);
  }

  /** Whether the point was there before anybody was asked, and is run as any other. */
  public boolean given() {
    return source.equals(ENQUEUED) || source.equals(DEFAULT);
  }

  /** Where the trial goes on, if it did not begin at step 0. */
  public Optional<Lineage> origin() {
    return Optional.ofNullable(lineage);
  }
}
