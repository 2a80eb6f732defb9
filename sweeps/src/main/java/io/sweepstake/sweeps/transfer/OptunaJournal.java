package io.sweepstake.sweeps.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Scale;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A study as Optuna's journal has it, which {@code JournalFileBackend} opens: a JSON object a line,
 * each with an operation of {@code optuna.storages.journal.JournalOperation}.
 *
 * <p>Metrics and what else is known of a trial are user attributes; what Optuna has no place for
 * (curves of several metrics, reasons, causes) is a system attribute of its own, by which {@link
 * OptunaJournalReader} has everything back. Decisions of pruners are left out.
 */
public final class OptunaJournal {
  static final int CREATE_STUDY = 0;
  static final int DELETE_STUDY = 1;
  static final int STUDY_SYSTEM_ATTRIBUTE = 3;
  static final int CREATE_TRIAL = 4;
  static final int TRIAL_PARAM = 5;
  static final int TRIAL_STATE = 6;
  static final int TRIAL_INTERMEDIATE = 7;
  static final int TRIAL_USER_ATTRIBUTE = 8;
  static final int TRIAL_SYSTEM_ATTRIBUTE = 9;

  /** What trials of a study share without its being a parameter. */
  static final String FIXED = "sweepstake:fixed";

  /** All of a trial that Optuna has no place for. */
  static final String WHOLE = "sweepstake:trial";

  /** Optuna's states by their numbers. */
  static final List<String> STATES = List.of("RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING");

  /** Python writes, and reads, numbers that JSON has no word for. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private static final String WORKER = "sweepstake";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder lines = new StringBuilder();

  private OptunaJournal() {}

  /**
   * Writes a study whose trials measure on their way what its objective is about.
   *
   * @param name what Optuna calls it
   * @param fixed values that all trials share without being parameters of the space
   */
  public static String of(String name, History history, Map<String, ?> fixed) {
    return of(name, history, fixed, history.spec().objective().goals().get(0));
  }

  /**
   * Writes a study.
   *
   * @param name what Optuna calls it
   * @param fixed values that all trials share without being parameters of the space
   * @param onTheWay what trials are compared by before they end, which is what Optuna has as
   *     intermediate values; large where the first goal is to be large
   */
  public static String of(String name, History history, Map<String, ?> fixed, Goal onTheWay) {
    OptunaJournal journal = new OptunaJournal();
    Objective objective = history.spec().objective();
    ObjectNode study = JSON.createObjectNode().put("study_name", name);
    ArrayNode directions = study.putArray("directions");
    ArrayNode names = JSON.createArrayNode();
    for (Goal goal : objective.goals()) {
      directions.add(goal.direction() == Goal.Direction.MINIMIZE ? 1 : 2);
      names.add(
          goal.weights().size() == 1
              ? goal.weights().keySet().iterator().next().name()
              : goal.toString());
    }
    journal.append(CREATE_STUDY, study);
    journal.append(STUDY_SYSTEM_ATTRIBUTE, attribute("system_attr", "study:metric_names", names));
    journal.append(
        STUDY_SYSTEM_ATTRIBUTE, attribute("system_attr", FIXED, JSON.valueToTree(fixed)));
    for (Trial trial : history.trials()) {
      journal.append(
          CREATE_TRIAL, trial(trial.removed() ? withoutValue(trial) : trial, objective, onTheWay));
    }
    return journal.lines.toString();
  }

  /** Optuna numbers trials by their lines, so that none may be missing. */
  private static Trial withoutValue(Trial removed) {
    return removed.withState(
        new TrialState.Failed(TrialState.Cause.CANCELLED, "imported, and removed again"));
  }

