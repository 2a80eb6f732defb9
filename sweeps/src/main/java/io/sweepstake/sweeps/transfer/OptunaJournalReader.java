package io.sweepstake.sweeps.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.TrialState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads Optuna's journal, whoever wrote it: {@link OptunaJournal}, or Optuna itself.
 *
 * <p>Of Optuna's own trials a value is that of the goal's metric; user attributes that are numbers
 * and called like a metric of the objective are metrics, all others attributes.
 */
public final class OptunaJournalReader {
  private static final int MINIMIZE = 1;
  private static final int MAXIMIZE = 2;
  private static final Set<Integer> ENDED =
      Stream.of("COMPLETE", "PRUNED", "FAIL")
          .map(OptunaJournal.STATES::indexOf)
          .collect(Collectors.toUnmodifiableSet());

  private final String origin;
  private final Objective objective;

  /** By study, in the order of their making, and by trial, whatever the study. */
  private final Map<String, List<ObjectNode>> studies = new LinkedHashMap<>();

  private final List<String> names = new ArrayList<>();
  private final List<Map<String, Object>> fixed = new ArrayList<>();
  private final List<JsonNode> directions = new ArrayList<>();
  private final List<ObjectNode> trials = new ArrayList<>();

  private OptunaJournalReader(String origin, Objective objective) {
    this.origin = origin;
    this.objective = objective;
  }

  /** Whether a file's text begins like a journal. */
  public static boolean isJournal(String text) {
    return text.stripLeading().startsWith("{") && text.contains("\"op_code\"");
  }

  /**
   * Reads the trials of a journal's only study.
   *
   * @param origin the file's name, for messages and for the trials
   * @param objective of the study that gets the trials, which says what metric a value is of
   * @throws IllegalArgumentException when it is no journal, naming the line, or has not one study;
   *     what is wrong with one trial is a flaw of that trial
   */
  public static List<ForeignTrial> read(String text, String origin, Objective objective) {
    OptunaJournalReader reader = new OptunaJournalReader(origin, objective);
    String[] lines = text.split("\n");
    for (int k = 0; k < lines.length; k++) {
      if (!lines[k].isBlank()) {
        reader.apply(lines[k], k + 1, k == lines.length - 1 && !text.endsWith("\n"));
      }
    }
    if (reader.studies.size() != 1) {
      throw new IllegalArgumentException(
          origin
              + ": must be a journal of one study, has "
              + (reader.studies.isEmpty() ? "none" : String.join(", ", reader.studies.keySet())));
    }
    String name = reader.studies.keySet().iterator().next();
    List<ForeignTrial> read = new ArrayList<>();
    int study = reader.names.lastIndexOf(name);
    for (ObjectNode trial : reader.studies.get(name)) {
      read.add(
          reader.trial(read.size(), trial, reader.fixed.get(study), reader.directions.get(study)));
    }
    return read;
  }

  private void apply(String line, int number, boolean unended) {
    try {
      JsonNode log = OptunaJournal.JSON.readTree(line);
      apply(log);
    } catch (JsonProcessingException | RuntimeException odd) {
      if (!unended) { // a writer is at it, or died
        throw new IllegalArgumentException(
            origin + " line " + number + ": is no operation of Optuna's journal", odd);
      }
    }
  }

