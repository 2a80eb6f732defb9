package io.sweepstake.problems.repeated;

import io.sweepstake.core.bidding.Exploration;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.payment.PaymentNet;
import io.sweepstake.core.payment.PaymentSpec;
import io.sweepstake.core.repeated.Game;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Tunable.Role;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a payment network is trained against the bidders of a game: its hyper-parameters, each said
 * once, and the plan that values of them make.
 *
 * <p>The preset {@code honest} has losers pay nothing and prices what the truth is short of being
 * best. {@code published} is what the dynamic environment of the AI-for-social-science platform
 * does: 10 rounds of 100,000 auctions, in each one step of Adam on 64 of them, shares by a softmax,
 * which losers pay too, bidders who begin anew and never overbid, and no price on incentives.
 */
final class RuleTraining {
  static final String HONEST = "honest";
  static final String PUBLISHED = "published";

  private static final int ROUNDS = 12;
  private static final int PUBLISHED_ROUNDS = 10;

  /** Of more profiles than these, few are looked at. */
  private static final int FEW_PROFILES = 4_096;

  private static final String YES = "yes";
  private static final String NO = "no";

  private final List<Tunable<?>> declared = new ArrayList<>();
  private final Game game;
  private final Map<String, ?> chosen;

  private final Tunable<String> preset =
      choice(
          Role.CHOOSES,
          "preset",
          "what the others are set to: individually rational, or as published",
          HONEST,
          PUBLISHED);
  private final Tunable<String> payments =
      choice(
          Role.SHAPE,
          "payments",
          "who pays: the winner a fraction of her bid, or all by a softmax",
          "winner",
          "softmax");
  private final Tunable<Integer> width =
      tunable(Role.SHAPE, IntParam.log("width", 32, 256), 128, false, "units of the widest layers");
  private final Tunable<Double> startFraction;
  private final Tunable<Integer> auctions =
      tunable(
          Role.FREE,
          IntParam.log("auctions", 100_000, 8_000_000),
          2_000_000,
          false,
          "in which bidders settle, each round");
  private final Tunable<String> anew =
      tunable(
          Role.FREE,
          CategoricalParam.of("reinitialise", YES, NO),
          YES,
          true,
          "whether bidders begin each round as if they knew nothing");
  private final Tunable<String> overbids =
      choice(Role.FREE, "overbids", "whether random bids may be above the value", YES, NO);
  private final Tunable<Double> halving =
      tunable(
          Role.FREE,
          FloatParam.log("halving", 0.05, 0.5),
          0.2,
          false,
          "share of the auctions in which the chance of a random bid halves");
  private final Tunable<Double> floor =
      tunable(
          Role.FREE, FloatParam.log("epsilon", 1e-3, 0.1), 0.01, false, "its least, at the end");
  private final Tunable<Integer> dataset;
  private final Tunable<Integer> updates =
      tunable(
          Role.SHAPE, IntParam.log("updates", 50, 400), 200, true, "the network's steps a round");
  private final Tunable<Double> learningRate =
      tunable(
          Role.FREE,
          FloatParam.log("learning_rate", 5e-4, 5e-3),
          2e-3,
          true,
          "Adam's step size at the start");
  private final Tunable<Double> learningRateEnd =
      tunable(
          Role.FREE,
          FloatParam.log("learning_rate_end", 1e-6, 1e-3),
          1e-5,
          false,
          "Adam's step size at the end of its cosine");
  private final Tunable<Double> price =
      tunable(
          Role.FREE,
          FloatParam.log("incentive_price", 1, 10),
          2.0,
          true,
          "of what the truth is short of being best");
  private final Tunable<Double> margin =
      tunable(
          Role.FREE,
          FloatParam.uniform("margin", 0.005, 0.05),
          0.015,
          true,
          "by which it is to be best, as a share of what a lie saves");
  private final Tunable<Double> leastMargin;
  private final Tunable<String> incentives =
      choice(
          Role.FREE,
          "incentives",
          "against whose bids the truth is to be best",
          "both",
          "truth",
          "recorded",
          "dominant");

