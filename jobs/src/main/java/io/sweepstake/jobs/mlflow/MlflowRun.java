package io.sweepstake.jobs.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trial that has ended as the bodies of requests about a run. Its curve is the run's metrics by
 * step, its outcome their last values, {@code objective} beside them.
 */
record MlflowRun(StudySpec spec, Trial trial) {
  /** Of tags: which study it is of, and which of its trials. */
  static final String STUDY = "sweepstake.study";

  static final String TRIAL = "sweepstake.trial";

  /** MLflow takes at most a thousand metrics, and a hundred parameters or tags, at a time. */
  private static final int METRICS = 900;

  private static final int FEW = 90;
  private static final int LONGEST = 5000; // of a tag or a parameter

  /** Tells this trial from any other, of any study. */
  String identity() {
    return spec.identity() + '/' + trial.number() + '/' + trial.timing().asked();
  }

  /** Makes the run. */
  ObjectNode creation(String experiment) {
    ObjectNode body = MlflowServer.JSON.createObjectNode();
    body.put("experiment_id", experiment);
    body.put("run_name", spec.name() + "-" + trial.number());
    body.put("start_time", start().toEpochMilli());
    ArrayNode tags = body.putArray("tags");
    add(tags, STUDY, spec.identity());
    add(tags, TRIAL, identity());
    add(tags, "mlflow.source.name", "sweepstake");
    return body;
  }

  /** All that is known of it, in as many pieces as MLflow wants. */
  List<ObjectNode> batches(String run) {
    List<ObjectNode> bodies = new ArrayList<>();
    Map<String, String> params = new TreeMap<>();
    trial.point().values().forEach((name, value) -> params.put(name, String.valueOf(value)));
    pieces(run, "params", params, bodies);
    pieces(run, "tags", tags(), bodies);
    ArrayNode metrics = null;
    for (ObjectNode metric : metrics()) {
      if (metrics == null || metrics.size() == METRICS) {
        metrics = body(run, bodies).putArray("metrics");
      }
      metrics.add(metric);
    }
    return bodies;
  }

  /** Ends the run. */
  ObjectNode end(String run) {
    ObjectNode body = MlflowServer.JSON.createObjectNode().put("run_id", run);
    TrialState state = trial.state();
    body.put(
        "status",
        state instanceof TrialState.Failed
            ? "FAILED"
            : state instanceof TrialState.Pruned ? "KILLED" : "FINISHED");
    body.put("end_time", end().toEpochMilli());
    return body;
  }

  private Instant start() {
    return trial.timing().started() == null ? trial.timing().asked() : trial.timing().started();
  }

  private Instant end() {
    return trial.timing().finished() == null ? start() : trial.timing().finished();
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>(trial.provenance().attributes());
    tags.put("state", trial.state().label());
    tags.put("seed", String.valueOf(trial.seed()));
    if (trial.state() instanceof TrialState.Failed failed) {
      tags.put("failure_cause", failed.cause().name());
      tags.put("failure_message", failed.message());
    } else if (trial.state() instanceof TrialState.Pruned pruned) {
      tags.put("pruned_reason", pruned.reason());
    }
    return tags;
  }

  private List<ObjectNode> metrics() {
    List<ObjectNode> all = new ArrayList<>();
    long last = 0;
    for (Measurement measurement : trial.curve()) {
      long at = start().toEpochMilli() + measurement.wallMillis();
      add(all, measurement.metrics(), measurement.step(), at);
      last = Math.max(last, measurement.step());
    }
    Metrics outcome = trial.state().metrics();
    long at = end().toEpochMilli();
    add(all, outcome, last, at);
    if (trial.state() instanceof TrialState.Completed) {
      long step = last;
      spec.objective()
          .value(outcome)
          .ifPresent(value -> all.add(metric("objective", value, step, at)));
      double violation = spec.objective().violation(outcome);
      if (Double.isFinite(violation)) {
        all.add(metric("constraint_violation", violation, step, at));
      }
    }
    return all;
  }

  private static void add(List<ObjectNode> all, Metrics metrics, long step, long at) {
    metrics
        .asMap()
        .forEach(
            (metric, value) -> {
              if (Double.isFinite(value)) {
                all.add(metric(metric.name(), value, step, at));
              }
            });
  }

  private static ObjectNode metric(String key, double value, long step, long at) {
    return MlflowServer.JSON
        .createObjectNode()
        .put("key", key)
        .put("value", value)
        .put("timestamp", at)
        .put("step", step);
  }

  private static void pieces(
      String run, String kind, Map<String, String> values, List<ObjectNode> bodies) {
    ArrayNode piece = null;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (piece == null || piece.size() == FEW) {
        piece = body(run, bodies).putArray(kind);
      }
      add(piece, entry.getKey(), entry.getValue());
    }
  }

  private static ObjectNode body(String run, List<ObjectNode> bodies) {
    ObjectNode body = MlflowServer.JSON.createObjectNode().put("run_id", run);
    bodies.add(body);
    return body;
  }

  private static void add(ArrayNode entries, String key, String value) {
    String text = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    entries.addObject().put("key", key).put("value", text);
  }
}