  private void apply(JsonNode log) {
    switch (whole(log, "op_code")) {
      case OptunaJournal.CREATE_STUDY -> {
        String name = Objects.requireNonNull(log.required("study_name").textValue());
        // Optuna refuses a second one of a name, after having noted it.
        if (studies.putIfAbsent(name, new ArrayList<>()) == null) {
          names.add(name);
          fixed.add(Map.of());
          directions.add(log.path("directions"));
        }
      }
      case OptunaJournal.DELETE_STUDY -> studies.remove(names.get(study(log)));
      case OptunaJournal.STUDY_SYSTEM_ATTRIBUTE -> {
        JsonNode shared = log.required("system_attr").get(OptunaJournal.FIXED);
        if (shared != null) {
          fixed.set(study(log), values(shared));
        }
      }
      case OptunaJournal.CREATE_TRIAL -> {
        ObjectNode trial = log.deepCopy();
        trials.add(trial);
        studies.get(names.get(study(log))).add(trial);
      }
      case OptunaJournal.TRIAL_PARAM -> {
        String name = log.required("param_name").textValue();
        ObjectNode trial = open(log);
        trial.withObject("/distributions").set(name, log.required("distribution"));
        trial.withObject("/params").set(name, log.required("param_value_internal"));
      }
      case OptunaJournal.TRIAL_STATE -> {
        ObjectNode trial = open(log);
        for (String key : List.of("state", "values", "datetime_start", "datetime_complete")) {
          if (log.hasNonNull(key)) {
            trial.set(key, log.get(key));
          }
        }
      }
      case OptunaJournal.TRIAL_INTERMEDIATE ->
          open(log)
              .withObject("/intermediate_values")
              .set(log.required("step").asText(), log.required("intermediate_value"));
      case OptunaJournal.TRIAL_USER_ATTRIBUTE ->
          open(log).withObject("/user_attrs").setAll((ObjectNode) log.required("user_attr"));
      case OptunaJournal.TRIAL_SYSTEM_ATTRIBUTE ->
          open(log).withObject("/system_attrs").setAll((ObjectNode) log.required("system_attr"));
      default -> {
        // What tells nothing of trials.
      }
    }
  }

  private static int study(JsonNode log) {
    return whole(log, "study_id");
  }

  /** A whole number, and not the part of a larger one that an int has room for. */
  private static int whole(JsonNode log, String key) {
    JsonNode number = log.required(key);
    if (!number.isIntegralNumber() || !number.canConvertToInt()) {
      throw new IllegalArgumentException(key + ": must be a whole number, was " + number);
    }
    return number.intValue();
  }

  /**
   * The trial that an operation is about. One that has ended is left as it is, as Optuna leaves it:
   * of two workers at one trial the first to end it is right.
   */
  private ObjectNode open(JsonNode log) {
    ObjectNode trial = trials.get(whole(log, "trial_id"));
    return ENDED.contains(trial.path("state").asInt(0)) ? trial.deepCopy() : trial;
  }

  private ForeignTrial trial(
      int index, ObjectNode trial, Map<String, Object> shared, JsonNode ways) {
    JsonNode whole = trial.path("system_attrs").path(OptunaJournal.WHOLE);
    Map<String, Object> values = new LinkedHashMap<>(shared);
    TrialState state = new TrialState.Waiting();
    List<Measurement> curve = List.of();
    Optional<Timing> timing = Optional.empty();
    String flaw = null;
    try {
      values.putAll(params(trial));
      timing = timing(trial, whole);
      curve = whole.isMissingNode() ? curve(trial) : curveOf(whole);
      state = whole.isMissingNode() ? state(trial, curve, ways) : stateOf(whole);
    } catch (IllegalArgumentException | DateTimeException wrong) {
      flaw = wrong.getMessage();
    } catch (RuntimeException damaged) {
      flaw = "what the journal says of it is damaged";
    }
    return new ForeignTrial(
        origin,
        whole.path("number").asInt(index),
        values,
        state,
        curve,
        timing,
        Provenance.of(attributes(trial, whole)),
        Optional.empty(),
        Optional.ofNullable(flaw));
  }

  /** Values in their own types, out of Optuna's internal ones. */
  private static Map<String, Object> params(ObjectNode trial) {
    Map<String, Object> values = new LinkedHashMap<>();
    JsonNode distributions = trial.path("distributions");
    trial
        .path("params")
        .fields()
        .forEachRemaining(
            param -> {
              JsonNode distribution =
                  distribution(distributions.required(param.getKey()).textValue());
              double number = param.getValue().doubleValue();
              String kind = distribution.required("name").textValue();
              JsonNode attributes = distribution.required("attributes");
              values.put(
                  param.getKey(),
                  kind.startsWith("Categorical")
                      ? value(attributes.required("choices").required((int) exactly(param, number)))
                      : kind.startsWith("Int") ? (Object) exactly(param, number) : (Object) number);
            });
    return values;
  }

