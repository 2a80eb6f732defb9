package io.sweepstake.core.setting;

import io.sweepstake.core.valuation.Exponential;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.LatentFactorValuations;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.Mixture;
import io.sweepstake.core.valuation.TruncatedExponential;
import io.sweepstake.core.valuation.Uniform;
import io.sweepstake.core.valuation.ValuationDistribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The settings known by name. A setting can be rebuilt from its name and its number of bidders.
 *
 * <p>Three kinds: names that say their size, {@code additive-2x3-uniform} (bidders × items, any
 * size); sized names with values of one's own after a colon, {@code
 * additive-1x2:uniform(4,16),uniform(4,7)}, in the syntax of {@link ValuationSyntax}; and
 * single-item settings, {@code uniform}, that take any number of bidders. Under combinatorial
 * demand each bidder has three values: for two items, and what both add to their sum. {@code
 * screening-1xM:…} is nonlinear pricing: products of M qualities for one buyer, whose values are
 * her needs; {@code screening-1xM(WORTH,STEEPNESS,COST):…} has a {@link SigmoidSurplus} of its own,
 * {@code screening-1xM(KERNEL,COST,LIMIT):…} one that is put together of {@link SurplusSyntax
 * parts}.
 */
public final class Settings {
  /** Bidders of a single-item setting when nobody says how many. */
  public static final int DEFAULT_BIDDERS = 4;

  /** The most bidders, and the most items, of a setting. */
  public static final int LARGEST = 250;

  private static final String FILE = ":file(";
  private static final Uniform UNIT = new Uniform(0, 1);
  private static final double LATENT_NOISE = 0.05;
  private static final long LATENT_SEED = 1;

  private static final Pattern SIZED =
      Pattern.compile(
          "(additive|unit)-(\\d{1,4})x(\\d{1,4})(-uniform|-uniform-triangle|-copula|:(.+))");
  private static final Pattern COMBINATORIAL =
      Pattern.compile("combinatorial-(\\d{1,4})x(\\d{1,4})(-public)?:(.+)");
  private static final Pattern SCREENING =
      Pattern.compile("screening-(\\d{1,4})x(\\d{1,4})(?:\\(((?:[^()]|\\([^()]*\\))*)\\))?:(.+)");
  private static final int PAIR = 2; // items of combinatorial settings
  private static final Pattern LATENT = Pattern.compile("latent-(\\d{1,9})");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");

  private Settings() {}

  /**
   * A line of the list of settings.
   *
   * @param name as on the command line; for sized settings an example of the many
   * @param description one line
   */
  public record Listed(String name, String description) {}

  /** Single-item settings: a name, and a distribution for any number of bidders. */
  private record SingleItem(
      String name, String description, IntFunction<ValuationDistribution> distribution) {}

  private static final List<SingleItem> SINGLE_ITEM =
      List.of(
          new SingleItem(
              "uniform",
              "one item, independent values U[0,1]; any number of bidders",
              n -> IndependentValuations.identical(n, 1, UNIT)),
          new SingleItem(
              "exponential",
              "one item, independent exponential values of mean 1; any number of bidders",
              n -> IndependentValuations.identical(n, 1, new Exponential(1))),
          new SingleItem(
              "truncated-exponential",
              "one item, independent exponential values of rate 1 cut off at 3; any number of"
                  + " bidders",
              n -> IndependentValuations.identical(n, 1, new TruncatedExponential(1, 3))),
          new SingleItem(
              "irregular",
              "one item, independent values from U[0,3] three times out of four, else U[3,8]; any"
                  + " number of bidders",
              n ->
                  IndependentValuations.identical(
                      n,
                      1,
                      new Mixture(
                          List.of(new Uniform(0, 3), new Uniform(3, 8)), List.of(0.75, 0.25)))),
          new SingleItem(
              "asymmetric",
              "one item, bidder i's value independent U[0,i]; any number of bidders",
              n ->
                  new IndependentValuations(
                      n,
                      1,
                      IntStream.rangeClosed(1, n)
                          .<Marginal>mapToObj(i -> new Uniform(0, i))
                          .toList())),
          new SingleItem(
              "latent",
              "one item, correlated values max(0, w_i z + 0.05 e_i) with loadings w of seed 1"
                  + " (latent-K: of seed K); any number of bidders",
              n -> LatentFactorValuations.ofSeed(n, LATENT_SEED, LATENT_NOISE)),
          new SingleItem(
              "hetero",
              "one item, each value from U[0.5,1], U[0,0.5] or exponential of mean 1, a third each;"
                  + " any number of bidders",
              n ->
                  IndependentValuations.identical(
                      n,
                      1,
                      Mixture.even(new Uniform(0.5, 1), new Uniform(0, 0.5), new Exponential(1)))));

