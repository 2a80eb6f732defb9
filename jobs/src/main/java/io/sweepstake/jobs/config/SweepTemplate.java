package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.problem.Field;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.Tunable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A file to begin with: the sweep of a problem as YAML, each key with its meaning. What stands as a
 * comment holds anyway, or is an example of what could.
 */
public final class SweepTemplate {
  private static final int WIDTH = 100;

  /** What holds anyway, or an example of what could. */
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("sampler", "auto"),
          Map.entry("pruner", "none"),
          Map.entry("engine", SweepConfig.AUTO),
          Map.entry("parallelism", "2"),
          Map.entry("pack-size", "64"),
          Map.entry("synchronous", "false"),
          Map.entry("seed", "1"),
          Map.entry("finalists", String.valueOf(SweepConfig.FINALISTS)),
          Map.entry("retrain", "3"),
          Map.entry("without-default", "false"),
          Map.entry("prior", "studies/shorter"),
          Map.entry("timeout", "2h"),
          Map.entry("stagnation", "50"),
          Map.entry("trial-timeout", "10m"),
          Map.entry("import", "studies/earlier"));

  private SweepTemplate() {}

  /**
   * The file's text.
   *
   * @param given settings of the problem that a person has said
   * @param meanings by key, those of the problem left out
   * @param about lines to begin with
   */
  public static String of(
      Problem problem, Map<String, ?> given, Map<String, String> meanings, List<String> about) {
    List<String> lines = new ArrayList<>();
    about.forEach(line -> lines.add("# " + line));
    for (Field field : problem.kind().fields()) {
      String value = problem.settings().get(field.key());
      lines.add("");
      comment(field.meaning(), "", lines);
      lines.add(
          (given.containsKey(field.key()) || field.required() ? "" : "#")
              + field.key()
              + ":"
              + (value == null ? "" : " " + YamlFile.scalar(value)));
    }
    String study = problem.name().replaceAll("[^A-Za-z0-9._]+", "-");
    line("trials", "20", "", meanings, lines);
    line("study", "studies/" + study, "", meanings, lines);
    line("objective", problem.defaultObjective().toString(), "#", meanings, lines);
    for (Tunable<?> tunable : problem.tunables()) {
      line(tunable.name(), String.valueOf(tunable.preset()), "#", meanings, lines);
    }
    meanings.forEach((key, meaning) -> line(key, EXAMPLES.get(key), "#", meanings, lines));
    lines.add("");
    comment("Hyper-parameters: one value, or those that are searched.", "", lines);
    lines.add("param:");
    for (Tunable<?> tunable : problem.tunables()) {
      if (tunable.role() != Tunable.Role.CHOOSES) {
        lines.add("");
        String range = ParamSyntax.text(tunable.range());
        comment(
            tunable.meaning() + (tunable.searched() ? "" : " (a range to search: " + range + ")"),
            "  ",
            lines);
        String value = tunable.searched() ? range : preset(tunable);
        lines.add("  #" + tunable.name() + ": " + YamlFile.scalar(value));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String preset(Tunable<?> tunable) {
    return tunable.preset() instanceof Double real
        ? ParamSyntax.text(real)
        : String.valueOf(tunable.preset());
  }

  /** A key with a value, if it has a meaning and one. */
  private static void line(
      String key, String value, String mark, Map<String, String> meanings, List<String> lines) {
    if (meanings.containsKey(key) && value != null) {
      lines.add("");
      comment(meanings.get(key), "", lines);
      lines.add(mark + key + ": " + YamlFile.scalar(value));
    }
  }

  private static void comment(String text, String indent, List<String> lines) {
    StringBuilder line = new StringBuilder(indent + "#");
    for (String word : text.split("\\s+")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent + "#");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
  }
}
