package io.sweepstake.core.setting;

import io.sweepstake.core.valuation.Exponential;
import io.sweepstake.core.valuation.GaussianCopulaValuations;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.LogNormal;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.Mixture;
import io.sweepstake.core.valuation.TriangleValuations;
import io.sweepstake.core.valuation.TruncatedExponential;
import io.sweepstake.core.valuation.Uniform;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.observed.ObservedFiles;
import io.sweepstake.core.valuation.observed.ObservedProfiles;
import io.sweepstake.core.valuation.observed.ObservedValuations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads valuation distributions as people write them, after the colon of a setting's name.
 *
 * <ul>
 *   <li>{@code uniform(4,16),uniform(4,7)}: a marginal for each item, or one for all of them;
 *   <li>{@code uniform(0,1);uniform(0,2)}: the same for each bidder, or once for all of them;
 *   <li>marginals {@code uniform(LOW,HIGH)}, {@code exponential(RATE)}, {@code
 *       truncated-exponential(RATE,HIGH)}, {@code lognormal(MU,SIGMA)} and mixtures {@code
 *       0.75*uniform(0,3)+0.25*uniform(3,8)};
 *   <li>{@code triangle}, {@code copula} or {@code copula(SEED)};
 *   <li>{@code file(PATH)}: profiles from a file, each line bidder after bidder, item after item.
 * </ul>
 */
final class ValuationSyntax {
  private static final Pattern CALL = Pattern.compile("([a-z-]+)\\((.*)\\)");
  private static final Pattern DIGEST = Pattern.compile("(.*)#([0-9a-f]{8})");
  private static final long COPULA_SEED = 1;
  private static final double LARGEST_SEED = 1L << 53;

  /** More are drawn from too slowly; a file of profiles says as much. */
  private static final int MOST_COMPONENTS = 256;

  private final String text;
  private final int bidders;
  private final int items;

  private ValuationSyntax(String text, int bidders, int items) {
    this.text = text;
    this.bidders = bidders;
    this.items = items;
  }

  /**
   * A distribution, and the text that says exactly that one.
   *
   * @param text with the file's full path and digest where a file was named
   */
  record Parsed(String text, ValuationDistribution distribution) {}

  /**
   * The distribution that the text stands for.
   *
   * @throws IllegalArgumentException naming what is wrong, and what could stand there
   */
  static Parsed parse(String text, int bidders, int items) {
    boolean path = text.startsWith("file(");
    return new ValuationSyntax(path ? text : text.replace(" ", ""), bidders, items).parse();
  }

  private Parsed parse() {
    Matcher call = CALL.matcher(text);
    if (call.matches() && call.group(1).equals("file")) {
      return file(call.group(2));
    }
    if (text.equals("triangle")) {
      return new Parsed(text, new TriangleValuations(bidders, items));
    }
    if (text.equals("copula")) {
      return new Parsed(text, GaussianCopulaValuations.ofSeed(bidders, items, COPULA_SEED));
    }
    if (call.matches() && call.group(1).equals("copula")) {
      double seed = number(call.group(2));
      if (seed != Math.rint(seed) || Math.abs(seed) > LARGEST_SEED) {
        throw new IllegalArgumentException(
            "values " + text + ": copula's seed must be a whole number, was " + call.group(2));
      }
      return new Parsed(text, GaussianCopulaValuations.ofSeed(bidders, items, (long) seed));
    }
    List<Marginal> marginals = new ArrayList<>();
    List<String> groups = repeated(split(text, ';'), bidders, "bidder");
    for (String group : groups) {
      for (String marginal : repeated(split(group, ','), items, "item")) {
        marginals.add(marginal(marginal));
      }
    }
    return new Parsed(text, new IndependentValuations(bidders, items, marginals));
  }

  private Parsed file(String argument) {
    Matcher digested = DIGEST.matcher(argument);
    String path = digested.matches() ? digested.group(1) : argument;
    ObservedProfiles observed = ObservedFiles.read(path, bidders * items);
    if (digested.matches() && !observed.digest().equals(digested.group(2))) {
      throw new IllegalArgumentException(
          path
              + ": must still hold the profiles of digest "
              + digested.group(2)
              + ", has digest "
              + observed.digest());
    }
    return new Parsed(
        "file(" + Path.of(path).toAbsolutePath().normalize() + "#" + observed.digest() + ")",
        ObservedValuations.of(bidders, items, observed));
  }

  private List<String> repeated(List<String> parts, int wanted, String what) {
    if (parts.size() == wanted) {
      return parts;
    }
    if (parts.size() == 1) {
      return Collections.nCopies(wanted, parts.get(0));
    }
    throw new IllegalArgumentException(
        "values "
            + text
            + ": must be one for all or one for each "
            + what
            + ", of which there are "
            + wanted
            + ", was "
            + parts.size());
  }

  private Marginal marginal(String written) {
    List<String> terms = split(written, '+');
    if (terms.size() == 1 && written.indexOf('*') < 0) {
      return simple(written);
    }
    if (terms.size() > MOST_COMPONENTS) {
      throw new IllegalArgumentException(
          "values: a mixture must have at most "
              + MOST_COMPONENTS
              + " components, had "
              + terms.size()
              + "; file(PATH) draws from as many profiles as there are");
    }
    List<Marginal> components = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String term : terms) {
      int star = term.indexOf('*');
      if (star < 0) {
        throw new IllegalArgumentException(
            "values " + text + ": a mixture wants a weight such as 0.25*, was " + term);
      }
      weights.add(number(term.substring(0, star)));
      components.add(simple(term.substring(star + 1)));
    }
    return new Mixture(components, weights);
  }

  private Marginal simple(String written) {
    Matcher call = CALL.matcher(written);
    if (call.matches()) {
      List<Double> numbers = split(call.group(2), ',').stream().map(this::number).toList();
      String shape = call.group(1) + "/" + numbers.size();
      switch (shape) {
        case "uniform/2":
          return new Uniform(numbers.get(0), numbers.get(1));
        case "exponential/1":
          return new Exponential(numbers.get(0));
        case "truncated-exponential/2":
          return new TruncatedExponential(numbers.get(0), numbers.get(1));
        case "lognormal/2":
          return new LogNormal(numbers.get(0), numbers.get(1));
        default:
      }
    }
    throw new IllegalArgumentException(
        "values "
            + text
            + ": must be of uniform(LOW,HIGH), exponential(RATE), truncated-exponential(RATE,HIGH),"
            + " lognormal(MU,SIGMA), mixtures such as 0.5*uniform(0,1)+0.5*uniform(2,3), or"
            + " triangle, copula, file(PATH); was "
            + written);
  }

  private double number(String written) {
    try {
      return Double.parseDouble(written);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "values " + text + ": must have numbers in brackets, was '" + written + "'");
    }
  }

  /** Splits outside of brackets. */
  private static List<String> split(String whole, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int k = 0; k < whole.length(); k++) {
      char c = whole.charAt(k);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == separator && depth == 0) {
        parts.add(whole.substring(from, k));
        from = k + 1;
      }
    }
    parts.add(whole.substring(from));
    return parts;
  }
}
