package io.sweepstake.core.setting;

import io.sweepstake.core.product.Limit;
import io.sweepstake.core.product.Parts;
import java.util.List;
import java.util.Locale;

/**
 * The surplus of products as a setting's name says it between brackets: three numbers of a {@link
 * SigmoidSurplus}; or a kernel, a cost and maybe a limit, {@code hinge(1),squares(0.1),at-most(4)},
 * those of plug-ins too.
 */
final class SurplusSyntax {
  private SurplusSyntax() {}

  /**
   * Reads it.
   *
   * @param name of the setting, for messages
   * @throws IllegalArgumentException naming what is wrong
   */
  static Surplus parse(String name, String written) {
    if (!written.contains("(")) {
      return sigmoid(name, written);
    }
    List<String> parts = List.of(written.split(",(?![^()]*\\))", -1));
    if (parts.size() < 2 || parts.size() > 3) {
      throw new IllegalArgumentException(
          "setting "
              + name
              + ": products want a kernel, a cost, and maybe a limit, such as"
              + " (hinge(1),squares(0.1),at-most(4)), was ("
              + written
              + ")");
    }
    try {
      return new ComposedSurplus(
          Parts.kernel(parts.get(0)),
          Parts.cost(parts.get(1)),
          parts.size() == 3 ? Parts.limit(parts.get(2)) : Limit.NONE);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("setting " + name + ": " + wrong.getMessage(), wrong);
    }
  }

  private static SigmoidSurplus sigmoid(String name, String written) {
    String[] numbers = written.split(",", -1);
    if (numbers.length == 3) {
      try {
        return new SigmoidSurplus(
            Double.parseDouble(numbers[0]),
            Double.parseDouble(numbers[1]),
            Double.parseDouble(numbers[2]));
      } catch (NumberFormatException notNumbers) {
        // Told below.
      }
    }
    throw new IllegalArgumentException(
        "setting "
            + name
            + ": its surplus must be three numbers (WORTH,STEEPNESS,COST), was ("
            + written
            + ")");
  }

  /** One line about a setting of products. */
  static String described(Setting setting) {
    if (!(setting.surplus() instanceof SigmoidSurplus surplus)) {
      return "one buyer, products of a kernel, a cost and maybe a limit, of plug-ins too; any 1xM";
    }
    return String.format(
        Locale.ROOT,
        "one buyer, products of %s, each worth up to %s, steepness %s, cost %s times their length;"
            + " any 1xM",
        setting.items() == 1 ? "1 quality" : setting.items() + " qualities",
        number(surplus.worth()),
        number(surplus.steepness()),
        number(surplus.cost()));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
