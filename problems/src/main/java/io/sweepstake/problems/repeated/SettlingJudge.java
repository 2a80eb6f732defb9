package io.sweepstake.problems.repeated;

import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.payment.PaymentFile;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.repeated.Game;
import io.sweepstake.core.repeated.Outcome;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.template.NumberBytes;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lets several groups of bidders who know nothing settle under a learned rule, and takes what they
 * pay and could gain, exactly for their final strategies.
 *
 * @param settings of the {@link RepeatedProblem}
 * @param seed of the groups, the same for every rule
 * @param groups at least 2, so that revenue has a standard error
 */
record SettlingJudge(SortedMap<String, String> settings, long seed, int groups) implements Judge {
  static final int GROUPS = 4;

  /** Shares of the bound that are rounding. */
  private static final double ROUNDING = 1e-6;

  /** Mean gains above this share of the greatest value say that bidders have not settled. */
  private static final double UNSETTLED = 0.01;

  SettlingJudge {
    settings = new TreeMap<>(settings);
    if (groups < 2) {
      throw new IllegalArgumentException("groups: must be at least 2, were " + groups);
    }
  }

  private RepeatedProblem problem() {
    return new RepeatedKind().problem(settings);
  }

  @Override
  public String name() {
    return "settling";
  }

  @Override
  public String artifact() {
    return RuleTrainings.RULE;
  }

  @Override
  public SortedMap<String, Object> identity() {
    SortedMap<String, Object> identity = new TreeMap<>();
    identity.put("judge", name());
    identity.put("seed", seed);
    identity.put("groups", (long) groups);
    identity.put("auctions", problem().settling().auctions());
    return identity;
  }

  @Override
  public String fingerprintColumn() {
    return "rule";
  }

  @Override
  public int shards(int cores) {
    return groups;
  }

