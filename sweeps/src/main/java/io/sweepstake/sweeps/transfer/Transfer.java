package io.sweepstake.sweeps.transfer;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Which trials of other studies can stand in this one, and as what.
 *
 * <p>Parameters are matched by name; the spaces need not be equal. A trial fits when every
 * parameter of this study has a value of it within its range, when what else the trial says of
 * itself is what this study holds fixed, and when it has the metrics that the objective needs. So a
 * trial is never taken for one of another problem, and wider or narrower ranges do no harm.
 *
 * <p>A trial comes in once, also when it comes by way of a third study or of a copy, and a study's
 * own trials do not come back: it is known by where it was run and as which number, or by its
 * values, what came of them and when.
 *
 * @param fixed what this study holds fixed without its being a parameter, by name
 * @param self what the origin of this study's own trials is elsewhere, such as its directory
 */
public record Transfer(Map<String, String> fixed, Optional<String> self) {
  /** By which trials that the study has differ. */
  private static final String HAD = ", as trial \\d+$";

  static final String FROM = "imported_from";
  static final String NUMBER = "imported_number";

  private static final double ROUNDING = 1e-12;

  public Transfer {
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
  }

  /** A transfer into a study that is all parameters. */
  public static Transfer byName() {
    return new Transfer(Map.of(), Optional.empty());
  }

  /** A trial that was left out. */
  public record Skipped(int number, String reason) {}

  /**
   * What became of the foreign trials.
   *
   * @param imported rows for this study, to be committed
   * @param remarks what is left open of those, a line for each thing
   */
  public record Result(List<Trial> imported, List<Skipped> skipped, List<String> remarks) {
    /**
     * Why trials were left out, a line for each reason: {@code 3 trials (4, 5, 9): width must be a
     * whole number in [16, 64], was 100}.
     */
    public List<String> reasons() {
      Map<String, List<Skipped>> byRule = new LinkedHashMap<>();
      for (Skipped skip : skipped) {
        String rule = skip.reason().replaceFirst(", was .*", "").replaceFirst(HAD, "");
        byRule.computeIfAbsent(rule, unused -> new ArrayList<>()).add(skip);
      }
      List<String> lines = new ArrayList<>();
      byRule.forEach(
          (rule, skips) -> {
            StringJoiner numbers = new StringJoiner(", ", " (", skips.size() > 5 ? ", ...)" : ")");
            skips.stream().limit(5).forEach(skip -> numbers.add(String.valueOf(skip.number())));
            String count = Counted.of(skips.size(), "trial");
            String reason = skips.get(0).reason();
            lines.add(
                count
                    + numbers
                    + ": "
                    + (skips.size() == 1 ? reason : reason.replaceFirst(HAD, "")));
          });
      return lines;
    }
  }

  /** The rows that a study gets which stands at {@code history}. */
  public Result of(List<ForeignTrial> trials, History history, Instant now) {
    Map<String, Trial> present = new HashMap<>();
    Map<Course, List<Trial>> courses = new HashMap<>();
    for (Trial trial : history.trials()) {
      if (trial.removed()) {
        continue; // It may come again, such as from the same table with other values.
      }
      present.put(identity(trial.provenance(), self.orElse(""), trial.number()), trial);
      Course.of(trial)
          .ifPresent(
              course -> courses.computeIfAbsent(course, any -> new ArrayList<>()).add(trial));
    }
    List<Trial> imported = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    Map<String, Integer> remarks = new LinkedHashMap<>();
    for (ForeignTrial foreign : trials) {
      try {
        String identity = identity(foreign.provenance(), foreign.origin(), foreign.number());
        int number = history.size() + imported.size();
        Trial row = row(foreign, history, number, history.told() + imported.size(), now);
        checkNew(row, Optional.ofNullable(present.get(identity)));
        Optional<Course> course = foreign.timing().isEmpty() ? Optional.empty() : Course.of(row);
        Optional<Trial> known =
            course.flatMap(its -> agreeing(row, courses.getOrDefault(its, List.of())));
        if (known.isPresent()) {
          throw new IllegalArgumentException("this study has it, as trial " + known.get().number());
        }
        imported.add(row);
        present.put(identity, row);
        course.ifPresent(its -> courses.computeIfAbsent(its, any -> new ArrayList<>()).add(row));
        foreign.remark().ifPresent(remark -> remarks.merge(remark, 1, Integer::sum));
      } catch (IllegalArgumentException misfit) {
        skipped.add(new Skipped(foreign.number(), misfit.getMessage()));
      }
    }
    List<String> lines = new ArrayList<>();
    remarks.forEach(
        (remark, count) -> lines.add(remark + (count > 1 ? ", and " + (count - 1) + " more" : "")));
    return new Result(imported, skipped, lines);
  }

  /** The imported trials that a study has, by where they came from. */
  public static Map<String, List<Integer>> origins(History history) {
    Map<String, List<Integer>> origins = new TreeMap<>();
    for (Trial trial : history.finished()) {
      if (trial.ask().source().equals(Ask.IMPORTED) && !trial.removed()) {
        String from = trial.provenance().attributes().getOrDefault(FROM, "elsewhere");
        origins.computeIfAbsent(from, unused -> new ArrayList<>()).add(trial.number());
      }
    }
    return origins;
  }

