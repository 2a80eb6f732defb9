package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objectives as people write them: {@code gain - 5*loss}, {@code gain subject to loss <= 0.001},
 * {@code minimize loss subject to gain >= 0.85}, {@code maximize gain, minimize loss}. Without a
 * word a goal is made large; several goals need a word each.
 */
public final class ObjectiveSyntax {
  private static final String NUMBER = "\\d*\\.?\\d+(?:[eE][-+]?\\d+)?|\\d+\\.";
  private static final Pattern TERM =
      Pattern.compile("\\s*([-+−])?\\s*(?:(" + NUMBER + ")\\s*[*·]?\\s*)?([A-Za-z]\\w*)\\s*");
  private static final Pattern BOUND =
      Pattern.compile("\\s*([A-Za-z]\\w*)\\s*(<=|>=|≤|≥)\\s*([-+]?(?:" + NUMBER + "))\\s*");
  private static final Pattern SUBJECT = Pattern.compile("(?i)\\s+(?:subject\\s+to|s\\.t\\.)\\s+");
  private static final Pattern DIRECTION =
      Pattern.compile("(?i)\\s*(maximi[sz]e|minimi[sz]e)\\s+(.*)");

  private ObjectiveSyntax() {}

  /**
   * Reads an objective.
   *
   * @param metrics the names of the metrics that trials report
   * @throws IllegalArgumentException naming what could not be read
   */
  public static Objective parse(String text, Collection<String> metrics) {
    String[] halves = SUBJECT.split(text, 2);
    String[] parts = halves[0].split(",", -1);
    List<Goal> goals = new ArrayList<>();
    for (String part : parts) {
      Goal goal = goal(part, parts.length > 1, text, metrics);
      if (goals.contains(goal)) {
        throw new IllegalArgumentException(
            "objective: goals must differ, was twice " + goal + " in \"" + text + '"');
      }
      goals.add(goal);
    }
    List<Constraint> constraints = new ArrayList<>();
    if (halves.length == 2) {
      for (String bound : halves[1].split("(?i),|\\s+and\\s+", -1)) {
        constraints.add(constraint(bound, text, metrics));
      }
    }
    return new Objective(goals, constraints);
  }

  private static Goal goal(
      String part, boolean wordNeeded, String text, Collection<String> metrics) {
    Matcher direction = DIRECTION.matcher(part);
    boolean stated = direction.matches();
    if (wordNeeded && !stated) {
      throw new IllegalArgumentException(
          "objective: of several goals each must begin with maximize or minimize, was \""
              + part.strip()
              + "\" in \""
              + text
              + '"');
    }
    boolean minimize = stated && direction.group(1).toLowerCase(Locale.ROOT).startsWith("min");
    return new Goal(
        minimize ? Goal.Direction.MINIMIZE : Goal.Direction.MAXIMIZE,
        weights(stated ? direction.group(2) : part, text, metrics));
  }

  private static Map<Metric, Double> weights(String sum, String text, Collection<String> metrics) {
    Map<Metric, Double> weights = new LinkedHashMap<>();
    Matcher term = TERM.matcher(sum);
    int at = 0;
    while (at < sum.length()) {
      boolean found = term.find(at) && term.start() == at;
      if (!found || (at > 0 && term.group(1) == null)) {
        throw new IllegalArgumentException(
            "objective: expected a sum such as gain - 5*loss, at \""
                + sum.substring(at).strip()
                + "\" in \""
                + text
                + '"');
      }
      double weight = term.group(2) == null ? 1 : Double.parseDouble(term.group(2));
      boolean negative = term.group(1) != null && !term.group(1).equals("+");
      weights.merge(metric(term.group(3), metrics), negative ? -weight : weight, Double::sum);
      at = term.end();
    }
    if (weights.isEmpty()) {
      throw new IllegalArgumentException(
          "objective: needs a metric to make large or small, was \"" + text + '"');
    }
    return weights;
  }

  private static Constraint constraint(String bound, String text, Collection<String> metrics) {
    Matcher matcher = BOUND.matcher(bound);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "objective: expected a bound such as loss <= 0.001, was \""
              + bound.strip()
              + "\" in \""
              + text
              + '"');
    }
    Metric metric = metric(matcher.group(1), metrics);
    double value = Double.parseDouble(matcher.group(3));
    boolean atMost = matcher.group(2).equals("<=") || matcher.group(2).equals("≤");
    return atMost ? Constraint.atMost(metric, value) : Constraint.atLeast(metric, value);
  }

  private static Metric metric(String name, Collection<String> metrics) {
    if (!metrics.contains(name)) {
      throw new IllegalArgumentException(
          "objective: no metric is called " + name + Suggestion.clause(name, metrics));
    }
    return Metric.of(name);
  }
}
