package io.sweepstake.jobs.cli.option;

import io.sweepstake.sweeps.problem.Field;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.ProblemKinds;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a problem is: an option for each field of each kind that is here. They come from the kinds,
 * so they are added to a command when it is made, see {@link #declare}.
 */
@Command
public final class ProblemOptions {
  private final Map<String, String> given = new TreeMap<>();

  /** Adds the options to all commands that have this mixin, at any depth. */
  public static void declare(CommandLine commands) {
    for (CommandLine command : new HashSet<>(commands.getSubcommands().values())) {
      for (CommandSpec mixin : command.getCommandSpec().mixins().values()) {
        if (mixin.userObject() instanceof ProblemOptions options) {
          options.addTo(command.getCommandSpec());
        }
      }
      declare(command);
    }
  }

  private void addTo(CommandSpec command) {
    Map<String, Map<String, String>> meanings = new LinkedHashMap<>();
    Map<String, String> labels = new LinkedHashMap<>();
    for (ProblemKind kind : ProblemKinds.all()) {
      for (Field field : kind.fields()) {
        meanings
            .computeIfAbsent(field.key(), any -> new LinkedHashMap<>())
            .merge(field.meaning(), kind.name(), (a, b) -> a + ", " + b);
        labels.putIfAbsent(field.key(), field.label());
      }
    }
    Map<String, String> descriptions = new LinkedHashMap<>();
    meanings.forEach((key, ofKinds) -> descriptions.put(key, description(ofKinds)));
    descriptions.put(
        ProblemKinds.KEY, "The kind of problem, where what else is said does not tell.");
    labels.put(ProblemKinds.KEY, "KIND");
    int order = -descriptions.size() - 1;
    for (Map.Entry<String, String> field : descriptions.entrySet()) {
      String key = field.getKey();
      String name = "--" + key;
      if (command.findOption(name) == null) {
        command.addOption(
            OptionSpec.builder(name)
                .paramLabel(labels.get(key))
                .description(field.getValue())
                .type(String.class)
                .order(key.equals(ProblemKinds.KEY) ? 1_000 : order++)
                .setter(setter(key))
                .build());
      }
    }
  }

  /** What an option means, kind by kind where they differ. */
  private static String description(Map<String, String> kinds) {
    if (kinds.size() == 1) {
      return kinds.keySet().iterator().next();
    }
    StringJoiner text = new StringJoiner(" ");
    kinds.forEach((meaning, names) -> text.add("(" + names + ") " + meaning));
    return text.toString();
  }

  private ISetter setter(String key) {
    return new ISetter() {
      @Override
      public <T> T set(T value) {
        if (value != null) {
          given.put(key, String.valueOf(value));
        }
        return value;
      }
    };
  }

  /** Whether this field is given. */
  public boolean given(String field) {
    return given.containsKey(field);
  }

  /** Adds what is given, by the keys of a YAML file. */
  public void addTo(Map<String, Object> values) {
    values.putAll(given);
  }

  /**
   * The kind of problem that is given, before it is said which: the one that is named, or the only
   * one that has all the fields that are given.
   *
   * @param first a value of its first field; empty for the kind that has values of its own
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public ProblemKind kind(Optional<String> first) {
    List<ProblemKind> fitting =
        ProblemKinds.all().stream()
            .filter(
                kind ->
                    given.containsKey(ProblemKinds.KEY)
                        ? kind.name().equals(given.get(ProblemKinds.KEY))
                        : given.keySet().stream().allMatch(key -> has(kind, key)))
            .toList();
    List<ProblemKind> surely =
        fitting.stream()
            .filter(
                kind ->
                    first.isEmpty()
                        ? !kind.gridDefaults().isEmpty()
                        : kind.fields()
                            .get(0)
                            .beginning()
                            .filter(first.get()::startsWith)
                            .isPresent())
            .toList();
    List<ProblemKind> others =
        fitting.stream().filter(kind -> kind.fields().get(0).beginning().isEmpty()).toList();
    for (List<ProblemKind> kinds : List.of(surely, others, fitting)) {
      if (kinds.size() == 1) {
        return kinds.get(0);
      }
    }
    throw new IllegalArgumentException(
        "--problem: must be given, one of "
            + ProblemKinds.all().stream().map(ProblemKind::name).toList());
  }

  /**
   * The problem that is given.
   *
   * @throws IllegalArgumentException naming what is missing or wrong
   */
  public Problem chosen() {
    return ProblemKinds.problem(given);
  }

  private static boolean has(ProblemKind kind, String key) {
    return kind.fields().stream().anyMatch(field -> field.key().equals(key));
  }
}
