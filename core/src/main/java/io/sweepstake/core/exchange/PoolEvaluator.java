package io.sweepstake.core.exchange;

import java.util.Arrays;
import java.util.Optional;

/** Measures what a rule does with pools. One thread, one instance. */
public final class PoolEvaluator {
  private final ExchangeSetting setting;
  private final MatchingRule rule;
  private final MaximumMatching maximum;
  private final LinearPacking relaxed;
  private final HospitalUtility utility;
  private final HidingSearch search;
  private final HidingSearch drawnSearch;
  private final double[] pairs;

  public PoolEvaluator(ExchangeSetting setting, MatchingRule rule) {
    this.setting = setting;
    this.rule = rule;
    maximum = new MaximumMatching(setting);
    relaxed = new LinearPacking(setting.central());
    utility = new HospitalUtility(setting);
    search = new HidingSearch(setting);
    drawnSearch = new HidingSearch(setting, this::drawn);
    pairs = new double[setting.central().size()];
    Arrays.setAll(pairs, setting::pairs);
  }

  /** What the rule does with a pool; the regret of lotteries is not measured. */
  public PoolOutcome evaluate(int[] pool) {
    return evaluate(pool, false);
  }

  /**
   * What the rule does with a pool.
   *
   * @param lotteries whether their regret is measured, which takes many times longer
   */
  public PoolOutcome evaluate(int[] pool, boolean lotteries) {
    double[] report = numbers(pool);
    double[] truth = rule.match(new double[][] {report})[0];
    double welfare = setting.welfare(truth);
    double most = setting.welfare(maximum.match(new double[][] {report})[0]);
    double matched = 0;
    double regret = 0;
    double worst = 0;
    double loss = 0;
    double drawn = lotteries ? 0 : Double.NaN;
    boolean exhaustive = true;
    int hospitals = setting.hospitals();
    for (int hospital = 0; hospital < hospitals; hospital++) {
      double gets = utility.of(hospital, pool, truth);
      matched += gets;
      loss += Math.max(0, utility.alone(hospital, pool) - gets) / hospitals;
      HidingSearch.Found found = search.best(rule, hospital, pool, truth);
      regret += found.gain() / hospitals;
      worst = Math.max(worst, found.gain());
      exhaustive &= found.exhaustive();
      if (!Double.isNaN(drawn)) {
        drawn +=
            Double.isNaN(drawn(hospital, pool, report, truth))
                ? Double.NaN
                : drawnSearch.best(rule, hospital, pool, truth).gain() / hospitals;
      }
    }
    double[][] rare = new double[hospitals][];
    Arrays.setAll(rare, hospital -> numbers(utility.hidden(hospital, pool)));
    return new PoolOutcome(
        most,
        relaxed.solve(pairs, report),
        welfare,
        matched,
        regret,
        worst,
        exhaustive,
        loss,
        drawn,
        meanWelfare(rule.match(rare)),
        meanWelfare(maximum.match(rare)));
  }

  private double meanWelfare(double[][] matchings) {
    return Arrays.stream(matchings).mapToDouble(setting::welfare).average().orElseThrow();
  }

  private static double[] numbers(int[] pool) {
    return Arrays.stream(pool).asDoubleStream().toArray();
  }

  /** What a hospital can expect of a lottery; NaN where a matching is none. */
  private double drawn(int hospital, int[] pool, double[] reports, double[] matching) {
    Optional<Lottery> lottery = Lottery.of(setting.central(), matching, reports);
    double expected = lottery.isPresent() ? 0 : Double.NaN;
    if (lottery.isPresent()) {
      for (Lottery.Ticket ticket : lottery.get().tickets()) {
        expected += ticket.probability() * utility.of(hospital, pool, ticket.matching());
      }
    }
    return expected;
  }
}