  /** Settings of a fixed size with a name of their own. */
  private record Fixed(String description, Setting setting) {}

  private static final List<Fixed> FIXED =
      List.of(
          new Fixed(
              "one additive bidder, two items, values U[4,16] and U[4,7]",
              twoItems(
                  "additive-1x2-uniform-416-47",
                  Demand.ADDITIVE,
                  new Uniform(4, 16),
                  new Uniform(4, 7))),
          new Fixed(
              "one additive bidder, two items, values U[0,4] and U[0,3]",
              twoItems(
                  "additive-1x2-uniform-04-03",
                  Demand.ADDITIVE,
                  new Uniform(0, 4),
                  new Uniform(0, 3))),
          new Fixed(
              "one unit-demand bidder, two items, values U[2,3]",
              twoItems(
                  "unit-1x2-uniform-23", Demand.UNIT_DEMAND, new Uniform(2, 3), new Uniform(2, 3))),
          new Fixed(
              "two bidders, two items worth U[1,2] each, and both U[-1,1] more than their sum",
              pairs("combinatorial-2x2-uniform-12", new Uniform(1, 2), new Uniform(1, 2))),
          new Fixed(
              "two bidders, two items worth U[1,2] to the first and U[1,5] to the second, and both"
                  + " U[-1,1] more than their sum",
              pairs("combinatorial-2x2-uniform-12-15", new Uniform(1, 2), new Uniform(1, 5))),
          new Fixed(
              "as combinatorial-2x2-uniform-12, but what both add is public, as in published code",
              publicPairs(
                  "combinatorial-2x2-uniform-12-public", new Uniform(1, 2), new Uniform(1, 2))),
          new Fixed(
              "as combinatorial-2x2-uniform-12-15, but what both add is public, as in published"
                  + " code",
              publicPairs(
                  "combinatorial-2x2-uniform-12-15-public", new Uniform(1, 2), new Uniform(1, 5))));

  private static final List<String> EXAMPLES =
      List.of(
          "additive-1x2-uniform",
          "additive-2x2-uniform",
          "additive-2x3-uniform",
          "additive-1x10-uniform",
          "additive-3x10-uniform",
          "additive-5x10-uniform",
          "unit-1x2-uniform",
          "unit-2x2-uniform",
          "additive-1x2-uniform-triangle",
          "additive-1x4-copula");

  private static final List<String> OWN_VALUES =
      List.of(
          "additive-1x2:uniform(4,16),uniform(4,7)",
          "unit-2x1:0.75*uniform(0,3)+0.25*uniform(3,8)",
          "additive-2x2:truncated-exponential(1,3);exponential(2)",
          "combinatorial-3x2:uniform(1,2),uniform(1,2),uniform(-1,1)");

  private static final List<String> SCREENINGS =
      List.of(
          "screening-1x2:lognormal(0,0.5)",
          "screening-1x1(1,50,0.5):uniform(0,1)",
          "screening-1x2(hinge(1),squares(0.1)):lognormal(0,0.25)");

  private static String values(String name) {
    if (name.endsWith("triangle")) {
      return "even over those that sum to at most 1";
    }
    return name.endsWith("copula")
        ? "U[0,1] correlated by a Gaussian copula with loadings of seed 1"
        : "U[0,1]";
  }

