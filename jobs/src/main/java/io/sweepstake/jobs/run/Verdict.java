package io.sweepstake.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.figure.Illustrated;
import io.sweepstake.sweeps.store.BestJson;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.store.seal.SealedJson;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The trial that a study names as its best, wherever it names one: kept in its directory as {@value
 * StudyFolder#VERDICT}.
 *
 * @param trial its number
 * @param retraining 0 for what the trial itself left; from 1, what its point left that was run
 *     again with that fresh seed
 * @param artifact what it left, below the study's directory; empty where nothing was judged
 * @param keeps whether it keeps to the constraints
 * @param metrics of it, as judged for the verdict
 * @param why it was chosen: a sentence
 * @param gain over the default
 * @param trials that had ended by then, but for imported ones
 * @param processorSeconds that all trials took, and those that were run again
 * @param basis what it rests on: one that rests on the same would be the same
 */
public record Verdict(
    int trial,
    int retraining,
    Optional<String> artifact,
    boolean keeps,
    Metrics metrics,
    String why,
    Gain gain,
    int trials,
    double processorSeconds,
    String basis) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of which study's trial it is; versions before did not say. */
  private static final String IDENTITY = "study";

  /** A trial's name as people see it, or that of what its point left with a fresh seed. */
  public static String name(int trial, int retraining) {
    return "trial " + trial + (retraining == 0 ? "" : ", seed " + retraining);
  }

  /** Its name as people see it. */
  public String name() {
    return name(trial, retraining);
  }

  /**
   * {@code best 0.55050 ± 0.00012, default 0.54870 ± 0.00013, gain 0.001801 ± 0.000042 after 20
   * trials, 212 processor seconds}.
   */
  public String gained() {
    return String.format(
        Locale.ROOT,
        processorSeconds < 10
            ? "%s after %d %s, %.1f processor seconds"
            : "%s after %d %s, %.0f processor seconds",
        gain,
        trials,
        trials == 1 ? "trial" : "trials",
        processorSeconds);
  }

  /** How many trials have ended since, but for imported ones: none of them has been judged. */
  public long since(History history) {
    return history.finished().stream()
            .filter(trial -> !trial.ask().source().equals(Ask.IMPORTED))
            .count()
        - trials;
  }

  /** The trial with what was judged in place of what it measured itself. */
  public Trial of(Trial own) {
    return own.withState(new TrialState.Completed(metrics));
  }

  /** A file of a study, if it is there. */
  @FunctionalInterface
  interface Files {
    Optional<byte[]> bytes(String name) throws IOException;
  }

  /** A study for whoever draws what is named as its best: that of a verdict, if there is one. */
  static Illustrated illustrated(
      History history, Optional<Verdict> verdict, Illustrated.Artifacts artifacts, Files files) {
    Optional<Verdict> named = verdict.filter(v -> v.trial < history.size());
    Optional<Trial> best = named.map(v -> v.of(history.trial(v.trial))).or(() -> history.best());
    return new Illustrated(
        history,
        best,
        (trial, name) -> {
          Optional<String> path =
              named.filter(v -> v.trial == trial && v.retraining > 0).flatMap(Verdict::artifact);
          return path.isPresent() && path.get().endsWith(name)
              ? files.bytes(path.get())
              : artifacts.of(trial, name);
        });
  }

  /** Keeps it with a study, whose {@code best.json} then is about it too. */
  void writeTo(StudyFolder files, History history) throws IOException {
    ObjectNode best = (ObjectNode) JSON.readTree(BestJson.of(history, of(history.trial(trial))));
    best.put("retraining", retraining).put("why", why).put("gained", gained());
    artifact.ifPresent(path -> best.put("artifact", path));
    files.write("best.json", best.toPrettyString());
    ObjectNode root = JSON.createObjectNode();
    root.put(IDENTITY, history.identity(trial));
    root.put("number", trial).put("retraining", retraining);
    artifact.ifPresent(path -> root.put("artifact", path));
    root.put("feasible", keeps).put("why", why).put("gained", gained());
    ObjectNode values = root.putObject("gain");
    write(gain.best(), values.putObject("best")).put("feasible", gain.bestKeeps());
    gain.standard()
        .ifPresent(
            standard ->
                write(standard, values.putObject("default")).put("feasible", gain.standardKeeps()));
    gain.difference().ifPresent(difference -> write(difference, values.putObject("difference")));
    values.put("best_is_default", gain.same()).put("seeds", gain.seeds());
    root.put("trials", trials).put("processor_seconds", processorSeconds).put("basis", basis);
    ObjectNode found = root.putObject("metrics");
    metrics.asMap().forEach((metric, value) -> found.put(metric.name(), value));
    files.write(StudyFolder.VERDICT, SealedJson.of(root, StudyFolder.VERDICT));
  }

  private static ObjectNode write(Measured measured, ObjectNode node) {
    node.put("value", measured.value());
    measured.standardError().ifPresent(error -> node.put("standard_error", error));
    return node;
  }

  /**
   * The verdict that a study keeps; empty before its first report.
   *
   * @param history of the study
   * @throws IOException naming the file, if it is damaged, or another study's
   */
  public static Optional<Verdict> in(StudyFolder files, History history) throws IOException {
    Optional<byte[]> kept = files.bytes(StudyFolder.VERDICT);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    JsonNode root;
    Verdict verdict;
    try {
      root = SealedJson.read(kept.get(), StudyFolder.VERDICT);
      verdict = read(root);
    } catch (IllegalArgumentException damaged) {
      throw new IOException(
          files.path(StudyFolder.VERDICT)
              + ": must say which trial was found to be the best, and is damaged; delete it, and the"
              + " next report writes it anew",
          damaged);
    }
    if (root.has(IDENTITY)
        && (verdict.trial() >= history.size()
            || !root.get(IDENTITY).asText().equals(history.identity(verdict.trial())))) {
      throw new IOException(
          files.path(StudyFolder.VERDICT)
              + ": names trial "
              + verdict.trial()
              + " of another study; delete it, and the next report writes it anew");
    }
    return Optional.of(verdict).filter(named -> named.trial() < history.size());
  }

  private static Verdict read(JsonNode root) {
    JsonNode values = required(root, "gain");
    Map<Metric, Double> metrics = new LinkedHashMap<>();
    required(root, "metrics")
        .fields()
        .forEachRemaining(
            field -> metrics.put(Metric.of(field.getKey()), number(field.getValue())));
    JsonNode standard = values.get("default");
    return new Verdict(
        required(root, "number").intValue(),
        required(root, "retraining").intValue(),
        Optional.ofNullable(root.get("artifact")).map(JsonNode::textValue),
        required(root, "feasible").booleanValue(),
        Metrics.of(metrics),
        required(root, "why").textValue(),
        new Gain(
            measured(required(values, "best")),
            required(required(values, "best"), "feasible").booleanValue(),
            Optional.ofNullable(standard).map(Verdict::measured),
            standard != null && required(standard, "feasible").booleanValue(),
            Optional.ofNullable(values.get("difference")).map(Verdict::measured),
            required(values, "best_is_default").booleanValue(),
            required(values, "seeds").intValue()),
        required(root, "trials").intValue(),
        number(required(root, "processor_seconds")),
        required(root, "basis").textValue());
  }

  private static Measured measured(JsonNode node) {
    JsonNode error = node.get("standard_error");
    return new Measured(
        number(required(node, "value")),
        error == null ? OptionalDouble.empty() : OptionalDouble.of(number(error)));
  }

  /** Infinities are text in JSON. */
  private static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asText());
  }

  private static JsonNode required(JsonNode node, String name) {
    JsonNode value = node == null ? null : node.get(name);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException("verdict: has no " + name);
    }
    return value;
  }
}