  private static long exactly(Map.Entry<String, JsonNode> param, double number) {
    if ((long) number != number) {
      throw new IllegalArgumentException(
          param.getKey() + ": must be a whole number inside, was " + number);
    }
    return (long) number;
  }

  private static JsonNode distribution(String text) {
    try {
      return OptunaJournal.JSON.readTree(text);
    } catch (JsonProcessingException odd) {
      throw new IllegalArgumentException("distribution: must be JSON, was " + text, odd);
    }
  }

  private static Object value(JsonNode node) {
    return node.isIntegralNumber()
        ? (Object) node.longValue()
        : node.isNumber() ? (Object) node.doubleValue() : node.asText();
  }

  private static Map<String, Object> values(JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    object.fields().forEachRemaining(each -> values.put(each.getKey(), value(each.getValue())));
    return values;
  }

  private TrialState state(ObjectNode trial, List<Measurement> curve, JsonNode ways) {
    int code = trial.path("state").asInt(0);
    if (code < 0 || code >= OptunaJournal.STATES.size()) {
      throw new IllegalArgumentException("state: no state has the number " + code);
    }
    String label = OptunaJournal.STATES.get(code);
    Metrics metrics = metrics(trial, ways, label.equals("COMPLETE"));
    Measurement last = curve.isEmpty() ? null : curve.get(curve.size() - 1);
    return switch (label) {
      case "COMPLETE" -> {
        Optional<String> gap = objective.gap(metrics);
        if (gap.isPresent()) {
          throw new IllegalArgumentException(gap.get());
        }
        yield new TrialState.Completed(metrics);
      }
      case "PRUNED" -> {
        Metrics there = metrics.isEmpty() && last != null ? last.metrics() : metrics;
        yield new TrialState.Pruned(last == null ? 0 : last.step(), there, "pruned there");
      }
      case "FAIL" -> new TrialState.Failed(TrialState.Cause.BUG, "failed there");
      case "RUNNING" -> new TrialState.Running();
      default -> new TrialState.Waiting();
    };
  }

  private static TrialState stateOf(JsonNode whole) {
    Metrics metrics = metricsOf(whole.required("metrics"));
    return switch (whole.required("state").textValue()) {
      case "COMPLETE" -> new TrialState.Completed(metrics);
      case "PRUNED" ->
          new TrialState.Pruned(
              whole.required("step").longValue(), metrics, whole.required("reason").textValue());
      case "FAIL" ->
          new TrialState.Failed(
              TrialState.Cause.valueOf(whole.required("cause").textValue()),
              whole.required("message").textValue());
      case "PAUSED" -> new TrialState.Paused();
      case "RUNNING" -> new TrialState.Running();
      default -> new TrialState.Waiting();
    };
  }

  /** What the values say, and attributes that are called like a metric. */
  private Metrics metrics(ObjectNode trial, JsonNode ways, boolean complete) {
    Map<Metric, Double> metrics = new LinkedHashMap<>();
    JsonNode values = trial.path("values");
    if (complete && ways.isArray()) {
      requireSameWays(trial, ways);
    }
    for (int k = 0; k < objective.goals().size(); k++) {
      Goal goal = objective.goals().get(k);
      JsonNode value = values.isArray() ? values.path(k) : trial.path("value");
      if (goal.weights().size() == 1 && value.isNumber()) {
        goal.weights()
            .forEach((metric, weight) -> metrics.put(metric, value.doubleValue() / weight));
      }
    }
    for (Metric metric : objective.metrics()) {
      JsonNode noted = trial.path("user_attrs").path(metric.name());
      if (noted.isNumber()) {
        metrics.put(metric, noted.doubleValue());
      }
    }
    metrics.values().removeIf(value -> Double.isNaN(value));
    return Metrics.of(metrics);
  }