  /** What there is to choose from; {@code additive-NxM-uniform} and its like by examples. */
  public static List<Listed> all() {
    List<Listed> listed = new ArrayList<>();
    for (String name : EXAMPLES) {
      Setting setting = named(name);
      listed.add(
          new Listed(
              name,
              counted(setting.bidders(), "bidder")
                  + ", "
                  + counted(setting.items(), "item")
                  + ", "
                  + (setting.demand() == Demand.ADDITIVE ? "additive" : "unit demand")
                  + ", values "
                  + values(name)
                  + "; any NxM can be asked for"));
    }
    for (String name : OWN_VALUES) {
      listed.add(new Listed(name, "any NxM, with values of your own after the colon"));
    }
    for (String name : SCREENINGS) {
      listed.add(new Listed(name, SurplusSyntax.described(named(name))));
    }
    for (Fixed fixed : FIXED) {
      listed.add(new Listed(fixed.setting().name(), fixed.description()));
    }
    for (SingleItem singleItem : SINGLE_ITEM) {
      listed.add(new Listed(singleItem.name(), singleItem.description()));
    }
    listed.addAll(BroughtSettings.listed());
    return List.copyOf(listed);
  }

  /** The setting of this name, single-item settings with {@value #DEFAULT_BIDDERS} bidders. */
  public static Setting named(String name) {
    return named(name, OptionalInt.empty());
  }

  /**
   * The setting of this name.
   *
   * @param bidders for single-item settings how many; must repeat the name's number for others
   * @throws IllegalArgumentException if there is none, naming the nearest valid choice, or if the
   *     number of bidders is out of range or contradicts the name
   */
  public static Setting named(String name, OptionalInt bidders) {
    Matcher sized = SIZED.matcher(name);
    if (sized.matches()) {
      int n = size(name, "bidders", Integer.parseInt(sized.group(2)));
      int m = size(name, "items", Integer.parseInt(sized.group(3)));
      Demand demand = sized.group(1).equals("unit") ? Demand.UNIT_DEMAND : Demand.ADDITIVE;
      requireSame(name, n, bidders);
      ValuationSyntax.Parsed values = ValuationSyntax.parse(syntax(sized), n, m);
      String canonical =
          sized.group(5) == null ? name : name.substring(0, sized.start(5)) + values.text();
      return new Setting(canonical, n, m, demand, values.distribution());
    }
    Matcher combinatorial = COMBINATORIAL.matcher(name);
    if (combinatorial.matches()) {
      return combinatorial(name, combinatorial, bidders);
    }
    Matcher screening = SCREENING.matcher(name);
    if (screening.matches()) {
      return screening(name, screening, bidders);
    }
    for (Fixed fixed : FIXED) {
      if (fixed.setting().name().equals(name)) {
        requireSame(name, fixed.setting().bidders(), bidders);
        return fixed.setting();
      }
    }
    for (SingleItem singleItem : SINGLE_ITEM) {
      if (singleItem.name().equals(name)) {
        int n = size(name, "bidders", bidders.orElse(DEFAULT_BIDDERS));
        return new Setting(name, n, 1, Demand.ADDITIVE, singleItem.distribution().apply(n));
      }
    }
    Matcher latent = LATENT.matcher(name);
    if (latent.matches()) {
      int n = size(name, "bidders", bidders.orElse(DEFAULT_BIDDERS));
      long seed = Long.parseLong(latent.group(1));
      return new Setting(
          name, n, 1, Demand.ADDITIVE, LatentFactorValuations.ofSeed(n, seed, LATENT_NOISE));
    }
    Optional<Setting> brought = BroughtSettings.named(name, bidders);
    if (brought.isPresent()) {
      requireSame(name, brought.get().bidders(), bidders);
      return brought.get();
    }
    throw new IllegalArgumentException(
        "setting: there is no \"" + name + "\"; the nearest is \"" + nearest(name) + "\"");
  }

  /**
   * Whether a name stands for profiles in a file, {@code additive-2x2:file(bids.csv)}, so that
   * {@link #named} opens it.
   */
  public static boolean namesFile(String name) {
    return name.contains(FILE);
  }

  /**
   * A setting of the size and demand that a name says, for what needs no values: where the name
   * stands for profiles in a file, values are U[0,1] instead, and the file is not opened.
   *
   * @throws IllegalArgumentException as {@link #named}
   */
  public static Setting sized(String name, OptionalInt bidders) {
    int file = name.indexOf(FILE);
    return named(file < 0 ? name : name.substring(0, file) + ":uniform(0,1)", bidders);
  }

