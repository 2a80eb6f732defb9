package io.sweepstake.core.exchange;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The exchanges there are, by name. */
public final class ExchangeSettings {
  public static final String SEVEN_TYPES = "exchange-7types-2hospitals";
  public static final String TWO_BY_TWO = "exchange-2x2";
  public static final String BLOOD_TYPES = "exchange-bloodtypes";

  private static final String FILE = "exchange:file(";
  private static final Set<String> OPTIONS = Set.of("hospitals", "pairs", "cycles");
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
   * (hospitals=2,pairs=8,cycles=2)}, or some of these; or {@code exchange:file(PATH)}, a {@link
   * PrefLibFile} ending in {@code .wmd} or {@code .dat}, where the same may follow the path.
   *
   * @throws IllegalArgumentException listing the names there are, or saying what is wrong with a
   *     file
   */
  public static ExchangeSetting named(String name) {
    if (name.equals(SEVEN_TYPES)) {
      return new ExchangeSetting(name, 2, SevenTypePath.structures(), new SevenTypePath());
    }
    if (name.equals(TWO_BY_TWO)) {
      return new ExchangeSetting(name, 2, TwoByTwo.structures(), new TwoByTwo());
    }
    if (name.equals(BLOOD_TYPES)) {
      return bloodTypes(name, options(List.of()));
    }
    if (name.startsWith(BLOOD_TYPES + "(") && name.endsWith(")")) {
      return bloodTypes(name, options(said(name, BLOOD_TYPES.length() + 1)));
    }
    if (name.startsWith(FILE) && name.endsWith(")")) {
      List<String> said = said(name, FILE.length());
      return file(name, said.get(0), said.subList(1, said.size()));
    }
    throw new IllegalArgumentException(
        "setting: must be one of " + names() + " or " + FILE + "PATH), was " + name);
  }

  private static List<String> said(String name, int from) {
    return Arrays.stream(name.substring(from, name.length() - 1).split(",", -1))
        .map(String::strip)
        .toList();
  }

  private static ExchangeSetting bloodTypes(String name, Map<String, Integer> said) {
    int hospitals = said.getOrDefault("hospitals", 2);
    return new ExchangeSetting(
        name,
        hospitals,
        BloodTypePools.structures(said.getOrDefault("cycles", 2)),
        new BloodTypePools(hospitals, said.getOrDefault("pairs", PAIRS)));
  }

  private static ExchangeSetting file(String name, String path, List<String> options) {
    Map<String, Integer> said = options(options);
    int hospitals = said.getOrDefault("hospitals", 2);
    int cycles = said.getOrDefault("cycles", 2);
    Structures structures;
    int[] typeOf;
    if (path.endsWith(".wmd")) { // every pair is a type of its own
      boolean[][] gives = PrefLibFile.graph(Path.of(path));
      structures = Structures.of(withoutThemselves(gives), cycles);
      typeOf = new int[gives.length];
      Arrays.setAll(typeOf, k -> k);
    } else if (path.endsWith(".dat")) {
      typeOf = PrefLibFile.pairs(Path.of(path));
      structures = BloodTypePools.structures(cycles);
    } else {
      throw new IllegalArgumentException("setting: a file must end in .wmd or .dat, was " + path);
    }
    int each = said.getOrDefault("pairs", Math.max(1, Math.min(PAIRS, typeOf.length / hospitals)));
    return new ExchangeSetting(
        name,
        hospitals,
        structures,
        new ObservedPools(hospitals, each, typeOf, structures.types()));
  }

  /** A pair is there once, and does not exchange with itself. */
  private static boolean[][] withoutThemselves(boolean[][] gives) {
    for (int k = 0; k < gives.length; k++) {
      gives[k][k] = false;
    }
    return gives;
  }

  private static Map<String, Integer> options(List<String> said) {
    Map<String, Integer> options = new LinkedHashMap<>();
    for (String one : said) {
      String[] sides = one.split("=", -1);
      String key = sides[0].strip();
      int value = sides.length == 2 ? whole(sides[1].strip()) : 0;
      if (value < 1 || !OPTIONS.contains(key) || options.put(key, value) != null) {
        throw new IllegalArgumentException(
            "setting: takes hospitals, pairs and cycles, each once and with a number from 1, was "
                + one);
      }
    }
    return options;
  }

  /** 0 for what is no number from 1 on. */
  private static int whole(String text) {
    return text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : 0;
  }
}
