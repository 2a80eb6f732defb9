package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Measures what trials left behind, in shards that any worker can do.
 *
 * <p>A judge draws whatever it needs from its own seed, the same for everything it judges; what it
 * finds does not depend on how many shards there are, or where they run. {@link
 * io.sweepstake.sweeps.problem.template.SampledJudge} is one to be filled in.
 */
public interface Judge extends Sharded {
  /** The artifact of a trial that it looks at. */
  String artifact();

  /** The one that people are to use, where that is another: one that each trial left. */
  default String used() {
    return artifact();
  }

  /**
   * What it found is kept, and taken again only for a judge with the same of these.
   *
   * @return values by column: numbers that are Long, or text
   */
  SortedMap<String, Object> identity();

  /** A short text that is equal for equal artifacts only. */
  default String fingerprint(byte[] artifact) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(artifact);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /** The column that has {@link #fingerprint}, such as {@code network}. */
  default String fingerprintColumn() {
    return "artifact";
  }

  /**
   * This judge, looking at things by the engine that trials of a study run on. What it finds is the
   * same but for last digits, so its {@link #identity} is. Itself where engines are nothing to it.
   *
   * @param engine by its name, as {@link Problem#checkEngine} knows it
   */
  default Judge on(String engine) {
    return this;
  }

  /** Whether another seed draws something else: not where there are only so many draws. */
  default boolean drawsAnew() {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @param artifact what a trial left
   */
  @Override
  byte[] shard(byte[] artifact, int shard, int shards);

  /** What all shards together found, of {@link #metrics}; shards in any order. */
  Metrics combine(List<byte[]> shards);

  /**
   * What it found of a metric draw by draw, in the same order for all that it judges: what standard
   * errors and paired differences are taken of. Empty for a metric that is no mean over draws.
   *
   * @param shards as for {@link #combine}
   */
  default Optional<double[]> draws(Metric metric, List<byte[]> shards) {
    return Optional.empty();
  }

  /**
   * The standard error of a mean of {@link #draws}, or of their differences; as a rule that of
   * draws which are independent of each other.
   *
   * @return 0 for a single draw
   */
  default double standardError(Metric metric, double[] draws) {
    if (draws.length < 2) {
      return 0;
    }
    double mean = 0;
    for (double draw : draws) {
      mean += draw / draws.length;
    }
    double squares = 0;
    for (double draw : draws) {
      squares += (draw - mean) * (draw - mean);
    }
    return Math.sqrt(squares / (draws.length - 1) / draws.length);
  }

  /** About how many steps of a trial cost as much as judging one; 0 where it is nothing to them. */
  default long steps() {
    return 0;
  }

  /** The columns that are kept of what it found. */
  List<MetricColumn> metrics();

  /** What is found, and what follows from it. Keeps what it is given. */
  default Metrics derived(Metrics found) {
    return found;
  }

  /** Of those, what people are shown, in order. What nothing has is left out. */
  default List<Metric> shown() {
    return metrics().stream().map(MetricColumn::metric).toList();
  }

  /** Of those, what fits on a line of a terminal, in order. */
  default List<Metric> brief() {
    return shown();
  }

  /** Of those, what a table of several studies shows, in order. */
  default List<Metric> headline() {
    return shown();
  }

  /**
   * One short line about each thing that is too good to be true.
   *
   * @param judged {@link #derived} of each that was judged, by its name, best first
   */
  default List<String> alarms(Map<String, Metrics> judged) {
    return List.of();
  }

  /**
   * One short line about each thing that people could do to learn more.
   *
   * @param judged as for {@link #alarms}
   */
  default List<String> hints(Map<String, Metrics> judged) {
    return List.of();
  }
}
