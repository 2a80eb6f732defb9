package io.sweepstake.jobs.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the columns of a study's views hold, said once for {@code DESCRIBE} and the documents. */
final class ColumnNotes {
  private static final String FILE = "columns.txt";
  private static final Pattern LINE = Pattern.compile("(\\w+) (\\w+\\*?): (.+)");

  /** By view, and by column, a * at the end of which stands for a name. */
  private static final Map<String, Map<String, String>> NOTES = read();

  private ColumnNotes() {}

  /**
   * What a column holds; nothing is known here of metrics.
   *
   * @param view one of those that are tables, or queries with columns of their own
   */
  static Optional<String> of(String view, String column) {
    Map<String, String> notes = NOTES.getOrDefault(view, Map.of());
    if (notes.containsKey(column)) {
      return Optional.of(notes.get(column));
    }
    return notes.entrySet().stream()
        .filter(note -> note.getKey().endsWith("*"))
        .filter(note -> column.startsWith(note.getKey().replace("*", "")))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** A page about all of them, in Markdown. */
  static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # The columns of a study

            The views of `query` and `sql`, made of the file `columns.txt` by a test. `DESCRIBE trials` says the same of the study at hand, with the
            meaning of each metric and the range of each hyper-parameter. `best_trial` and `pareto` are rows of `trials`. Of several studies each view
            begins with `study`, the name of its directory. The tables `trials`, `measurements`, `evaluations`, `retrainings` and `runs` are Parquet files in
            folders of these names, for any reader.
            """);
    NOTES.forEach(
        (view, notes) -> {
          page.append("\n## ").append(view).append("\n\n| column | holds |\n|---|---|\n");
          notes.forEach(
              (column, note) ->
                  page.append("| `").append(column).append("` | ").append(note).append(" |\n"));
          page.append(metrics(view));
        });
    return page.toString();
  }

  private static String metrics(String view) {
    return switch (view) {
      case "trials" -> "| each metric | at the end of the trial, or where it was pruned |\n";
      case "measurements" -> "| each metric | as measured there |\n";
      case "evaluations" ->
          "| each of the judge's settings | such as the attack and its profiles |\n"
              + "| each of the judge's metrics | as found |\n";
      case "retrainings" ->
          "| each of the judge's settings | such as the attack and its profiles |\n"
              + "| each of the judge's metrics | the mean over the seeds |\n"
              + "| each of these with `_sd` | the standard deviation between seeds |\n";
      default -> "";
    };
  }

  private static Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> notes = new LinkedHashMap<>();
    try (InputStream in = ColumnNotes.class.getResourceAsStream(FILE)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .forEach(
              line ->
                  notes
                      .computeIfAbsent(line.group(1), view -> new LinkedHashMap<>())
                      .put(line.group(2), line.group(3)));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
    return notes;
  }
}
