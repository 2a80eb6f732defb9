package io.sweepstake.problems.repeated;

import io.sweepstake.core.bidding.DiscreteValues;
import io.sweepstake.sweeps.problem.NamedSetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is sold to whom again and again, by name.
 *
 * @param name as people write it
 * @param bidders at least 2
 * @param withholds whether a rule may keep the item from the highest bid
 * @param values of each bidder
 */
record RepeatedSetting(String name, int bidders, boolean withholds, DiscreteValues values) {
  static final String BEGINNING = "repeated-";

  private static final Pattern NAME =
      Pattern.compile("repeated-(\\d{1,3})(-digits)?(-reserve)?(?::([a-z]+)\\(([^()]*)\\))?");
  private static final String SYNTAX =
      "repeated-N-digits, repeated-N-digits-reserve, or repeated-N:LAW and repeated-N-reserve:LAW"
          + " with uniform(LOW,HIGH), binomial(TRIES,CHANCE) or weights(W0,W1,...) for LAW";

  /**
   * The setting of a name.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  static RepeatedSetting named(String name) {
    Matcher matcher = NAME.matcher(name);
    boolean digits = matcher.matches() && matcher.group(2) != null;
    if (!matcher.matches() || digits == (matcher.group(4) != null)) {
      throw new IllegalArgumentException("setting: must be " + SYNTAX + ", was " + name);
    }
    int bidders = Integer.parseInt(matcher.group(1));
    if (bidders < 2) {
      throw new IllegalArgumentException("setting: must have at least 2 bidders, had " + bidders);
    }
    try {
      return new RepeatedSetting(
          name,
          bidders,
          matcher.group(3) != null,
          digits ? DiscreteValues.uniform(0, 9) : law(matcher.group(4), matcher.group(5)));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("setting: " + wrong.getMessage(), wrong);
    }
  }

  private static DiscreteValues law(String law, String arguments) {
    double[] numbers;
    try {
      numbers =
          Arrays.stream(arguments.split(",", -1))
              .mapToDouble(number -> Double.parseDouble(number.strip()))
              .toArray();
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(law + ": must have numbers, had " + arguments);
    }
    return switch (law) {
      case "uniform" ->
          DiscreteValues.uniform(whole(law, pair(law, numbers)[0]), whole(law, numbers[1]));
      case "binomial" -> DiscreteValues.binomial(whole(law, pair(law, numbers)[0]), numbers[1]);
      case "weights" -> DiscreteValues.weighted(numbers);
      default ->
          throw new IllegalArgumentException(
              "law must be one of uniform, binomial and weights, was " + law);
    };
  }

  private static double[] pair(String law, double[] numbers) {
    if (numbers.length != 2) {
      throw new IllegalArgumentException(law + ": must have 2 numbers, had " + numbers.length);
    }
    return numbers;
  }

  private static int whole(String law, double number) {
    if (number != (int) number) {
      throw new IllegalArgumentException(law + ": must have a whole number, had " + number);
    }
    return (int) number;
  }

  /** Those that people are shown. */
  static List<NamedSetting> shown() {
    List<NamedSetting> shown = new ArrayList<>();
    for (String name :
        List.of(
            "repeated-2-digits",
            "repeated-3-digits",
            "repeated-3-digits-reserve",
            "repeated-4-digits")) {
      RepeatedSetting setting = named(name);
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("bidders", setting.bidders());
      about.put("items", 1);
      about.put("family", RepeatedKind.PAYMENT_NET);
      shown.add(
          new NamedSetting(
              name,
              about,
              "values 0 to 9, again and again to bidders who learn; "
                  + (setting.withholds()
                      ? "the rule may keep the item"
                      : "the highest bid always gets the item")));
    }
    return shown;
  }
}
