package io.sweepstake.core.exchange;

import java.util.List;

/** The exchanges there are, by name. */
public final class ExchangeSettings {
  public static final String SEVEN_TYPES = "exchange-7types-2hospitals";
  public static final String TWO_BY_TWO = "exchange-2x2";
  public static final String BLOOD_TYPES = "exchange-bloodtypes";

  private static final int PAIRS = 8;

  private ExchangeSettings() {}

  public static List<String> names() {
    return List.of(SEVEN_TYPES, TWO_BY_TWO, BLOOD_TYPES);
  }

  /** What one of {@link #names} is about, in a few words. */
  public static String description(String name) {
    return switch (name) {
      case SEVEN_TYPES -> "types in a row, neighbours can exchange; 8 to 10 pairs each";
      case TWO_BY_TWO -> "two types that can exchange; 10 to 99 pairs of each";
      default -> "patients and donors by blood group; hospitals, pairs, cycles may be said";
    };
  }

  /**
   * The exchange of this name: one of {@link #names}, where blood types may be followed by {@code
   * (hospitals=2,pairs=8,cycles=2)}, or some of these.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static ExchangeSetting named(String name) {
    if (name.equals(SEVEN_TYPES)) {
      return new ExchangeSetting(name, 2, SevenTypePath.structures(), new SevenTypePath());
    }
    if (name.equals(TWO_BY_TWO)) {
      return new ExchangeSetting(name, 2, TwoByTwo.structures(), new TwoByTwo());
    }
    if (name.equals(BLOOD_TYPES)) {
      return bloodTypes(name, "");
    }
    if (name.startsWith(BLOOD_TYPES + "(") && name.endsWith(")")) {
      return bloodTypes(name, name.substring(BLOOD_TYPES.length() + 1, name.length() - 1));
    }
    throw new IllegalArgumentException("setting: must be one of " + names() + ", was " + name);
  }

  private static ExchangeSetting bloodTypes(String name, String said) {
    int hospitals = 2;
    int pairs = PAIRS;
    int cycles = 2;
    for (String one : said.isEmpty() ? new String[0] : said.split(",", -1)) {
      String[] sides = one.strip().split("=", -1);
      int value;
      try {
        value = sides.length == 2 ? Integer.parseInt(sides[1].strip()) : -1;
      } catch (NumberFormatException notANumber) {
        value = -1;
      }
      String key = sides[0].strip();
      if (value < 1 || !List.of("hospitals", "pairs", "cycles").contains(key)) {
        throw new IllegalArgumentException(
            "setting: "
                + BLOOD_TYPES
                + " takes hospitals, pairs and cycles, each a number, was "
                + one.strip());
      }
      hospitals = key.equals("hospitals") ? value : hospitals;
      pairs = key.equals("pairs") ? value : pairs;
      cycles = key.equals("cycles") ? value : cycles;
    }
    return new ExchangeSetting(
        name, hospitals, BloodTypePools.structures(cycles), new BloodTypePools(hospitals, pairs));
  }
}
