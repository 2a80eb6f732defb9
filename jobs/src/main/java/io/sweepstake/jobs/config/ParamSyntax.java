package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Scale;
import io.sweepstake.sweeps.transfer.CsvText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The short way to write down a parameter's values.
 *
 * <pre>
 * 0..5            real, uniform                 log:1e-4..1e-2   real, uniform in the logarithm
 * 0..1/0.25       real, on a grid               int:1..8         whole; int:log:16..256, int:16..128/16
 * {adam,sgd}      one of several                0.003            always this
 * {"a,b",""}      choices in quotes
 * </pre>
 *
 * <p>A parameter that is whole in the family's own space stays whole without saying {@code int:}.
 */
public final class ParamSyntax {
  private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.([^/]+)(?:/(.+))?");

  private static final Pattern CHOICE =
      Pattern.compile("\\G(?:\\s*\"((?:[^\"]|\"\")*)\"\\s*(?=,|\\z)|([^,]*))");

  private ParamSyntax() {}

  /**
   * Reads the values of a parameter.
   *
   * @param known the parameter as the family's own space has it
   * @throws IllegalArgumentException naming the parameter, the rule and the text
   */
  public static Param<?> parse(Param<?> known, String text) {
    String name = known.name();
    String rest = text.strip();
    boolean logarithmic = false;
    boolean whole = known instanceof IntParam;
    while (rest.startsWith("log:") || rest.startsWith("int:")) {
      logarithmic |= rest.startsWith("log:");
      whole |= rest.startsWith("int:");
      rest = rest.substring(4).strip();
    }
    Scale scale = logarithmic ? Scale.LOG : Scale.LINEAR;
    if (rest.startsWith("{") && rest.endsWith("}")) {
      return choices(known, rest.substring(1, rest.length() - 1), text);
    }
    Matcher range = RANGE.matcher(rest);
    if (range.matches()) {
      if (known instanceof CategoricalParam) {
        throw new IllegalArgumentException(name + ": must be " + known.range() + ", was " + text);
      }
      if (whole) {
        int step = range.group(3) == null ? 1 : whole(name, range.group(3));
        return new IntParam(
            name, whole(name, range.group(1)), whole(name, range.group(2)), scale, step);
      }
      double step = range.group(3) == null ? 0 : real(name, range.group(3));
      return new FloatParam(
          name, real(name, range.group(1)), real(name, range.group(2)), scale, step);
    }
    if (known instanceof CategoricalParam) {
      return choices(known, rest, text);
    }
    if (logarithmic) {
      throw new IllegalArgumentException(
          name + ": log: wants a range such as log:1e-4..1e-2, was " + text);
    }
    return whole
        ? IntParam.uniform(name, whole(name, rest), whole(name, rest))
        : FloatParam.uniform(name, real(name, rest), real(name, rest));
  }

  /** A parameter's values as this syntax has them: numbers to twelve digits. */
  static String text(Param<?> param) {
    if (param instanceof CategoricalParam category) {
      return category.choices().stream()
          .map(ParamSyntax::choice)
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (param instanceof IntParam whole) {
      return (whole.scale() == Scale.LOG ? "log:" : "")
          + (whole.low() + ".." + whole.high())
          + (whole.step() > 1 ? "/" + whole.step() : "");
    }
    FloatParam real = (FloatParam) param;
    return (real.scale() == Scale.LOG ? "log:" : "")
        + (text(real.low()) + ".." + text(real.high()))
        + (real.step() > 0 ? "/" + text(real.step()) : "");
  }

  /** A number, to twelve digits. */
  static String text(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(12)).stripTrailingZeros();
    boolean plain = rounded.scale() < 0 && rounded.precision() - rounded.scale() <= 12;
    return String.valueOf(plain ? rounded.setScale(0) : rounded);
  }

  private static Param<?> choices(Param<?> known, String inside, String text) {
    List<String> choices = split(inside);
    boolean nothing = known instanceof CategoricalParam category && category.contains("");
    if (choices.contains("") && !nothing) {
      throw new IllegalArgumentException(known.name() + ": a choice is empty in " + text);
    }
    for (String choice : choices) {
      if (known instanceof CategoricalParam category && !category.contains(choice)) {
        throw new IllegalArgumentException(
            known.name()
                + ": must be "
                + known.range()
                + ", was "
                + choice
                + Suggestion.nearest(choice, category.choices())
                    .map(nearest -> "; did you mean " + nearest + "?")
                    .orElse(""));
      }
      if (known instanceof IntParam) {
        whole(known.name(), choice);
      } else if (known instanceof FloatParam) {
        real(known.name(), choice);
      }
    }
    return new CategoricalParam(known.name(), choices);
  }

  /** A choice as this syntax has it, so that it is one again whatever it holds. */
  static String choice(String choice) {
    return choice.equals(choice.strip())
        ? CsvText.cell(choice)
        : '"' + choice.replace("\"", "\"\"") + '"';
  }

  /** What stands between commas; in quotes there may be anything, also nothing. */
  private static List<String> split(String inside) {
    List<String> choices = new ArrayList<>();
    Matcher next = CHOICE.matcher(inside);
    int from = 0;
    while (next.find(from)) {
      choices.add(
          next.group(1) != null ? next.group(1).replace("\"\"", "\"") : next.group(2).strip());
      from = next.end() + 1;
      if (next.end() == inside.length()) {
        break;
      }
    }
    return choices;
  }

  private static double real(String name, String text) {
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException notANumber) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + ": must be a finite number or a range such as 0..1, was " + text.strip());
    }
    return value;
  }

  private static int whole(String name, String text) {
    double value = real(name, text);
    if (value != (int) value) {
      throw new IllegalArgumentException(name + ": must be a whole number, was " + text.strip());
    }
    return (int) value;
  }
}
