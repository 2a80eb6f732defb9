package io.sweepstake.problems.repeated;

import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.sweeps.problem.Field;
import io.sweepstake.sweeps.problem.NamedSetting;
import io.sweepstake.sweeps.problem.ProblemKind;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Payment rules for one item that is sold again and again to bidders who learn. */
public final class RepeatedKind implements ProblemKind {
  static final String SETTING = "setting";
  static final String FAMILY = "family";
  static final String PAYMENT_NET = "payment-net";
  static final String ROUNDS = "rounds";
  static final String LEARNER = "learner";
  static final String RISK = "risk";
  static final String BUDGETS = "budgets";
  static final String GREATEST_BID = "greatest-bid";
  static final String SETTLING = "settling";

  /** Enough that what bandits choose at the end hardly hangs on their luck. */
  private static final long SETTLING_AUCTIONS = 16_000_000;

  @Override
  public String name() {
    return "repeated";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.required(
            SETTING,
            "SETTING",
            "One item sold again and again: repeated-N-digits or repeated-N-digits-reserve.",
            RepeatedSetting.BEGINNING),
        Field.optional(FAMILY, "FAMILY", "Who learns what to charge: payment-net."),
        Field.optional(
            ROUNDS, "N", "Rounds of learning of a payment rule (default: the preset's own)."),
        Field.optional(
            LEARNER,
            "KIND[,KIND...]",
            "How those who bid again and again learn: " + String.join(", ", BidderKind.names()),
            BidderKind.EPSILON_GREEDY),
        Field.optional(
            RISK,
            "ATTITUDE[,ATTITUDE...]",
            "What they think of risk: neutral, cara(A) or crra(A)",
            "neutral"),
        Field.optional(BUDGETS, "X[,X...]", "What they can pay at most", "none"),
        Field.optional(
            GREATEST_BID, "N", "The greatest bid there is (default: the greatest value)."),
        Field.optional(
            SETTLING,
            "N",
            "Auctions in which they settle under a rule that has been learned",
            SETTLING_AUCTIONS));
  }

  @Override
  public List<NamedSetting> namedSettings() {
    return RepeatedSetting.shown();
  }

  @Override
  public Map<String, List<String>> examples() {
    return Map.of(
        "sweep",
        List.of(
            "sweepstake sweep --setting repeated-3-digits --family payment-net --trials 20 \\",
            "    --study studies/repeated"),
        "params",
        List.of("sweepstake params --setting repeated-3-digits --preset published"));
  }

  @Override
  public RepeatedProblem problem(SortedMap<String, String> settings) {
    return new RepeatedProblem(own(settings));
  }
}