  /**
   * @param chosen values of hyper-parameters, by name; what others are set to may hang on them
   */
  RuleTraining(Game game, Map<String, ?> chosen) {
    this.game = game;
    this.chosen = chosen;
    boolean few = PaymentRule.profiles(game.bidders(), game.grid().bids()) <= FEW_PROFILES;
    startFraction =
        tunable(
            Role.START,
            FloatParam.uniform("start_fraction", 0.3, 0.9),
            (game.bidders() - 1.0) / game.bidders(),
            false,
            "of their bids that winners pay at first");
    double unit = game.grid().values().greatest() / 9;
    leastMargin =
        tunable(
            Role.FREE,
            FloatParam.log("least_margin", 5e-4 * unit, 1e-2 * unit),
            2e-3 * unit,
            true,
            "what comes on top, in units of value");
    dataset =
        tunable(
            Role.FREE,
            IntParam.log("dataset", 64, 65_536),
            few ? 65_536 : 256,
            false,
            "auctions a round that the network's steps look at");
  }

  private <T> Tunable<T> tunable(
      Role role, Param<T> range, T value, boolean searched, String meaning) {
    Tunable<T> tunable = new Tunable<>(range, value, role, searched, meaning);
    declared.add(tunable);
    return tunable;
  }

  private Tunable<String> choice(Role role, String name, String meaning, String... choices) {
    return tunable(role, CategoricalParam.of(name, choices), choices[0], false, meaning);
  }

  /** Whether the published hyper-parameters were chosen. */
  boolean published() {
    return preset.in(chosen).equals(PUBLISHED);
  }

  long rounds() {
    return published() ? PUBLISHED_ROUNDS : ROUNDS;
  }

  private Map<String, Object> presets() {
    Map<String, Object> values = new LinkedHashMap<>();
    if (published()) {
      values.put(payments.name(), "softmax");
      values.put(auctions.name(), 100_000);
      values.put(anew.name(), YES);
      values.put(overbids.name(), NO);
      values.put(halving.name(), Exploration.STANDARD.halving());
      values.put(floor.name(), Exploration.STANDARD.floor());
      values.put(dataset.name(), 64);
      values.put(updates.name(), 1);
      values.put(learningRate.name(), 1e-3);
      values.put(learningRateEnd.name(), 1e-3);
      values.put(price.name(), 0.0);
      values.put(margin.name(), 0.0);
      values.put(leastMargin.name(), 0.0);
    }
    return values;
  }

  /**
   * The hyper-parameters; what is chosen, or published, is their preset and not searched.
   *
   * @throws IllegalArgumentException naming one that there is not, or its value
   */
  List<Tunable<?>> tunables() {
    Map<String, Object> values = presets();
    values.putAll(chosen);
    List<Tunable<?>> tunables = new ArrayList<>();
    for (Tunable<?> tunable : declared) {
      Object value = values.remove(tunable.name());
      tunables.add(value == null ? tunable : tunable.fixed(value));
    }
    for (String unknown : values.keySet()) {
      throw new IllegalArgumentException(unknown + ": there is no such hyper-parameter");
    }
    return List.copyOf(tunables);
  }

  /** How the bidders of a judge explore: as those of the training. */
  Exploration exploration(Map<String, ?> values) {
    Exploration exploration =
        new Exploration(Exploration.STANDARD.random(), halving.in(values), floor.in(values), true);
    return overbids.in(values).equals(YES) ? exploration : exploration.withoutOverbids();
  }

  /**
   * The plan of a training.
   *
   * @param given by name; those without a value have their preset
   * @throws IllegalArgumentException naming the first value that it cannot use
   */
  PaymentSpec plan(int rounds, Map<String, ?> given, long seed) {
    Map<String, Object> values = new LinkedHashMap<>(given);
    tunables().forEach(tunable -> values.putIfAbsent(tunable.name(), tunable.preset()));
    return new PaymentSpec(
        game,
        new PaymentNet(
            game.bidders(),
            game.grid().bids(),
            width.in(values),
            PaymentNet.Payments.valueOf(payments.in(values).toUpperCase(Locale.ROOT)),
            game.withholds()),
        startFraction.in(values),
        rounds,
        auctions.in(values),
        exploration(values),
        anew.in(values).equals(YES),
        dataset.in(values),
        updates.in(values),
        PaymentSpec.Incentives.valueOf(incentives.in(values).toUpperCase(Locale.ROOT)),
        price.in(values),
        margin.in(values),
        leastMargin.in(values),
        Descent.adam(new LearningRate(learningRate.in(values), learningRateEnd.in(values))),
        seed);
  }
}