  private static Setting combinatorial(String name, Matcher parts, OptionalInt bidders) {
    int n = size(name, "bidders", Integer.parseInt(parts.group(1)));
    if (Integer.parseInt(parts.group(2)) != PAIR) {
      throw new IllegalArgumentException(
          "setting " + name + ": combinatorial demand is for 2 items, was " + parts.group(2));
    }
    requireSame(name, n, bidders);
    ValuationSyntax.Parsed values = ValuationSyntax.parse(parts.group(4), n, PAIR + 1);
    return new Setting(
        name.substring(0, parts.start(4)) + values.text(),
        n,
        PAIR + 1,
        Demand.COMBINATORIAL,
        values.distribution(),
        parts.group(3) == null ? PAIR + 1 : PAIR);
  }

  private static Setting screening(String name, Matcher parts, OptionalInt bidders) {
    int n = Integer.parseInt(parts.group(1));
    if (n != 1) {
      throw new IllegalArgumentException(
          "setting " + name + ": screening is for 1 bidder, the buyer, was " + n);
    }
    int m = size(name, "qualities", Integer.parseInt(parts.group(2)));
    requireSame(name, n, bidders);
    ValuationSyntax.Parsed needs = ValuationSyntax.parse(parts.group(4), n, m);
    return new Setting(
        name.substring(0, parts.start(4)) + needs.text(),
        n,
        m,
        Demand.ADDITIVE,
        needs.distribution(),
        m,
        parts.group(3) == null
            ? SigmoidSurplus.standard()
            : SurplusSyntax.parse(name, parts.group(3)));
  }

  /** The values of a sized name in the syntax of those after a colon. */
  private static String syntax(Matcher sized) {
    switch (sized.group(4)) {
      case "-uniform":
        return "uniform(0,1)";
      case "-uniform-triangle":
        return "triangle";
      case "-copula":
        return "copula";
      default:
        return sized.group(5);
    }
  }

  private static Setting twoItems(String name, Demand demand, Uniform first, Uniform second) {
    return new Setting(name, 1, 2, demand, new IndependentValuations(1, 2, List.of(first, second)));
  }

  /** Two items that are alike, and what both add: each bidder's values have one marginal. */
  private static Setting pairs(String name, Uniform first, Uniform second) {
    Uniform complement = new Uniform(-1, 1);
    return new Setting(
        name,
        2,
        PAIR + 1,
        Demand.COMBINATORIAL,
        new IndependentValuations(
            2, PAIR + 1, List.of(first, first, complement, second, second, complement)));
  }

  /** Likewise, where nobody can lie about what both add. */
  private static Setting publicPairs(String name, Uniform first, Uniform second) {
    Setting setting = pairs(name, first, second);
    return new Setting(
        name, setting.bidders(), PAIR + 1, setting.demand(), setting.distribution(), PAIR);
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static int size(String name, String what, int value) {
    if (value < 1 || value > LARGEST) {
      throw new IllegalArgumentException(
          "setting " + name + ": " + what + " must be from 1 to " + LARGEST + ", was " + value);
    }
    return value;
  }

  private static void requireSame(String name, int bidders, OptionalInt asked) {
    if (asked.isPresent() && asked.getAsInt() != bidders) {
      throw new IllegalArgumentException(
          "setting "
              + name
              + ": its name says "
              + counted(bidders, "bidder")
              + ", asked were "
              + asked.getAsInt());
    }
  }

  private static String nearest(String name) {
    if (name.startsWith("screening")) {
      return SCREENINGS.get(0);
    }
    List<String> candidates = new ArrayList<>();
    all().forEach(listed -> candidates.add(listed.name()));
    Matcher size = SIZE.matcher(name);
    if (size.find() && inRange(size.group(1)) && inRange(size.group(2))) {
      candidates.add("additive-" + size.group() + "-uniform");
      candidates.add("unit-" + size.group() + "-uniform");
    }
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .orElseThrow();
  }

  private static boolean inRange(String digits) {
    int value = Integer.parseInt(digits);
    return value >= 1 && value <= LARGEST;
  }

  /** Insertions, deletions and replacements that turn one word into the other (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
