package io.sweepstake.benchmarks.multiobjective;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One of Optuna's samplers with its default options, in a Python process; the problems are ours.
 *
 * @param sampler tpe or nsga2
 */
record OptunaSearcher(String python, Path script, String version, String sampler)
    implements Searcher {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The version of Optuna, if this Python has it. */
  static Optional<String> version(String python, Path script) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(python, script.toString(), "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String version =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(version) : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "Optuna " + version + " " + sampler;
  }

  @Override
  public History search(Problem problem, long seed, int trials) {
    try {
      Process process =
          new ProcessBuilder(python, script.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (Writer to = process.outputWriter(StandardCharsets.UTF_8);
          BufferedReader from = process.inputReader(StandardCharsets.UTF_8)) {
        send(to, study(problem, seed, trials));
        History history = History.empty(SamplerSearcher.study(problem, seed));
        for (int k = 0; k < trials; k++) {
          Point point = point(problem, JSON.readTree(from.readLine()));
          history = SamplerSearcher.told(history, problem, point, sampler);
          send(to, values(problem, problem.at(point)));
        }
        return history;
      } finally {
        process.destroy();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private ObjectNode study(Problem problem, long seed, int trials) {
    ObjectNode study =
        JSON.createObjectNode().put("sampler", sampler).put("seed", seed).put("trials", trials);
    study.put("goals", problem.objective().goals().size());
    study.put("constrained", !problem.objective().constraints().isEmpty());
    ArrayNode params = study.putArray("params");
    for (Param<?> param : problem.space().params()) {
      FloatParam real = (FloatParam) param;
      params.addObject().put("name", real.name()).put("low", real.low()).put("high", real.high());
    }
    return study;
  }

  private static Point point(Problem problem, JsonNode answer) {
    Map<String, Object> values = new HashMap<>();
    answer.fields().forEachRemaining(e -> values.put(e.getKey(), e.getValue().doubleValue()));
    return Point.of(problem.space(), values);
  }

  private static ObjectNode values(Problem problem, Metrics metrics) {
    ObjectNode told = JSON.createObjectNode();
    ArrayNode values = told.putArray("values");
    for (Goal goal : problem.objective().goals()) {
      values.add(goal.value(metrics).orElseThrow());
    }
    ArrayNode constraints = told.putArray("constraints");
    for (Constraint constraint : problem.objective().constraints()) {
      constraints.add(metrics.value(constraint.metric()).orElseThrow());
    }
    return told;
  }

  private static void send(Writer to, ObjectNode message) throws IOException {
    to.write(message.toString());
    to.write('\n');
    to.flush();
  }
}
