package io.sweepstake.problems.repeated;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.payment.PaymentSpec;
import io.sweepstake.core.repeated.Game;
import io.sweepstake.jobs.config.Fields;
import io.sweepstake.sweeps.figure.Illustrator;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.problem.TrainedTrials;
import io.sweepstake.sweeps.problem.TrialOrder;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** A payment network to be trained against the bidders of a setting. */
final class RepeatedProblem implements Problem {
  /** What exploitability may be, unless a study says otherwise, per unit of the greatest value. */
  private static final double EXPLOITABILITY = 0.02 / 9;

  /** The greatest bid that may be: a rule is a table over all profiles of bids. */
  private static final int MOST = 1023;

  private static final Words WORDS =
      new Words(
          "one training",
          "rounds",
          "rule",
          "settling bidders under",
          "after bidders have settled anew",
          "rule",
          "the classical rules",
          "best_classical",
          "bound",
          "Revenue is of bidders who have settled under the rule as it stands.");

  private final SortedMap<String, String> settings;
  private final Map<String, String> fixed = new TreeMap<>();
  private final RepeatedSetting setting;
  private final Game game;
  private final long settling;
  private final OptionalInt asked;
  private final RuleTraining training;

  /**
   * @param own what the kind calls its own
   * @throws IllegalArgumentException naming the setting or hyper-parameter, the rule and the value
   */
  RepeatedProblem(SortedMap<String, String> own) {
    Fields fields = new Fields(own);
    setting = RepeatedSetting.named(fields.required(RepeatedKind.SETTING));
    String family = fields.text(RepeatedKind.FAMILY).orElse(RepeatedKind.PAYMENT_NET);
    if (!family.equals(RepeatedKind.PAYMENT_NET)) {
      throw new IllegalArgumentException(
          "family: must be "
              + RepeatedKind.PAYMENT_NET
              + " in "
              + setting.name()
              + ", was "
              + family);
    }
    OptionalInt greatest = fields.whole(RepeatedKind.GREATEST_BID);
    if (greatest.isPresent() && (greatest.getAsInt() < 1 || greatest.getAsInt() > MOST)) {
      throw new IllegalArgumentException(
          RepeatedKind.GREATEST_BID
              + ": must be from 1 to "
              + MOST
              + ", was "
              + greatest.getAsInt());
    }
    BidGrid grid =
        greatest.isPresent()
            ? new BidGrid(setting.values(), greatest.getAsInt() + 1)
            : BidGrid.upToValues(setting.values());
    int bidders = setting.bidders();
    game =
        new Game(
            grid,
            BidderSyntax.kinds(fields.required(RepeatedKind.LEARNER), bidders),
            BidderSyntax.attitudes(fields.required(RepeatedKind.RISK), bidders),
            BidderSyntax.budgets(fields.required(RepeatedKind.BUDGETS), bidders),
            setting.withholds());
    settling = fields.number(RepeatedKind.SETTLING).getAsLong();
    asked = fields.whole(RepeatedKind.ROUNDS);
    atLeastOne(RepeatedKind.SETTLING, settling);
    asked.ifPresent(rounds -> atLeastOne(RepeatedKind.ROUNDS, rounds));
    own.forEach(
        (key, value) -> {
          if (key.startsWith(PRESET)) {
            fixed.put(key.substring(PRESET.length()), value);
          }
        });
    training = new RuleTraining(game, fixed);
    List<Tunable<?>> unused = training.tunables();
    settings = new TreeMap<>(own);
    settings.put(RepeatedKind.FAMILY, family);
    settings.put(RepeatedKind.ROUNDS, String.valueOf(steps()));
  }

