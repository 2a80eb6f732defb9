package io.sweepstake.problems.exchange;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.ExchangeSettings;
import io.sweepstake.core.exchange.GreedyMatching;
import io.sweepstake.core.exchange.MaximumMatching;
import io.sweepstake.core.exchange.MixAndMatch;
import io.sweepstake.sweeps.figure.Illustrator;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.problem.TrainedProblem;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A kidney exchange in which a network learns what to match.
 *
 * @param settings what {@link ExchangeKind#own} keeps
 * @param setting the exchange's name
 * @param steps iterations of each training
 */
record ExchangeProblem(SortedMap<String, String> settings, String setting, long steps)
    implements TrainedProblem {
  private static final long serialVersionUID = 1;

  /** The artifact that holds the trained network. */
  static final String NETWORK = "network.bin";

  /** The regret that a study allows unless it says otherwise: pairs per hospital. */
  static final double REGRET = 0.05;

  private static final int JUDGED_POOLS = 1024;
  private static final int REFERENCE_POOLS = 256;
  private static final int DRAWN_POOLS = 64;

  /**
   * What is known of a setting, by its name: asked for a study and its report, and takes seconds.
   */
  private static final Map<String, List<Reference>> KNOWN = new ConcurrentHashMap<>();

  private static final Words WORDS =
      new Words(
          "one training",
          "iterations",
          "network",
          "judging",
          "on fresh pools, every report tried",
          "rule",
          "the rules that are known",
          "best_known",
          "bound",
          "Regret is in pairs for each hospital; where not every report could be tried, it is a"
              + " lower bound.");

  ExchangeProblem {
    List<Tunable<?>> unused = MatchTraining.tunables(settings);
  }

  @Override
  public ProblemKind kind() {
    return new ExchangeKind();
  }

  @Override
  public String name() {
    return setting;
  }

  @Override
  public Words words() {
    return WORDS;
  }

  @Override
  public List<Tunable<?>> tunables() {
    return MatchTraining.tunables(settings);
  }

  @Override
  public void check(Map<String, Object> values) {
    Object unused = MatchTraining.plan(known(), values, steps, 0);
  }

  @Override
  public List<MetricColumn> metrics() {
    return ExchangeMetrics.ofTrials();
  }

  @Override
  public Objective defaultObjective() {
    return Objective.of(Goal.maximize(ExchangeMetrics.WELFARE_RATIO.metric()))
        .subjectTo(Constraint.atMost(ExchangeMetrics.REGRET.metric(), REGRET));
  }

  /** Trainings aim at the regret that the study allows. */
  @Override
  public Map<String, Object> aims(Objective objective, Set<String> named) {
    Map<String, Object> aims = new LinkedHashMap<>();
    for (Constraint constraint : objective.constraints()) {
      if (constraint.metric().equals(ExchangeMetrics.REGRET.metric())
          && constraint.side() == Constraint.Side.AT_MOST
          && constraint.bound() > 0
          && constraint.bound() < 1) {
        aims.put(MatchTraining.REGRET_TARGET.name(), constraint.bound());
      }
    }
    return aims;
  }

  @Override
  public List<Metric> progressMetrics() {
    return List.of(
        ExchangeMetrics.TRAIN_WELFARE.metric(),
        ExchangeMetrics.TRAIN_REGRET.metric(),
        ExchangeMetrics.REGRET_PRICE.metric());
  }

  /** Pairs matched, less those that hiding gains. */
  @Override
  public Goal progressGoal(Objective objective) {
    return Goal.maximize(ExchangeMetrics.TRAIN_WELFARE.metric())
        .minus(0.5, ExchangeMetrics.TRAIN_REGRET.metric());
  }

  @Override
  public Training start(Map<String, Object> values, long seed) {
    return new MatchTraining(MatchTraining.plan(known(), values, steps, seed));
  }

  @Override
  public Optional<Judge> judge(long seed) {
    return Optional.of(new ExchangeJudge(setting, seed, JUDGED_POOLS, DRAWN_POOLS));
  }

  @Override
  public List<Reference> references() {
    return KNOWN.computeIfAbsent(setting, unused -> known(known()));
  }

  private List<Reference> known(ExchangeSetting known) {
    ExchangeJudge judge = new ExchangeJudge(setting, 0, REFERENCE_POOLS, DRAWN_POOLS);
    String source = REFERENCE_POOLS + " pools";
    return List.of(
        new Reference("maximum matching", judge.judged(new MaximumMatching(known)), true, source),
        new Reference("greedy", judge.judged(new GreedyMatching(known)), false, source),
        new Reference("mix and match", judge.judged(new MixAndMatch(known)), false, source));
  }

  @Override
  public Optional<TradeOff> tradeOff() {
    return Optional.of(
        new TradeOff(
            "Pairs matched and regret",
            ExchangeMetrics.REGRET.metric(),
            "regret, pairs per hospital",
            ExchangeMetrics.WELFARE_RATIO.metric()));
  }

  @Override
  public Illustrator illustrator() {
    return new ExchangeIllustrator(this);
  }

  @Override
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("hospitals", known().hospitals());
    summary.put(ExchangeKind.FAMILY, settings.get(ExchangeKind.FAMILY));
    return summary;
  }

  private ExchangeSetting known() {
    return ExchangeSettings.named(setting);
  }
}
