package io.sweepstake.sweeps.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.space.SpaceDescription;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.EarlierSpace;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.TrialColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Definitions of studies as JSON: {@code study.json}. */
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
      int version = Fields.need(root, "schema_version").asInt();
      if (version > SCHEMA_VERSION) {
        throw new IllegalArgumentException(
            "schema_version must be at most " + SCHEMA_VERSION + ", was " + version);
      }
      List<EarlierSpace> earlier = new ArrayList<>();
      for (JsonNode node : root.path(EARLIER)) {
        earlier.add(new EarlierSpace(space(node), Fields.need(node, "trials").asInt()));
      }
      List<StudySpec.Removal> removals = new ArrayList<>();
      for (JsonNode node : root.path(REMOVALS)) {
        List<Integer> numbers = new ArrayList<>();
        Fields.need(node, "numbers").forEach(number -> numbers.add(number.asInt(-1)));
        removals.add(new StudySpec.Removal(Fields.need(node, "trials").asInt(), numbers));
      }
      List<Goal> goals = new ArrayList<>();
      for (JsonNode goal : Fields.need(Fields.need(root, "objective"), "goals")) {
        Map<Metric, Double> weights = new LinkedHashMap<>();
        Fields.need(goal, "weights")
            .fields()
            .forEachRemaining(e -> weights.put(Metric.of(e.getKey()), e.getValue().asDouble()));
        goals.add(
            new Goal(Goal.Direction.valueOf(Fields.need(goal, "direction").asText()), weights));
      }
      List<Constraint> constraints = new ArrayList<>();
      for (JsonNode node : Fields.need(Fields.need(root, "objective"), "constraints")) {
        constraints.add(
            new Constraint(
                Metric.of(Fields.need(node, "metric").asText()),
                Constraint.Side.valueOf(Fields.need(node, "side").asText()),
                Fields.need(node, "bound").asDouble()));
      }
      List<Metric> metrics = new ArrayList<>();
      Fields.need(root, "metrics").forEach(node -> metrics.add(Metric.of(node.asText())));
      return new StudySpec(
          Fields.need(root, "name").asText(),
          space(root),
          new Objective(goals, constraints),
          metrics,
          strategy(Fields.need(root, "sampler")),
          strategy(Fields.need(root, "pruner")),
          Fields.need(root, "seed").asLong(),
          Fields.texts(Fields.need(root, "settings")),
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
    for (JsonNode row : Fields.need(node, "space")) {
      rows.add(Fields.plain(row));
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
    return Strategy.of(
        Fields.need(node, "name").asText(), Fields.texts(Fields.need(node, "options")));
  }
}
