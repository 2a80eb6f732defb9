package io.sweepstake.sweeps.problem.template;

import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Seeds;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Scores what a trial left on so many draws, and takes the means.
 *
 * @param name in one or two words, such as {@code shaking}
 * @param artifact of a trial that is scored
 * @param seed of the draws, the same for all that is judged
 * @param draws how many, at least 1
 * @param metrics that a score has, each
 * @param score of an artifact on one draw
 */
public record SampledJudge(
    String name, String artifact, long seed, int draws, List<MetricColumn> metrics, Score score)
    implements Judge {
  /** A function of an artifact and of what it draws: any worker, any number of times. */
  @FunctionalInterface
  public interface Score extends Serializable {
    /**
     * The score on one draw.
     *
     * @param draw that every artifact meets; a generator of its own
     * @throws IllegalArgumentException if the artifact cannot be read
     */
    Metrics of(byte[] artifact, RandomGenerator draw);
  }

  public SampledJudge {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(artifact, "artifact");
    Objects.requireNonNull(score, "score");
    metrics = List.copyOf(metrics);
    if (draws < 1) {
      throw new IllegalArgumentException("draws: must be at least 1, were " + draws);
    }
  }

  @Override
  public SortedMap<String, Object> identity() {
    SortedMap<String, Object> identity = new TreeMap<>();
    identity.put("judge", name);
    identity.put("seed", seed);
    identity.put("draws", (long) draws);
    return identity;
  }

  @Override
  public int shards(int cores) {
    return Math.min(draws, 2 * cores);
  }

  /** Row after row: the number of a draw, and what it scored. */
  @Override
  public byte[] shard(byte[] what, int shard, int shards) {
    List<Double> rows = new ArrayList<>();
    for (int draw = shard; draw < draws; draw += shards) {
      Metrics found = score.of(what, Seeds.generator(seed, name, draw));
      rows.add((double) draw);
      for (MetricColumn column : metrics) {
        rows.add(found.value(column.metric()).orElseThrow(() -> missing(column)));
      }
    }
    return NumberBytes.of(rows.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private IllegalStateException missing(MetricColumn column) {
    return new IllegalStateException(name + ": every draw must score " + column.name());
  }

  @Override
  public Optional<double[]> draws(Metric metric, List<byte[]> shards) {
    int column = metrics.stream().map(MetricColumn::metric).toList().indexOf(metric);
    return column < 0
        ? Optional.empty()
        : Optional.of(rows(shards).stream().mapToDouble(row -> row[1 + column]).toArray());
  }

  /** By the number of the draw. */
  private List<double[]> rows(List<byte[]> shards) {
    int width = 1 + metrics.size();
    List<double[]> rows = new ArrayList<>();
    for (byte[] shard : shards) {
      double[] numbers = NumberBytes.read(shard);
      for (int at = 0; at < numbers.length; at += width) {
        rows.add(Arrays.copyOfRange(numbers, at, at + width));
      }
    }
    // Sums of one order only, whatever the shards were.
    rows.sort(Comparator.comparingDouble(row -> row[0]));
    return rows;
  }

  @Override
  public Metrics combine(List<byte[]> shards) {
    int width = 1 + metrics.size();
    List<double[]> rows = rows(shards);
    Metrics means = Metrics.NONE;
    for (int k = 1; k < width; k++) {
      Metric metric = metrics.get(k - 1).metric();
      double sum = 0;
      for (double[] row : rows) {
        sum += row[k];
      }
      means = means.with(metric, sum / rows.size());
    }
    return means;
  }
}