  /** Group after group: its number, and the columns of what bidders do who have settled. */
  @Override
  public byte[] shard(byte[] artifact, int shard, int shards) {
    RepeatedProblem problem = problem();
    PaymentFile file = PaymentFile.fromBytes(artifact);
    Game game = problem.game();
    if (file.net().bidders() != game.bidders() || file.net().bids() != game.grid().bids()) {
      throw new IllegalArgumentException(
          "rule: must be for "
              + game.bidders()
              + " bidders and "
              + game.grid().bids()
              + " bids, was for "
              + file.net().bidders()
              + " and "
              + file.net().bids());
    }
    PaymentRule rule = file.rule(Loops.best().get());
    Metrics truth = atTruth(problem.settling().truth(rule));
    List<Double> rows = new ArrayList<>();
    for (int group = shard; group < groups; group += shards) {
      Metrics found =
          RepeatedMetrics.of(problem.settling().outcome(rule, Seeds.derive(seed, "group", group)));
      rows.add((double) group);
      for (MetricColumn column : columns()) {
        rows.add(found.value(column.metric()).orElseGet(() -> value(truth, column)));
      }
    }
    return NumberBytes.of(rows.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Metrics atTruth(Outcome truth) {
    return Metrics.of(
        RepeatedMetrics.REVENUE_AT_TRUTH.metric(),
        truth.revenue(),
        RepeatedMetrics.GAIN_AT_TRUTH.metric(),
        truth.exploitability());
  }

  private static double value(Metrics metrics, MetricColumn column) {
    return metrics.value(column.metric()).orElseThrow();
  }

  /** What is found of each group. */
  private static List<MetricColumn> columns() {
    List<MetricColumn> columns = new ArrayList<>(RepeatedMetrics.settled());
    columns.add(RepeatedMetrics.REVENUE_AT_TRUTH);
    columns.add(RepeatedMetrics.GAIN_AT_TRUTH);
    return columns;
  }

  /** Means over groups, but of what is a greatest the greatest. */
  @Override
  public Metrics combine(List<byte[]> shards) {
    List<MetricColumn> columns = columns();
    List<double[]> rows = rows(shards);
    Metrics combined = Metrics.NONE;
    for (int k = 0; k < columns.size(); k++) {
      int column = k + 1;
      double[] found = rows.stream().mapToDouble(row -> row[column]).toArray();
      boolean greatest = columns.get(k).equals(RepeatedMetrics.EXPLOITABILITY_MAX);
      double mean = Arrays.stream(found).average().orElseThrow();
      combined =
          combined.with(
              columns.get(k).metric(), greatest ? Arrays.stream(found).max().orElseThrow() : mean);
      if (columns.get(k).equals(RepeatedMetrics.REVENUE)) {
        double squares = Arrays.stream(found).map(x -> (x - mean) * (x - mean)).sum();
        combined =
            combined.with(
                RepeatedMetrics.REVENUE_SE.metric(),
                Math.sqrt(squares / (found.length - 1) / found.length));
      }
    }
    return combined;
  }

  /** By group, but of what is a greatest. */
  @Override
  public Optional<double[]> draws(Metric metric, List<byte[]> shards) {
    List<MetricColumn> columns = columns();
    for (int k = 0; k < columns.size(); k++) {
      int column = k + 1;
      if (columns.get(k).metric().equals(metric)
          && !columns.get(k).equals(RepeatedMetrics.EXPLOITABILITY_MAX)) {
        return Optional.of(rows(shards).stream().mapToDouble(row -> row[column]).toArray());
      }
    }
    return Optional.empty();
  }

  /** A group's number and {@link #columns}, in the order of groups, whatever the shards. */
  private static List<double[]> rows(List<byte[]> shards) {
    int width = 1 + columns().size();
    List<double[]> rows = new ArrayList<>();
    for (byte[] shard : shards) {
      double[] numbers = NumberBytes.read(shard);
      for (int at = 0; at < numbers.length; at += width) {
        rows.add(Arrays.copyOfRange(numbers, at, at + width));
      }
    }
    rows.sort(Comparator.comparingDouble(row -> row[0]));
    return rows;
  }

  @Override
  public List<MetricColumn> metrics() {
    List<MetricColumn> metrics = new ArrayList<>(columns());
    metrics.add(1, RepeatedMetrics.REVENUE_SE);
    return metrics;
  }

  @Override
  public List<Metric> brief() {
    return List.of(
        RepeatedMetrics.REVENUE.metric(),
        RepeatedMetrics.EXPLOITABILITY.metric(),
        RepeatedMetrics.EXPLOITABILITY_MAX.metric(),
        RepeatedMetrics.SOLD.metric(),
        RepeatedMetrics.LOSERS_SHARE.metric(),
        RepeatedMetrics.BID_OVER_VALUE.metric(),
        RepeatedMetrics.REVENUE_AT_TRUTH.metric());
  }

  @Override
  public List<Metric> headline() {
    return List.of(
        RepeatedMetrics.REVENUE.metric(),
        RepeatedMetrics.REVENUE_SE.metric(),
        RepeatedMetrics.EXPLOITABILITY.metric());
  }

  /**
   * Rules that earn more than any can, by more than what exploitability allows and three standard
   * errors: something was measured wrongly. Theory is of bidders indifferent to risk with all the
   * money they need.
   */
  @Override
  public List<String> alarms(Map<String, Metrics> judged) {
    Game game = problem().game();
    double bound = game.revenueBound();
    List<String> alarms = new ArrayList<>();
    judged.forEach(
        (name, found) -> {
          double revenue = found.value(RepeatedMetrics.REVENUE.metric()).orElse(0);
          double most =
              bound
                  + found.value(RepeatedMetrics.ALLOWANCE.metric()).orElse(0)
                  + 3 * found.value(RepeatedMetrics.REVENUE_SE.metric()).orElse(0)
                  + ROUNDING * bound;
          if (game.classical() && revenue > most) {
            alarms.add(
                String.format(
                    Locale.ROOT,
                    "%s earns %.4g, more than the %.4g that any rule can from bidders who gain so"
                        + " little by bidding otherwise: they have not settled, or are measured"
                        + " wrongly",
                    name,
                    revenue,
                    most));
          }
        });
    return alarms;
  }

  /** Where bidders would do better, revenue is not what it will be. */
  @Override
  public List<String> hints(Map<String, Metrics> judged) {
    double greatest = problem().game().grid().values().greatest();
    List<String> hints = new ArrayList<>();
    judged.forEach(
        (name, found) -> {
          double gain = found.value(RepeatedMetrics.EXPLOITABILITY.metric()).orElse(0);
          if (gain > UNSETTLED * greatest) {
            hints.add(
                String.format(
                    Locale.ROOT,
                    "bidders under %s have not settled: better bids would bring each %.2g more",
                    name,
                    gain));
          }
        });
    return hints;
  }
}
