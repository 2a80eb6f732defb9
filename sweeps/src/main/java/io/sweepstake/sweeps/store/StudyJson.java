package io.sweepstake.sweeps.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.space.SpaceDescription;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.EarlierSpace;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Schedule;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialColumn;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Studies and trials as JSON: {@code study.json}, and the lines of the write-ahead log. */
public final class StudyJson {
  /** Raised when what an older reader would misunderstand is added. */
  private static final int SCHEMA_VERSION = TrialColumn.VERSION;

  /**
   * How a study's directory is laid out, raised when a driver of an earlier version would harm it.
   * 1 is that of studies that do not say: their logs and parts know no epochs. 3 is that of studies
   * whose search space has been widened; others are in 2.
   */
  public static final int FORMAT_VERSION = 3;

  private static final String FORMAT = "format_version";

  private static final String EARLIER = "earlier_spaces";
  private static final String REMOVALS = "removals";

  private static final ObjectMapper JSON = new ObjectMapper();

  private StudyJson() {}

  /**
   * In which format the study is that has this definition.
   *
   * @throws StudyException when it is a later one than this version knows, or the text is none
   */
  public static int formatVersion(String text, String source) {
    int format;
    try {
      format = JSON.readTree(text).path(FORMAT).asInt(1);
    } catch (JsonProcessingException wrong) {
      throw new StudyException(
          source + ": not the definition of a study, " + notJson(wrong), wrong);
    }
    if (format > FORMAT_VERSION) {
      throw new StudyException(
          source
              + ": this study is in format "
              + format
              + ", written by a later version of sweepstake; this one knows formats up to "
              + FORMAT_VERSION);
    }
    return format;
  }

  /** In which format a study is to be kept. */
  public static int formatVersion(StudySpec spec) {
    return spec.earlier().isEmpty() ? FORMAT_VERSION - 1 : FORMAT_VERSION;
  }

