package io.sweepstake.sweeps.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Trials as JSON, which are the lines of the write-ahead log. */
public final class TrialJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TrialJson() {}

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
        Fields.need(node, "parent").asInt(),
        Fields.need(node, "step").asLong(),
        Fields.need(node, "replaced").asInt());
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
        Fields.set(node, "value", decision.value());
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
              Fields.need(node, "index").asInt(),
              Decision.Action.valueOf(
                  Fields.need(node, "action").asText().toUpperCase(Locale.ROOT)),
              node.has("value") ? Fields.number(node.get("value")) : Double.NaN,
              node.has("heir") ? lineage(node.get("heir")) : null,
              Fields.need(node, "reason").asText()));
    }
    return decisions;
  }

  /** Values by the names of metrics. */
  static ObjectNode metrics(Metrics metrics) {
    ObjectNode node = JSON.createObjectNode();
    metrics.asMap().forEach((metric, value) -> Fields.set(node, metric.name(), value));
    return node;
  }

  /**
   * Reads what {@link #write(Trial)} wrote.
   *
   * @throws IllegalArgumentException when it is not a trial of the space
   */
  public static Trial read(JsonNode node, SearchSpace space) {
    TrialState state = state(Fields.need(node, "state"));
    List<Measurement> curve = new ArrayList<>();
    if (node.has("curve")) {
      for (JsonNode entry : node.get("curve")) {
        curve.add(
            new Measurement(
                Fields.need(entry, "step").asLong(),
                metrics(Fields.need(entry, "metrics")),
                Fields.need(entry, "wall_ms").asLong(),
                entry.has("decisions") ? decisions(entry.get("decisions")) : List.of()));
      }
    }
    return new Trial(
        Fields.need(node, "number").asInt(),
        Point.of(space, Fields.plain(Fields.need(node, "point"))),
        Fields.need(node, "seed").asLong(),
        Fields.need(node, "attempt").asInt(),
        new Ask(
            Fields.need(node, "asked_after").asInt(),
            Fields.need(node, "source").asText(),
            node.has("lineage") ? lineage(node.get("lineage")) : null,
            held(node)),
        -1,
        curve,
        state,
        new Timing(
            Instant.parse(Fields.need(node, "asked").asText()),
            node.has("started") ? Instant.parse(node.get("started").asText()) : null,
            node.has("finished") ? Instant.parse(node.get("finished").asText()) : null),
        node.has("attributes")
            ? Provenance.of(Fields.texts(node.get("attributes")))
            : Provenance.NONE,
        List.of());
  }

  private static Set<String> held(JsonNode node) {
    Set<String> held = new HashSet<>();
    node.path("held").forEach(name -> held.add(name.asText()));
    return held;
  }

  private static TrialState state(JsonNode node) {
    String label = Fields.need(node, "label").asText();
    return switch (label) {
      case "WAITING" -> new TrialState.Waiting();
      case "RUNNING" -> new TrialState.Running();
      case "PAUSED" -> new TrialState.Paused();
      case "COMPLETE" -> new TrialState.Completed(metrics(Fields.need(node, "metrics")));
      case "PRUNED" ->
          new TrialState.Pruned(
              Fields.need(node, "step").asLong(),
              metrics(Fields.need(node, "metrics")),
              Fields.need(node, "reason").asText());
      case "FAIL" ->
          new TrialState.Failed(
              TrialState.Cause.valueOf(Fields.need(node, "cause").asText()),
              Fields.need(node, "message").asText());
      default -> throw new IllegalArgumentException("unknown state " + label);
    };
  }

  private static Metrics metrics(JsonNode node) {
    Map<Metric, Double> values = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            entry -> values.put(Metric.of(entry.getKey()), Fields.number(entry.getValue())));
    return Metrics.of(values);
  }
}
