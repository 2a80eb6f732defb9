package io.sweepstake.sweeps.transfer;

import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.TrialColumn;
import io.sweepstake.sweeps.study.TrialState;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trials in a CSV file, as Optuna's {@code study.trials_dataframe().to_csv()} or our own {@code
 * trials.csv} have them. Columns: {@code params_<name>}, at least one; {@code number}, the row when
 * absent; {@code state}, {@code COMPLETE} when absent; {@code value}, {@code values_<k>} or {@code
 * values_<metric>}; {@code datetime_start}, {@code datetime_complete}; {@code user_attrs_<name>},
 * also of metrics that the objective needs; and a column for each metric, where the objective
 * weighs several into one value.
 */
public final class CsvTrials {
  private static final String PARAM = TrialColumn.PARAMS;
  private static final String ATTRIBUTE = TrialColumn.ATTRIBUTES;

  private static final Pattern INFINITE =
      Pattern.compile("([+-]?)inf(?:inity)?", Pattern.CASE_INSENSITIVE);

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT); // no 30th of February is the 28th

  private final String origin;
  private final Objective objective;
  private final List<String> columns;

  private CsvTrials(String origin, Objective objective, List<String> columns) {
    this.origin = origin;
    this.objective = objective;
    this.columns = columns;
  }

  /**
   * Reads a file's text.
   *
   * @param origin its name, for messages and for the trials
   * @param objective of the study that gets the trials, which says what metric a value is of
   * @throws IllegalArgumentException when it is no such table; what is wrong with one row is a flaw
   *     of that trial
   */
  public static List<ForeignTrial> read(String text, String origin, Objective objective) {
    List<List<String>> lines = CsvText.lines(text, origin);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(origin + ": must be a table of trials, was empty");
    }
    CsvTrials table = new CsvTrials(origin, objective, named(lines.get(0)));
    if (table.columns.stream().noneMatch(column -> column.startsWith(PARAM))) {
      throw new IllegalArgumentException(
          origin + ": a table of trials needs columns params_<name>, has " + table.columns);
    }
    Set<String> once = new HashSet<>();
    for (String column : table.columns) {
      if (!column.isEmpty() && !once.add(column)) {
        throw new IllegalArgumentException(origin + ": column " + column + " stands twice");
      }
    }
    List<ForeignTrial> trials = new ArrayList<>();
    Map<Integer, Integer> rows = new HashMap<>();
    for (int k = 1; k < lines.size(); k++) {
      if (named(lines.get(k)).equals(table.columns)) {
        throw new IllegalArgumentException(
            origin + " row " + k + ": is the header again; put each table into a file of its own");
      }
      if (lines.get(k).size() != table.columns.size()) {
        throw new IllegalArgumentException(
            origin
                + " row "
                + k
                + ": must have "
                + table.columns.size()
                + " cells like the header, has "
                + lines.get(k).size());
      }
      ForeignTrial trial = table.trial(k - 1, lines.get(k));
      // One whose number cannot be read goes by its row, and is not taken over.
      Integer before = trial.flaw().isEmpty() ? rows.put(trial.number(), k) : null;
      if (before != null) {
        throw new IllegalArgumentException(
            origin
                + ": number "
                + trial.number()
                + " stands twice, in rows "
                + before
                + " and "
                + k
                + "; put each table into a file of its own");
      }
      trials.add(trial);
    }
    return trials;
  }

  /**
   * The text of a file: UTF-8, or UTF-16 where the file begins with its mark.
   *
   * @throws IllegalArgumentException naming the line that is neither
   */
  public static String text(byte[] content, String origin) {
    boolean marked =
        content.length > 1
            && (content[0] & 0xFF) + (content[1] & 0xFF) == 0xFE + 0xFF
            && (content[0] == (byte) 0xFE || content[0] == (byte) 0xFF);
    ByteBuffer bytes = ByteBuffer.wrap(content);
    try {
      return (marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
          .newDecoder()
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException other) {
      int line = 1;
      for (int k = 0; k < bytes.position(); k++) {
        line += content[k] == '\n' ? 1 : 0;
      }
      throw new IllegalArgumentException(
          origin + ": must be text in UTF-8, line " + line + " has other bytes", other);
    }
  }

  private ForeignTrial trial(int index, List<String> row) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, String> attributes = new TreeMap<>();
    for (int k = 0; k < row.size(); k++) {
      String column = columns.get(k);
      if (row.get(k) == null) {
        continue;
      }
      if (column.startsWith(PARAM)) {
        values.put(column.substring(PARAM.length()), row.get(k));
      } else if (column.startsWith(ATTRIBUTE) && valid(column.substring(ATTRIBUTE.length()))) {
        attributes.put(column.substring(ATTRIBUTE.length()), row.get(k));
      }
    }
    Metrics metrics = metrics(row);
    String flaw = null;
    TrialState state = new TrialState.Waiting();
    int number = index;
    Optional<Timing> timing = Optional.empty();
    String remark = null;
    try {
      timing = timing(row);
    } catch (IllegalArgumentException unreadable) {
      remark = "left empty: " + unreadable.getMessage() + ", in row " + (index + 1);
    }
    try {
      number = numbered(row).orElse(index);
      state = state(row, metrics);
    } catch (IllegalArgumentException wrong) {
      flaw = wrong.getMessage();
    }
    return new ForeignTrial(
        origin,
        number,
        values,
        state,
        List.of(),
        timing,
        Provenance.of(attributes),
        Optional.ofNullable(remark),
        Optional.ofNullable(flaw));
  }

  /** The trial's number, which data frames with gaps write as 3.0. */
  private OptionalInt numbered(List<String> row) {
    OptionalDouble number = number(cell(row, "number").orElse(""));
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    if (number.getAsDouble() < 0 || number.getAsDouble() != (int) number.getAsDouble()) {
      throw new IllegalArgumentException(
          "number: must be a whole number of at least 0, was " + cell(row, "number").orElse(""));
    }
    return OptionalInt.of((int) number.getAsDouble());
  }

  private TrialState state(List<String> row, Metrics metrics) {
    String label = cell(row, "state").orElse("COMPLETE").replace("TrialState.", "");
    switch (label) {
      case "COMPLETE":
        Optional<String> gap = objective.gap(metrics);
        if (gap.isPresent()) {
          throw new IllegalArgumentException(gap.get());
        }
        return new TrialState.Completed(metrics);
      case "PRUNED":
        OptionalDouble step = number(cell(row, TrialColumn.LAST_STEP.name()).orElse("0"));
        String reason = cell(row, TrialColumn.PRUNED_REASON.name()).orElse("pruned there");
        return new TrialState.Pruned((long) step.orElse(0), metrics, reason);
      case "FAIL":
        return new TrialState.Failed(
            TrialState.Cause.BUG,
            cell(row, TrialColumn.FAILURE_MESSAGE.name()).orElse("failed there"));
      case "RUNNING":
        return new TrialState.Running();
      case "WAITING":
        return new TrialState.Waiting();
      default:
        throw new IllegalArgumentException(
            "state: must be COMPLETE, PRUNED, FAIL, RUNNING or WAITING, was " + label);
    }
  }

  /** The metrics that have columns, and what the values say of those that have none. */
  private Metrics metrics(List<String> row) {
    Map<Metric, Double> metrics = new LinkedHashMap<>();
    for (int k = 0; k < row.size(); k++) {
      String column = columns.get(k);
      if (valid(column) && !StudySpec.reserved(column)) {
        put(metrics, column, row.get(k) == null ? OptionalDouble.empty() : number(row.get(k)));
      }
    }
    for (int k = 0; k < objective.goals().size(); k++) {
      Goal goal = objective.goals().get(k);
      if (goal.weights().size() == 1) {
        Metric metric = goal.weights().keySet().iterator().next();
        double weight = goal.weights().get(metric);
        OptionalDouble value = goalValue(row, k, metric.name());
        if (!metrics.containsKey(metric) && value.isPresent()) {
          metrics.put(metric, value.getAsDouble() / weight);
        }
      }
    }
    attributes(row, metrics);
    return Metrics.of(metrics);
  }

  /** Data frames have as attributes what programs noted beside the value. */
  private void attributes(List<String> row, Map<Metric, Double> metrics) {
    for (Metric metric : objective.metrics()) {
      OptionalDouble noted = number(cell(row, ATTRIBUTE + metric.name()).orElse(""));
      if (noted.isPresent()) {
        metrics.putIfAbsent(metric, noted.getAsDouble());
      }
    }
  }

  private OptionalDouble goalValue(List<String> row, int goal, String metric) {
    List<String> names = new ArrayList<>(List.of(TrialColumn.GOALS + metric, "value_" + metric));
    names.add(TrialColumn.GOALS + goal);
    if (objective.goals().size() == 1) {
      names.add("value");
    }
    for (String name : names) {
      OptionalDouble value = number(cell(row, name).orElse(""));
      if (value.isPresent()) {
        return value;
      }
    }
    return OptionalDouble.empty();
  }

  private static void put(Map<Metric, Double> metrics, String name, OptionalDouble value) {
    if (value.isPresent()) {
      metrics.put(Metric.of(name), value.getAsDouble());
    }
  }

  private Optional<String> cell(List<String> row, String column) {
    int index = columns.indexOf(column);
    return index < 0 || row.get(index) == null || row.get(index).isEmpty()
        ? Optional.empty()
        : Optional.of(row.get(index));
  }

  private Optional<Timing> timing(List<String> row) {
    Optional<Instant> start = cell(row, TrialColumn.STARTED.name()).map(CsvTrials::instant);
    Optional<Instant> end = cell(row, TrialColumn.FINISHED.name()).map(CsvTrials::instant);
    Optional<Instant> asked =
        cell(row, TrialColumn.ASKED.name()).map(CsvTrials::instant).or(() -> start);
    return asked.map(when -> new Timing(when, start.orElse(null), end.orElse(null)));
  }

  /**
   * ISO 8601, or the same with a space; without a zone it is taken for UTC, without a time for the
   * day's beginning.
   */
  private static Instant instant(String text) {
    try {
      TemporalAccessor time = TIME.parse(text.strip().replace(' ', 'T'));
      LocalDate day = LocalDate.from(time);
      LocalTime clock = time.query(TemporalQueries.localTime());
      ZoneId zone = time.query(TemporalQueries.zone());
      return day.atTime(clock == null ? LocalTime.MIDNIGHT : clock)
          .atZone(zone == null ? ZoneOffset.UTC : zone)
          .toInstant();
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "datetime: must be as 2026-01-31 12:00:00.5, was " + text, unreadable);
    }
  }

  /** A number as Java, Python or R writes it; none for NaN and for words. */
  private static OptionalDouble number(String text) {
    String plain = text.strip();
    Matcher infinite = INFINITE.matcher(plain);
    if (infinite.matches()) {
      plain = (infinite.group(1).equals("-") ? "-" : "") + "Infinity";
    }
    try {
      double value = Double.parseDouble(plain);
      return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    } catch (NumberFormatException word) {
      return OptionalDouble.empty();
    }
  }

  private static boolean valid(String name) {
    try {
      return Param.checkName("column", name).equals(name);
    } catch (IllegalArgumentException odd) {
      return false;
    }
  }

  /** The names of columns; those of data frames begin with one that has none. */
  private static List<String> named(List<String> header) {
    return header.stream().map(name -> name == null ? "" : name).toList();
  }
}