  /** A value that is minimised there is not of what is maximised here, unless it is named. */
  private void requireSameWays(ObjectNode trial, JsonNode ways) {
    boolean named =
        objective.metrics().stream().allMatch(m -> trial.path("user_attrs").has(m.name()));
    List<Integer> here =
        objective.goals().stream()
            .map(goal -> goal.direction() == Goal.Direction.MAXIMIZE ? MAXIMIZE : MINIMIZE)
            .toList();
    List<Integer> there = new ArrayList<>();
    ways.forEach(way -> there.add(way.asInt()));
    boolean told = there.stream().allMatch(way -> way == MINIMIZE || way == MAXIMIZE);
    if (!named && told && !there.equals(here)) {
      throw new IllegalArgumentException(
          "values: are of "
              + there.stream().map(way -> way == MINIMIZE ? "minimize" : "maximize").toList()
              + " there, where this study is to "
              + objective);
    }
  }

  private static Metrics metricsOf(JsonNode node) {
    Map<Metric, Double> metrics = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            each -> metrics.put(Metric.of(each.getKey()), each.getValue().doubleValue()));
    return Metrics.of(metrics);
  }

  /** The intermediate values, which are of the first goal. */
  private List<Measurement> curve(ObjectNode trial) {
    Goal goal = objective.goals().get(0);
    Map<Long, Double> steps = new TreeMap<>();
    trial
        .path("intermediate_values")
        .fields()
        .forEachRemaining(
            each -> {
              double value = each.getValue().doubleValue();
              if (each.getValue().isNumber() && !Double.isNaN(value)) {
                steps.put(Long.parseLong(each.getKey()), value);
              }
            });
    List<Measurement> curve = new ArrayList<>();
    if (goal.weights().size() == 1) {
      Metric metric = goal.weights().keySet().iterator().next();
      steps.forEach(
          (step, value) ->
              curve.add(
                  new Measurement(
                      step, Metrics.of(metric, value / goal.weights().get(metric)), 0)));
    }
    return curve;
  }

  private static List<Measurement> curveOf(JsonNode whole) {
    List<Measurement> curve = new ArrayList<>();
    for (JsonNode each : whole.required("curve")) {
      curve.add(
          new Measurement(
              each.required("step").longValue(),
              metricsOf(each.required("metrics")),
              each.required("wall_ms").longValue()));
    }
    return curve;
  }

  private Map<String, String> attributes(ObjectNode trial, JsonNode whole) {
    Map<String, String> attributes = new TreeMap<>();
    JsonNode noted = whole.isMissingNode() ? trial.path("user_attrs") : whole.path("attributes");
    noted
        .fields()
        .forEachRemaining(
            each -> {
              boolean metric =
                  whole.isMissingNode()
                      && each.getValue().isNumber()
                      && objective.metrics().stream().anyMatch(m -> m.name().equals(each.getKey()));
              if (!metric && valid(each.getKey()) && !each.getValue().isNull()) {
                attributes.put(
                    each.getKey(),
                    each.getValue().isContainerNode()
                        ? each.getValue().toString()
                        : each.getValue().asText());
              }
            });
    return attributes;
  }

  private static boolean valid(String name) {
    try {
      return Param.checkName("attribute", name).equals(name);
    } catch (IllegalArgumentException odd) {
      return false;
    }
  }

  private static Optional<Timing> timing(ObjectNode trial, JsonNode whole) {
    Optional<Instant> started = instant(trial.path("datetime_start"));
    Optional<Instant> finished = instant(trial.path("datetime_complete"));
    return instant(whole.path("asked"))
        .or(() -> started)
        .map(asked -> new Timing(asked, started.orElse(null), finished.orElse(null)));
  }

  /** With a zone as of late, before that in the zone of the machine. */
  private static Optional<Instant> instant(JsonNode node) {
    if (!node.isTextual()) {
      return Optional.empty();
    }
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME
            .withResolverStyle(ResolverStyle.STRICT)
            .parseBest(node.textValue(), ZonedDateTime::from, LocalDateTime::from);
    return Optional.of(
        time instanceof ZonedDateTime zoned
            ? zoned.toInstant()
            : ((LocalDateTime) time).atZone(ZoneId.systemDefault()).toInstant());
  }
}
