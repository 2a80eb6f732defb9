package io.sweepstake.problems.exchange;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.ExchangeSettings;
import io.sweepstake.core.exchange.MatchingRule;
import io.sweepstake.core.exchange.PoolEvaluator;
import io.sweepstake.core.exchange.PoolOutcome;
import io.sweepstake.core.exchange.SevenTypePath;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.matchnet.MatchNetFile;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.template.NumberBytes;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measures rules on fresh pools, every report of every hospital tried where they are not too many.
 *
 * @param setting its name
 * @param seed of the pools, the same for every rule
 * @param pools how many, at least 20
 * @param drawn in how many of them lotteries are drawn too, from 1 to {@code pools}
 */
public record ExchangeJudge(String setting, long seed, int pools, int drawn) implements Judge {
  private static final int NUMBERS = 11; // of an outcome
  private static final int CANONICAL = 3; // pools that come before the drawn ones, as −3 to −1

  public ExchangeJudge {
    if (pools < 20 || drawn < 1 || drawn > pools) {
      throw new IllegalArgumentException(
          "pools: must be at least 20, and lotteries in 1 to all of them, were "
              + pools
              + " and "
              + drawn);
    }
  }

  @Override
  public String name() {
    return "hiding";
  }

  @Override
  public String artifact() {
    return ExchangeProblem.NETWORK;
  }

  @Override
  public SortedMap<String, Object> identity() {
    SortedMap<String, Object> identity = new TreeMap<>();
    identity.put("judge", name());
    identity.put("seed", seed);
    identity.put("pools", (long) pools);
    identity.put("drawn", (long) drawn);
    identity.put(
        "numbers", (long) NUMBERS); // of each pool: what an earlier version kept is another
    return identity;
  }

  @Override
  public String fingerprintColumn() {
    return "network";
  }

  @Override
  public int shards(int cores) {
    return Math.min(pools, 4 * cores);
  }

  @Override
  public byte[] shard(byte[] artifact, int shard, int shards) {
    ExchangeSetting known = ExchangeSettings.named(setting);
    return shard(
        known, MatchNetFile.fromBytes(artifact).rule(known, Loops.best().get()), shard, shards);
  }

  private byte[] shard(ExchangeSetting known, MatchingRule rule, int shard, int shards) {
    PoolEvaluator evaluator = new PoolEvaluator(known, rule);
    List<double[]> rows = new ArrayList<>();
    int[][] canonical = canonical();
    for (int k = 0; shard == 0 && k < canonical.length; k++) {
      rows.add(row(k - CANONICAL, evaluator.evaluate(canonical[k])));
    }
    for (int k = shard; k < pools; k += shards) {
      rows.add(row(k, evaluator.evaluate(known.pool(seed, k), k < drawn)));
    }
    return NumberBytes.of(rows.stream().flatMapToDouble(Arrays::stream).toArray());
  }

  private int[][] canonical() {
    return setting.equals(ExchangeSettings.SEVEN_TYPES)
        ? new int[][] {
          SevenTypePath.canonical(), SevenTypePath.firstHides(), SevenTypePath.secondHides()
        }
        : new int[0][];
  }

  private static double[] row(int number, PoolOutcome outcome) {
    return new double[] {
      number,
      outcome.maximum(),
      outcome.fractional(),
      outcome.welfare(),
      outcome.matched(),
      outcome.regret(),
      outcome.worst(),
      outcome.exhaustive() ? 1 : 0,
      outcome.loss(),
      outcome.drawn(),
      outcome.rare(),
      outcome.rareMaximum()
    };
  }

  @Override
  public Metrics combine(List<byte[]> shards) {
    List<PoolOutcome> canonical = new ArrayList<>();
    List<PoolOutcome> fresh = new ArrayList<>();
    for (double[] row : rows(shards)) {
      (row[0] < 0 ? canonical : fresh).add(outcome(row));
    }
    Metrics metrics = ExchangeMetrics.full(fresh);
    Metrics lotteries = ExchangeMetrics.lotteries(fresh.subList(0, drawn));
    for (var one : lotteries.asMap().entrySet()) {
      metrics = metrics.with(one.getKey(), one.getValue());
    }
    if (canonical.isEmpty()) {
      return metrics;
    }
    return metrics
        .with(ExchangeMetrics.CANONICAL_RATIO.metric(), share(canonical.get(0)))
        .with(ExchangeMetrics.CANONICAL_REGRET.metric(), canonical.get(0).regret())
        .with(ExchangeMetrics.FIRST_HIDES_RATIO.metric(), share(canonical.get(1)))
        .with(ExchangeMetrics.SECOND_HIDES_RATIO.metric(), share(canonical.get(2)));
  }