  private static void atLeastOne(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + ": must be at least 1, was " + value);
    }
  }

  Game game() {
    return game;
  }

  String setting() {
    return setting.name();
  }

  /** How bidders settle under a rule that has been learned. */
  Settling settling() {
    return new Settling(game, training.exploration(presets()), settling);
  }

  private Map<String, Object> presets() {
    Map<String, Object> presets = new LinkedHashMap<>();
    tunables().forEach(tunable -> presets.put(tunable.name(), tunable.preset()));
    return presets;
  }

  @Override
  public ProblemKind kind() {
    return new RepeatedKind();
  }

  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(settings);
  }

  @Override
  public String name() {
    return setting.name() + "-" + RepeatedKind.PAYMENT_NET;
  }

  @Override
  public Words words() {
    return WORDS;
  }

  @Override
  public List<Tunable<?>> tunables() {
    return training.tunables();
  }

  /** Rounds that nobody asked for are the preset's, whichever that is then. */
  @Override
  public Problem fixing(Map<String, ?> values) {
    SortedMap<String, String> changed = new TreeMap<>(settings);
    changed.keySet().removeIf(key -> key.startsWith(PRESET));
    if (asked.isEmpty()) {
      changed.remove(RepeatedKind.ROUNDS);
    }
    values.forEach((name, value) -> changed.put(PRESET + name, String.valueOf(value)));
    return new RepeatedProblem(changed);
  }

  @Override
  public void check(Map<String, Object> values) {
    PaymentSpec unused = plan(values, 0);
  }

  /**
   * The plan of a training.
   *
   * @param values of hyper-parameters by name; those without one have their preset
   */
  PaymentSpec plan(Map<String, ?> values, long seed) {
    return training.plan((int) steps(), values, seed);
  }

  @Override
  public List<MetricColumn> metrics() {
    List<MetricColumn> metrics = new ArrayList<>(RepeatedMetrics.settled());
    metrics.add(RepeatedMetrics.REVENUE_AT_TRUTH);
    metrics.add(RepeatedMetrics.GAIN_AT_TRUTH);
    metrics.add(RepeatedMetrics.TRAIN_SECONDS);
    metrics.add(RepeatedMetrics.SETTLING_SECONDS);
    return metrics;
  }

  @Override
  public Objective defaultObjective() {
    return Objective.of(Goal.maximize(RepeatedMetrics.REVENUE.metric()))
        .subjectTo(
            Constraint.atMost(
                RepeatedMetrics.EXPLOITABILITY.metric(),
                EXPLOITABILITY * setting.values().greatest()));
  }

  @Override
  public List<Metric> progressMetrics() {
    return List.of(
        RepeatedMetrics.REVENUE.metric(),
        RepeatedMetrics.EXPLOITABILITY.metric(),
        RepeatedMetrics.EXPLOITABILITY_MAX.metric(),
        RepeatedMetrics.WELFARE.metric(),
        RepeatedMetrics.SOLD.metric(),
        RepeatedMetrics.LOSERS_SHARE.metric(),
        RepeatedMetrics.BID_OVER_VALUE.metric());
  }

  @Override
  public long steps() {
    return asked.isPresent() ? asked.getAsInt() : training.rounds();
  }

  /** Those of the processor: a rule's loops run on no device. */
  @Override
  public List<String> engines() {
    return Engines.names().stream().filter(name -> !Engines.packs(name)).toList();
  }

  @Override
  public TrialFunction trials(TrialOrder order) {
    return new TrainedTrials(
        order.study(),
        steps(),
        new RuleTrainings(
            settings(),
            Seeds.derive(order.seed(), "settling", 0),
            order.engine().orElse(null),
            order.moves()));
  }

  @Override
  public Optional<Judge> judge(long seed) {
    return Optional.of(new SettlingJudge(settings(), seed, SettlingJudge.GROUPS));
  }

  @Override
  public List<Reference> references() {
    return ClassicReferences.of(game);
  }

  @Override
  public Optional<TradeOff> tradeOff() {
    return Optional.of(
        new TradeOff(
            "Revenue and exploitability",
            RepeatedMetrics.EXPLOITABILITY.metric(),
            "exploitability",
            RepeatedMetrics.REVENUE.metric()));
  }

  @Override
  public Illustrator illustrator() {
    return new RuleIllustrator(this);
  }

  @Override
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("bidders", setting.bidders());
    summary.put(RepeatedKind.FAMILY, RepeatedKind.PAYMENT_NET);
    return summary;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RepeatedProblem that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