  private void append(int operation, ObjectNode content) {
    ObjectNode line = JSON.createObjectNode().put("op_code", operation).put("worker_id", WORKER);
    line.setAll(content);
    try {
      lines.append(JSON.writeValueAsString(line)).append('\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("optuna journal: a line cannot be written as JSON", e);
    }
  }

  private static ObjectNode attribute(String kind, String name, JsonNode value) {
    ObjectNode line = JSON.createObjectNode().put("study_id", 0);
    line.putObject(kind).set(name, value);
    return line;
  }

  private static ObjectNode trial(Trial trial, Objective objective, Goal onTheWay) {
    ObjectNode line = JSON.createObjectNode().put("study_id", 0);
    put(line, "datetime_start", trial.timing().started());
    if (trial.timing().finished() != null) { // Optuna wants no null here
      put(line, "datetime_complete", trial.timing().finished());
    }
    TrialState state = trial.state();
    // Optuna knows none that waits at a rung.
    line.put("state", Math.max(0, STATES.indexOf(state.label())));
    values(line, state.metrics(), objective);
    ObjectNode distributions = line.putObject("distributions");
    ObjectNode params = line.putObject("params");
    trial
        .point()
        .values()
        .forEach(
            (name, value) -> {
              Param<?> param = trial.point().space().param(name).orElseThrow();
              distributions.put(name, distribution(param).toString());
              params.put(name, internal(param, value));
            });
    ObjectNode user = line.putObject("user_attrs");
    trial.provenance().attributes().forEach(user::put);
    state.metrics().asMap().forEach((metric, value) -> user.put(metric.name(), value));
    ObjectNode system = line.putObject("system_attrs");
    constraints(system, state.metrics(), objective);
    system.set(WHOLE, whole(trial));
    ObjectNode intermediate = line.putObject("intermediate_values");
    boolean turned = onTheWay.direction() != objective.goals().get(0).direction();
    for (Measurement measurement : trial.curve()) {
      OptionalDouble value = onTheWay.value(measurement.metrics());
      value.ifPresent(v -> intermediate.put(String.valueOf(measurement.step()), turned ? -v : v));
    }
    return line;
  }

  private static void values(ObjectNode line, Metrics metrics, Objective objective) {
    ArrayNode values = JSON.createArrayNode();
    for (Goal goal : objective.goals()) {
      goal.value(metrics).ifPresent(values::add);
    }
    boolean whole = values.size() == objective.goals().size();
    line.set("value", whole && values.size() == 1 ? values.get(0) : null);
    line.set("values", whole && values.size() > 1 ? values : null);
  }

  /** By how much bounds are broken, or, below 0, kept; without them Optuna takes all for kept. */
  private static void constraints(ObjectNode system, Metrics metrics, Objective objective) {
    ArrayNode excess = JSON.createArrayNode();
    for (Constraint constraint : objective.constraints()) {
      OptionalDouble value = metrics.value(constraint.metric());
      if (value.isPresent()) {
        double over = value.getAsDouble() - constraint.bound();
        excess.add(constraint.side() == Constraint.Side.AT_MOST ? over : -over);
      }
    }
    if (!excess.isEmpty() && excess.size() == objective.constraints().size()) {
      system.set("constraints", excess);
    }
  }

  private static ObjectNode whole(Trial trial) {
    ObjectNode whole = JSON.createObjectNode().put("number", trial.number());
    put(whole, "asked", trial.timing().asked());
    whole.put("state", trial.state().label());
    if (trial.state() instanceof TrialState.Pruned pruned) {
      whole.put("step", pruned.step()).put("reason", pruned.reason());
    } else if (trial.state() instanceof TrialState.Failed failed) {
      whole.put("cause", failed.cause().name()).put("message", failed.message());
    }
    whole.set("metrics", metrics(trial.state().metrics()));
    whole.set("attributes", JSON.valueToTree(trial.provenance().attributes()));
    ArrayNode curve = whole.putArray("curve");
    for (Measurement measurement : trial.curve()) {
      curve
          .addObject()
          .put("step", measurement.step())
          .put("wall_ms", measurement.wallMillis())
          .set("metrics", metrics(measurement.metrics()));
    }
    return whole;
  }

  private static ObjectNode metrics(Metrics metrics) {
    ObjectNode node = JSON.createObjectNode();
    metrics.asMap().forEach((metric, value) -> node.put(metric.name(), value));
    return node;
  }

  private static void put(ObjectNode node, String name, Instant when) {
    node.put(name, when == null ? null : TIME.format(when));
  }

  private static ObjectNode distribution(Param<?> param) {
    ObjectNode distribution = JSON.createObjectNode();
    if (param instanceof CategoricalParam categorical) {
      distribution.put("name", "CategoricalDistribution");
      ArrayNode choices = distribution.putObject("attributes").putArray("choices");
      categorical.choices().forEach(choices::add);
    } else if (param instanceof FloatParam real) {
      distribution.put("name", "FloatDistribution");
      ObjectNode attributes = distribution.putObject("attributes");
      attributes.put("step", real.step() > 0 ? real.step() : null);
      attributes.put("low", real.low()).put("high", real.high());
      attributes.put("log", real.scale() == Scale.LOG);
    } else {
      IntParam whole = (IntParam) param;
      distribution.put("name", "IntDistribution");
      ObjectNode attributes = distribution.putObject("attributes");
      attributes.put("log", whole.scale() == Scale.LOG).put("step", whole.step());
      attributes.put("low", whole.low()).put("high", whole.high());
    }
    return distribution;
  }

  @SuppressWarnings("unchecked") // the value is of the parameter's own type: it is from its point
  private static double internal(Param<?> param, Object value) {
    return ((Param<Object>) param).number(value);
  }
}