  /** A study's definition, indented. */
  public static String write(StudySpec spec) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema_version", SCHEMA_VERSION);
    root.put(FORMAT, formatVersion(spec));
    root.put("name", spec.name());
    root.put("fingerprint", spec.fingerprint());
    root.put("seed", spec.seed());
    root.set("space", JSON.valueToTree(SpaceDescription.describe(spec.space())));
    if (!spec.earlier().isEmpty()) {
      ArrayNode earlier = root.putArray(EARLIER);
      for (EarlierSpace space : spec.earlier()) {
        ObjectNode node = earlier.addObject().put("trials", space.trials());
        node.set("space", JSON.valueToTree(SpaceDescription.describe(space.space())));
      }
    }
    if (!spec.removals().isEmpty()) {
      ArrayNode removals = root.putArray(REMOVALS);
      for (StudySpec.Removal removal : spec.removals()) {
        ArrayNode numbers =
            removals.addObject().put("trials", removal.trials()).putArray("numbers");
        removal.numbers().forEach(numbers::add);
      }
    }
    ObjectNode objective = root.putObject("objective");
    ArrayNode goals = objective.putArray("goals");
    for (Goal goal : spec.objective().goals()) {
      ObjectNode node = goals.addObject();
      node.put("direction", goal.direction().name());
      ObjectNode weights = node.putObject("weights");
      goal.weights().forEach((metric, weight) -> weights.put(metric.name(), weight));
    }
    ArrayNode constraints = objective.putArray("constraints");
    for (Constraint constraint : spec.objective().constraints()) {
      constraints
          .addObject()
          .put("metric", constraint.metric().name())
          .put("side", constraint.side().name())
          .put("bound", constraint.bound());
    }
    objective.put("text", spec.objective().toString());
    ArrayNode metrics = root.putArray("metrics");
    spec.metrics().forEach(metric -> metrics.add(metric.name()));
    root.set("sampler", strategy(spec.sampler()));
    root.set("pruner", strategy(spec.pruner()));
    ObjectNode settings = root.putObject("settings");
    spec.settings().forEach(settings::put);
    return root.toPrettyString();
  }

  /**
   * Reads what {@link #write(StudySpec)} wrote.
   *
   * @param source what the text came from, for messages
   * @throws StudyException when it is not a study's definition, or one of a later format
   */
  public static StudySpec readSpec(String text, String source) {
    int unused = formatVersion(text, source);
    try {
      JsonNode root = JSON.readTree(text);
      if (root == null || !root.isObject()) {
        throw new IllegalArgumentException("must be a JSON object");
      }
      int version = need(root, "schema_version").asInt();
      if (version > SCHEMA_VERSION) {
        throw new IllegalArgumentException(
            "schema_version must be at most " + SCHEMA_VERSION + ", was " + version);
      }
      List<EarlierSpace> earlier = new ArrayList<>();
      for (JsonNode node : root.path(EARLIER)) {
        earlier.add(new EarlierSpace(space(node), need(node, "trials").asInt()));
      }
      List<StudySpec.Removal> removals = new ArrayList<>();
      for (JsonNode node : root.path(REMOVALS)) {
        List<Integer> numbers = new ArrayList<>();
        need(node, "numbers").forEach(number -> numbers.add(number.asInt(-1)));
        removals.add(new StudySpec.Removal(need(node, "trials").asInt(), numbers));
      }
      List<Goal> goals = new ArrayList<>();
      for (JsonNode goal : need(need(root, "objective"), "goals")) {
        Map<Metric, Double> weights = new LinkedHashMap<>();
        need(goal, "weights")
            .fields()
            .forEachRemaining(e -> weights.put(Metric.of(e.getKey()), e.getValue().asDouble()));
        goals.add(new Goal(Goal.Direction.valueOf(need(goal, "direction").asText()), weights));
      }
      List<Constraint> constraints = new ArrayList<>();
      for (JsonNode node : need(need(root, "objective"), "constraints")) {
        constraints.add(
            new Constraint(
                Metric.of(need(node, "metric").asText()),
                Constraint.Side.valueOf(need(node, "side").asText()),
                need(node, "bound").asDouble()));
      }
      List<Metric> metrics = new ArrayList<>();
      need(root, "metrics").forEach(node -> metrics.add(Metric.of(node.asText())));
      return new StudySpec(
          need(root, "name").asText(),
          space(root),
          new Objective(goals, constraints),
          metrics,
          strategy(need(root, "sampler")),
          strategy(need(root, "pruner")),
          need(root, "seed").asLong(),
          texts(need(root, "settings")),
          earlier,
          removals);
    } catch (JsonProcessingException | IllegalArgumentException wrong) {
      String reason =
          wrong instanceof JsonProcessingException json ? notJson(json) : wrong.getMessage();
      throw new StudyException(source + ": not the definition of a study, " + reason, wrong);
    }
  }

  private static SearchSpace space(JsonNode node) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JsonNode row : need(node, "space")) {
      rows.add(plainMap(row));
    }
    return SpaceDescription.parse(rows);
  }

  private static String notJson(JsonProcessingException wrong) {
    return "not JSON: " + wrong.getOriginalMessage().lines().findFirst().orElse("");
  }

  private static ObjectNode strategy(Strategy strategy) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", strategy.name());
    ObjectNode options = node.putObject("options");
    strategy.options().forEach(options::put);
    return node;
  }

  private static Strategy strategy(JsonNode node) {
    return Strategy.of(need(node, "name").asText(), texts(need(node, "options")));
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.fields().forEachRemaining(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static Map<String, Object> plainMap(JsonNode node) {
    Map<String, Object> map = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            entry -> map.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)));
    return map;
  }

  private static JsonNode need(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException("must have \"" + key + "\"");
    }
    return value;
  }

  /** A trial without its artifacts. */
  public static ObjectNode write(Trial trial) {
    ObjectNode node = JSON.createObjectNode();
    node.put("number", trial.number());
    ObjectNode point = node.putObject("point");
    trial.point().values().forEach((name, value) -> point.set(name, JSON.valueToTree(value)));
    node.put("seed", trial.seed());
    node.put("attempt", trial.attempt());
    node.put("asked_after", trial.ask().toldBefore());
    node.put("source", trial.ask().source());
    trial.ask().origin().ifPresent(lineage -> node.set("lineage", lineage(lineage)));
    if (!trial.ask().held().isEmpty()) {
      ArrayNode held = node.putArray("held");
      trial.ask().held().stream().sorted().forEach(held::add);
    }
    ObjectNode state = node.putObject("state");
    state.put("label", trial.state().label());
    if (trial.state() instanceof TrialState.Failed failed) {
      state.put("cause", failed.cause().name());
      state.put("message", failed.message());
    } else if (trial.state() instanceof TrialState.Pruned pruned) {
      state.put("step", pruned.step());
      state.put("reason", pruned.reason());
      state.set("metrics", metrics(pruned.metrics()));
    } else if (trial.state() instanceof TrialState.Completed completed) {
      state.set("metrics", metrics(completed.metrics()));
    }
    if (!trial.curve().isEmpty()) {
      ArrayNode curve = node.putArray("curve");
      for (Measurement measurement : trial.curve()) {
        ObjectNode entry = curve.addObject();
        entry.put("step", measurement.step());
        entry.put("wall_ms", measurement.wallMillis());
        entry.set("metrics", metrics(measurement.metrics()));
        if (!measurement.decisions().isEmpty()) {
          entry.set("decisions", decisions(measurement.decisions()));
        }
      }
    }
    node.put("asked", trial.timing().asked().toString());
    if (trial.timing().started() != null) {
      node.put("started", trial.timing().started().toString());
    }
    if (trial.timing().finished() != null) {
      node.put("finished", trial.timing().finished().toString());
    }
    if (!trial.provenance().attributes().isEmpty()) {
      ObjectNode attributes = node.putObject("attributes");
      trial.provenance().attributes().forEach(attributes::put);
    }
    return node;
  }

  private static ObjectNode lineage(Lineage lineage) {
    return JSON.createObjectNode()
        .put("parent", lineage.parent())
        .put("step", lineage.step())
        .put("replaced", lineage.replaced());
  }

  private static Lineage lineage(JsonNode node) {
    return new Lineage(
        need(node, "parent").asInt(), need(node, "step").asLong(), need(node, "replaced").asInt());
  }

  /**
   * Decisions as text: an array of objects with {@code index}, {@code action}, {@code value} where
   * something was compared, {@code heir} where another goes on instead, and {@code reason}.
   */
  public static String write(List<Decision> decisions) {
    return decisions(decisions).toString();
  }

  private static ArrayNode decisions(List<Decision> decisions) {
    ArrayNode array = JSON.createArrayNode();
    for (Decision decision : decisions) {
      ObjectNode node = array.addObject();
      node.put("index", decision.index());
      node.put("action", decision.action().toString());
      if (!Double.isNaN(decision.value())) {
        set(node, "value", decision.value());
      }
      if (decision.heir() != null) {
        node.set("heir", lineage(decision.heir()));
      }
      node.put("reason", decision.reason());
    }
    return array;
  }

  /**
   * Reads what {@link #write(List)} wrote.
   *
   * @throws IllegalArgumentException when it is not a list of decisions
   */
  public static List<Decision> readDecisions(String text) {
    try {
      return decisions(JSON.readTree(text));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException("decisions: must be JSON, was " + text, wrong);
    }
  }

  private static List<Decision> decisions(JsonNode array) {
    List<Decision> decisions = new ArrayList<>();
    for (JsonNode node : array) {
      decisions.add(
          new Decision(
              need(node, "index").asInt(),
              Decision.Action.valueOf(need(node, "action").asText().toUpperCase(Locale.ROOT)),
              node.has("value") ? number(node.get("value")) : Double.NaN,
              node.has("heir") ? lineage(node.get("heir")) : null,
              need(node, "reason").asText()));
    }
    return decisions;
  }

  private static ObjectNode metrics(Metrics metrics) {
    ObjectNode node = JSON.createObjectNode();
    metrics.asMap().forEach((metric, value) -> set(node, metric.name(), value));
    return node;
  }

  /** JSON has no infinities: they are text. */
  private static void set(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.put(key, String.valueOf(value));
    }
  }

  private static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  /**
   * Reads what {@link #write(Trial)} wrote.
   *
   * @throws IllegalArgumentException when it is not a trial of the space
   */
  public static Trial readTrial(JsonNode node, SearchSpace space) {
    TrialState state = state(need(node, "state"));
    List<Measurement> curve = new ArrayList<>();
    if (node.has("curve")) {
      for (JsonNode entry : node.get("curve")) {
        curve.add(
            new Measurement(
                need(entry, "step").asLong(),
                metrics(need(entry, "metrics")),
                need(entry, "wall_ms").asLong(),
                entry.has("decisions") ? decisions(entry.get("decisions")) : List.of()));
      }
    }
    return new Trial(
        need(node, "number").asInt(),
        Point.of(space, plainMap(need(node, "point"))),
        need(node, "seed").asLong(),
        need(node, "attempt").asInt(),
        new Ask(
            need(node, "asked_after").asInt(),
            need(node, "source").asText(),
            node.has("lineage") ? lineage(node.get("lineage")) : null,
            held(node)),
        -1,
        curve,
        state,
        new Timing(
            Instant.parse(need(node, "asked").asText()),
            node.has("started") ? Instant.parse(node.get("started").asText()) : null,
            node.has("finished") ? Instant.parse(node.get("finished").asText()) : null),
        node.has("attributes") ? Provenance.of(texts(node.get("attributes"))) : Provenance.NONE,
        List.of());
  }

  private static Set<String> held(JsonNode node) {
    Set<String> held = new HashSet<>();
    node.path("held").forEach(name -> held.add(name.asText()));
    return held;
  }

  private static TrialState state(JsonNode node) {
    String label = need(node, "label").asText();
    return switch (label) {
      case "WAITING" -> new TrialState.Waiting();
      case "RUNNING" -> new TrialState.Running();
      case "PAUSED" -> new TrialState.Paused();
      case "COMPLETE" -> new TrialState.Completed(metrics(need(node, "metrics")));
      case "PRUNED" ->
          new TrialState.Pruned(
              need(node, "step").asLong(),
              metrics(need(node, "metrics")),
              need(node, "reason").asText());
      case "FAIL" ->
          new TrialState.Failed(
              TrialState.Cause.valueOf(need(node, "cause").asText()),
              need(node, "message").asText());
      default -> throw new IllegalArgumentException("unknown state " + label);
    };
  }

  private static Metrics metrics(JsonNode node) {
    Map<Metric, Double> values = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(entry -> values.put(Metric.of(entry.getKey()), number(entry.getValue())));
    return Metrics.of(values);
  }

  /** What a person or notebook wants to know of the best trial, with its schedule if it has one. */
  public static String writeBest(History history, Trial best) {
    StudySpec spec = history.spec();
    ObjectNode root = JSON.createObjectNode();
    root.put("study", spec.name());
    root.put("number", best.number());
    root.put("objective", spec.objective().toString());
    spec.objective().value(best.state().metrics()).ifPresent(value -> root.put("value", value));
    describe(history, best, root);
    return root.toPrettyString();
  }

  /**
   * The same of a study with several goals, where no one trial is best: under {@code front}, the
   * trials that no other dominates, each with its {@code values} in the order of {@code goals}.
   */
  public static String writeFront(History history, List<Trial> front) {
    StudySpec spec = history.spec();
    ObjectNode root = JSON.createObjectNode();
    root.put("study", spec.name());
    root.put("objective", spec.objective().toString());
    ArrayNode goals = root.putArray("goals");
    spec.objective().goals().forEach(goal -> goals.add(goal.toString()));
    ArrayNode members = root.putArray("front");
    for (Trial trial : front) {
      ObjectNode member = members.addObject();
      member.put("number", trial.number());
      ArrayNode values = member.putArray("values");
      for (Goal goal : spec.objective().goals()) {
        goal.value(trial.state().metrics()).ifPresent(values::add);
      }
      describe(history, trial, member);
    }
    return root.toPrettyString();
  }

  private static void describe(History history, Trial best, ObjectNode root) {
    StudySpec spec = history.spec();
    double violation = spec.objective().violation(best.state().metrics());
    root.put("feasible", violation == 0);
    ObjectNode params = root.putObject("params");
    best.point().values().forEach((name, value) -> params.set(name, JSON.valueToTree(value)));
    Schedule schedule = Schedule.of(history, best);
    if (schedule.stages().size() > 1) {
      ArrayNode stages = root.putArray("schedule");
      for (Schedule.Stage stage : schedule.stages()) {
        ObjectNode node = stages.addObject().put("trial", stage.trial()).put("from", stage.from());
        ObjectNode point = node.putObject("params");
        stage.point().values().forEach((name, value) -> point.set(name, JSON.valueToTree(value)));
      }
    }
    root.set("metrics", metrics(best.state().metrics()));
    root.put("seed", best.seed());
    root.put("fingerprint", spec.fingerprint());
    if (best.timing().finished() != null) {
      root.put("datetime", best.timing().finished().toString());
    }
  }
}
