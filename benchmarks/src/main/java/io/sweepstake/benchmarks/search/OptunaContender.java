package io.sweepstake.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.benchmarks.search.function.TestFunction;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Condition;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.Scale;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of Optuna's samplers with its default options, in a Python process that is asked and told
 * through lines of JSON. Functions and workers are ours, so that both sides run the same
 * comparison.
 *
 * @param source a source tree of another version, to be taken instead of what is installed
 * @param sampler of {@link #SAMPLERS}
 */
public record OptunaContender(
    String python, Path script, Optional<Path> source, String version, String sampler)
    implements Contender {
  /** What is asked for; not each runs in every version and Python. */
  public static final List<String> SAMPLERS = List.of("tpe", "gp", "cmaes", "nsgaii");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A sampler of Optuna's, if this Python can run it. */
  public static Optional<Contender> find(
      String python, Path script, Optional<Path> source, String sampler) {
    try {
      Process process =
          process(python, script, source, "--version", sampler)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String version =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 && !version.isEmpty()
          ? Optional.of(new OptunaContender(python, script, source, version, sampler))
          : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static ProcessBuilder process(
      String python, Path script, Optional<Path> source, String... arguments) {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    source.ifPresent(
        tree -> builder.environment().put("PYTHONPATH", tree.toAbsolutePath().toString()));
    return builder;
  }

  @Override
  public String name() {
    return "Optuna " + version + (sampler.equals("tpe") ? "" : " " + sampler);
  }

  @Override
  public boolean peer() {
    return true;
  }

  @Override
  public Proposer open() {
    try {
      return new Peer(
          process(python, script, source, sampler)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class Peer implements Proposer {
    private final Process process;
    private final Writer to;
    private final BufferedReader from;
    private TestFunction function;

    Peer(Process process) {
      this.process = process;
      to = process.outputWriter(StandardCharsets.UTF_8);
      from = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public void begin(TestFunction next, long seed, int startup) {
      function = next;
      ObjectNode study = JSON.createObjectNode().put("op", "study").put("seed", seed);
      study.put("constrained", next.constrained());
      ArrayNode params = study.putArray("params");
      for (Param<?> param : next.space().params()) {
        ObjectNode described = params.addObject();
        describe(param, described);
        Condition condition = next.space().conditions().get(param.name());
        if (condition != null) {
          described.put("parent", condition.parent().name());
          condition.choices().forEach(described.putArray("when")::add);
        }
      }
      ArrayNode points = study.putArray("startup");
      for (int number = 0; number < startup; number++) {
        points.add(JSON.valueToTree(Startup.point(next, seed, number).values()));
      }
      send(study);
    }

    private static void describe(Param<?> param, ObjectNode to) {
      to.put("name", param.name());
      if (param instanceof FloatParam f) {
        to.put("kind", "float").put("low", f.low()).put("high", f.high());
        to.put("log", f.scale() == Scale.LOG);
      } else if (param instanceof IntParam i) {
        to.put("kind", "int").put("low", i.low()).put("high", i.high());
        to.put("log", i.scale() == Scale.LOG);
      } else if (param instanceof CategoricalParam c) {
        ArrayNode choices = to.put("kind", "choice").putArray("choices");
        c.choices().forEach(choices::add);
      } else {
        throw new IllegalArgumentException(param.name() + ": unknown kind of parameter");
      }
    }

    @Override
    public Point ask() {
      send(JSON.createObjectNode().put("op", "ask"));
      try {
        String line = from.readLine();
        if (line == null) {
          throw new IllegalStateException("the Python process ended");
        }
        Map<String, Object> values = new HashMap<>();
        JsonNode answer = JSON.readTree(line);
        for (Param<?> param : function.space().params()) {
          JsonNode value = answer.get(param.name());
          if (value != null) {
            values.put(param.name(), value.isTextual() ? value.textValue() : value.numberValue());
          }
        }
        return Point.of(function.space(), values);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void tell(int number, double value, double violation) {
      send(
          JSON.createObjectNode()
              .put("op", "tell")
              .put("number", number)
              .put("value", value)
              .put("violation", violation));
    }

    private void send(ObjectNode message) {
      try {
        to.write(message.toString());
        to.write('\n');
        to.flush();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