  /** Checks that what was imported from one place under one number is not there. */
  private static void checkNew(Trial row, Optional<Trial> present) {
    if (present.isPresent()) {
      boolean same =
          present.get().point().equals(row.point())
              && present.get().state().metrics().equals(row.state().metrics());
      throw new IllegalArgumentException(
          same
              ? "this study has it"
              : "another trial of this number came from there before; give the new table a name of"
                  + " its own");
    }
  }

  /** One of these trials that came to the same in every metric that both have. */
  private static Optional<Trial> agreeing(Trial row, List<Trial> alike) {
    Map<Metric, Double> metrics = row.state().metrics().asMap();
    return alike.stream()
        .filter(
            trial ->
                trial.state().metrics().asMap().entrySet().stream()
                    .allMatch(each -> equal(each.getValue(), metrics.get(each.getKey()))))
        .findFirst();
  }

  /** Whether two values are one but for what a weight and back makes of it; true of no value. */
  private static boolean equal(double ours, Double theirs) {
    return theirs == null || ours == theirs || Math.abs(ours - theirs) <= ROUNDING * Math.abs(ours);
  }

  /**
   * What a trial was and when it ran, to the microsecond that other programs keep: two of one study
   * that came to the same never agree in it. Other programs' tables may lack some of its metrics.
   */
  private record Course(Point point, Instant started, Instant finished) {
    static Optional<Course> of(Trial trial) {
      Timing timing = trial.timing();
      return timing.started() == null || timing.finished() == null
          ? Optional.empty()
          : Optional.of(
              new Course(trial.point(), micros(timing.started()), micros(timing.finished())));
    }
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /** Where a trial was run, and as which number. */
  private static String identity(Provenance provenance, String origin, int number) {
    Map<String, String> attributes = provenance.attributes();
    return attributes.getOrDefault(FROM, origin)
        + "#"
        + attributes.getOrDefault(NUMBER, String.valueOf(number));
  }

  private Trial row(ForeignTrial foreign, History history, int number, int told, Instant now) {
    if (foreign.flaw().isPresent()) {
      throw new IllegalArgumentException(foreign.flaw().get());
    }
    TrialState state = foreign.state();
    if (state instanceof TrialState.Removed) {
      throw new IllegalArgumentException("it was removed there");
    }
    if (state instanceof TrialState.Failed) {
      throw new IllegalArgumentException("it failed");
    }
    if (!state.terminal()) {
      throw new IllegalArgumentException("it had not ended");
    }
    if (state instanceof TrialState.Completed completed) {
      Optional<String> gap = history.spec().objective().gap(completed.metrics());
      if (gap.isPresent()) {
        throw new IllegalArgumentException(gap.get());
      }
    }
    Point point = point(foreign, history.spec().space());
    Timing timing = foreign.timing().orElse(Timing.asked(now));
    Instant end = Objects.requireNonNullElse(timing.finished(), now);
    Trial trial =
        Trial.asked(
                number, point, history.spec().seed(), new Ask(told, Ask.IMPORTED), timing.asked())
            .withCurve(foreign.curve())
            .withProvenance(
                Provenance.of(
                        Map.of(FROM, foreign.origin(), NUMBER, String.valueOf(foreign.number())))
                    .with(foreign.provenance()));
    // Of one whose end is unknown a start would make a duration that lasts until today.
    boolean timed = timing.started() != null && timing.finished() != null;
    return (timed ? trial.started(timing.started()) : trial).ended(state, end);
  }

  private Point point(ForeignTrial foreign, SearchSpace space) {
    Map<String, Object> ours = new LinkedHashMap<>();
    foreign
        .values()
        .forEach(
            (name, value) -> {
              Optional<Param<?>> param = space.param(name);
              if (param.isPresent()) {
                Object matched = matched(param.get(), value);
                // Tables that quote all cells quote those without a value, too.
                if (!matched.equals("") || param.get() instanceof CategoricalParam) {
                  ours.put(name, matched);
                }
              } else if (!fixed.containsKey(name)) {
                throw new IllegalArgumentException(name + ": this study has no such parameter");
              } else if (!same(fixed.get(name), value)) {
                throw new IllegalArgumentException(
                    name + ": must be " + fixed.get(name) + " in this study, was " + value);
              }
            });
    return Point.of(space, ours);
  }

  /**
   * The choice that a value stands for: tables turn the choice 1 into 1.0, and Python true into
   * True.
   */
  private static Object matched(Param<?> param, Object value) {
    if (param instanceof CategoricalParam categorical
        && !categorical.contains(String.valueOf(value))) {
      return categorical.choices().stream()
          .filter(choice -> same(choice, value))
          .findFirst()
          .<Object>map(choice -> choice)
          .orElse(value);
    }
    return value;
  }

  private static boolean same(String ours, Object value) {
    String theirs = String.valueOf(value);
    boolean logical = ours.equals("true") || ours.equals("false");
    if (ours.equals(theirs) || (logical && ours.equalsIgnoreCase(theirs))) {
      return true;
    }
    try {
      return Double.parseDouble(ours) == Double.parseDouble(theirs);
    } catch (NumberFormatException words) {
      return false;
    }
  }
}
