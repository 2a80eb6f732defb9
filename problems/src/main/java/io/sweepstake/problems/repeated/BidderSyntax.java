package io.sweepstake.problems.repeated;

import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.bidding.RiskAttitude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write of bidders: one thing for all of them, or one for each with commas between. */
final class BidderSyntax {
  private static final Pattern ATTITUDE = Pattern.compile("([a-z]+)(?:\\(([^()]*)\\))?");

  private BidderSyntax() {}

  /** How each learns: names of {@link BidderKind}. */
  static List<BidderKind> kinds(String text, int bidders) {
    return each("learner", text, bidders, BidderKind::named);
  }

  /** {@code neutral}, {@code cara(A)} or {@code crra(A)}. */
  static List<RiskAttitude> attitudes(String text, int bidders) {
    return each("risk", text, bidders, BidderSyntax::attitude);
  }

  /** Numbers, or {@code none}. */
  static List<Double> budgets(String text, int bidders) {
    return each(
        "budgets",
        text,
        bidders,
        one -> one.equals("none") ? Double.POSITIVE_INFINITY : number(one));
  }

  private static <T> List<T> each(
      String key, String text, int bidders, Function<String, T> reading) {
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (parts.size() != 1 && parts.size() != bidders) {
      throw new IllegalArgumentException(
          key + ": must be one for all, or one for each of " + bidders + " bidders, was " + text);
    }
    List<T> read = new ArrayList<>();
    for (int i = 0; i < bidders; i++) {
      try {
        read.add(reading.apply(parts.get(parts.size() == 1 ? 0 : i)));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(key + ": " + wrong.getMessage(), wrong);
      }
    }
    return read;
  }

  private static RiskAttitude attitude(String text) {
    Matcher matcher = ATTITUDE.matcher(text);
    if (matcher.matches()) {
      String argument = matcher.group(2);
      if (matcher.group(1).equals("neutral") && argument == null) {
        return RiskAttitude.NEUTRAL;
      }
      if (matcher.group(1).equals("cara") && argument != null) {
        return new RiskAttitude.Cara(number(argument));
      }
      if (matcher.group(1).equals("crra") && argument != null) {
        return new RiskAttitude.Crra(number(argument));
      }
    }
    throw new IllegalArgumentException("must be neutral, cara(A) or crra(A), was " + text);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException("must be a number, was " + text);
    }
  }
}