  /**
   * By drawn pool: regret; and welfare as a share, to first order around the share of all pools,
   * which is a ratio of two means.
   */
  @Override
  public Optional<double[]> draws(Metric metric, List<byte[]> shards) {
    List<PoolOutcome> fresh =
        rows(shards).stream().filter(row -> row[0] >= 0).map(ExchangeJudge::outcome).toList();
    if (metric.equals(ExchangeMetrics.REGRET.metric())) {
      return Optional.of(fresh.stream().mapToDouble(PoolOutcome::regret).toArray());
    }
    double maximum = fresh.stream().mapToDouble(PoolOutcome::maximum).average().orElse(0);
    if (!metric.equals(ExchangeMetrics.WELFARE_RATIO.metric()) || maximum == 0) {
      return Optional.empty();
    }
    double share =
        fresh.stream().mapToDouble(PoolOutcome::welfare).average().orElseThrow() / maximum;
    return Optional.of(
        fresh.stream()
            .mapToDouble(pool -> share + (pool.welfare() - share * pool.maximum()) / maximum)
            .toArray());
  }

  /** Numbers of pools and what came of them, in the order of pools, whatever the shards. */
  private static List<double[]> rows(List<byte[]> shards) {
    List<double[]> rows = new ArrayList<>();
    for (byte[] shard : shards) {
      double[] numbers = NumberBytes.read(shard);
      for (int at = 0; at < numbers.length; at += NUMBERS + 1) {
        rows.add(Arrays.copyOfRange(numbers, at, at + NUMBERS + 1));
      }
    }
    rows.sort(Comparator.comparingDouble(row -> row[0]));
    return rows;
  }

  private static double share(PoolOutcome outcome) {
    return outcome.welfare() / outcome.maximum();
  }

  private static PoolOutcome outcome(double[] row) {
    return new PoolOutcome(
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        row[7] == 1,
        row[8],
        row[9],
        row[10],
        row[11]);
  }

  /** The same for a rule that is no network, on this thread. */
  Metrics judged(MatchingRule rule) {
    return combine(List.of(shard(ExchangeSettings.named(setting), rule, 0, 1)));
  }

  /** A matching of fractions can be larger than any that can be carried out. */
  @Override
  public List<String> alarms(Map<String, Metrics> judged) {
    List<String> alarms = new ArrayList<>();
    judged.forEach(
        (rule, metrics) -> {
          double ratio = metrics.value(ExchangeMetrics.WELFARE_RATIO.metric()).orElse(0);
          double error = metrics.value(ExchangeMetrics.WELFARE_RATIO_SE.metric()).orElse(0);
          if (ratio > 1 + 3 * error + 1e-6) {
            alarms.add(
                "%s matches %.3f times what whole matchings can: in fractions of pairs"
                    .formatted(rule, ratio));
          }
        });
    return alarms;
  }

  @Override
  public List<MetricColumn> metrics() {
    return ExchangeMetrics.ofJudgements();
  }

  @Override
  public List<Metric> brief() {
    return List.of(
        ExchangeMetrics.WELFARE_RATIO.metric(),
        ExchangeMetrics.REGRET.metric(),
        ExchangeMetrics.REGRET_MAX.metric(),
        ExchangeMetrics.IR_VIOLATION.metric(),
        ExchangeMetrics.CANONICAL_REGRET.metric());
  }

  @Override
  public List<Metric> headline() {
    return List.of(
        ExchangeMetrics.WELFARE_RATIO.metric(),
        ExchangeMetrics.WELFARE_RATIO_SE.metric(),
        ExchangeMetrics.REGRET.metric(),
        ExchangeMetrics.REGRET_SE.metric(),
        ExchangeMetrics.IR_VIOLATION.metric());
  }
}
