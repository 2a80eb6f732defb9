package io.sweepstake.jobs.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the views of studies are made of: the tables that there are, and queries of these.
 *
 * <p>Of several studies each view begins with a column {@code study}.
 */
final class StudyViews {
  /** What a row of several studies says it is of. */
  static final String STUDY = "study";

  /** Those that are queries of others. */
  private static final List<String> DERIVED =
      List.of("decisions", "best_trial", "pareto", "history");

  private static final String DECISIONS =
      "array<struct<index:int,action:string,value:string,heir:struct<parent:int>,reason:string>>";

  private final StudyTables tables;

  StudyViews(StudyTables tables) {
    this.tables = tables;
  }

  /** All views, those first that others are made of. */
  List<String> names() {
    List<String> names = new ArrayList<>(tables.names());
    names.addAll(DERIVED);
    return names;
  }

  /** Those that must be there for a query to name some views, these included, in order. */
  List<String> needed(Set<String> named) {
    Set<String> lower =
        named.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    boolean decided = lower.contains("decisions");
    boolean derived =
        DERIVED.stream().anyMatch(view -> !view.equals("decisions") && lower.contains(view));
    return names().stream()
        .filter(
            name ->
                lower.contains(name)
                    || (derived && name.equals(StudyTables.TRIALS))
                    || (decided && name.equals(StudyTables.MEASUREMENTS)))
        .toList();
  }

  boolean isTable(String view) {
    return !DERIVED.contains(view);
  }

  /** The query that a view is, of tables that are there. */
  String query(String view, List<String> measured) {
    return switch (view) {
      case "decisions" -> decisions(measured);
      case "best_trial" -> "SELECT * FROM trials WHERE " + chosen(study -> best(study));
      case "pareto" -> "SELECT * FROM trials WHERE " + chosen(QueriedStudy::front);
      case "history" -> history();
      default -> throw new IllegalArgumentException("view: no query, was " + view);
    };
  }

  /** Whether rows say of which study they are. */
  boolean several() {
    return tables.studies().size() > 1;
  }

  /**
   * What a study is called in the column {@code study}: its directory's name, if that is enough.
   */
  String name(QueriedStudy study) {
    List<String> last = tables.studies().stream().map(each -> lastOf(each.directory())).toList();
    String name = lastOf(study.directory());
    return last.stream().filter(name::equals).count() > 1 ? study.directory() : name;
  }

  private static String lastOf(String directory) {
    String[] names = directory.split("/+");
    return names.length == 0 ? directory : names[names.length - 1];
  }

  private static List<Integer> best(QueriedStudy study) {
    return study.best().isPresent() ? List.of(study.best().getAsInt()) : List.of();
  }

  private String chosen(Function<QueriedStudy, List<Integer>> numbers) {
    return tables.studies().stream()
        .map(
            study ->
                (several() ? "study = " + literal(name(study)) + " AND " : "")
                    + "number IN (-1"
                    + numbers.apply(study).stream()
                        .map(number -> ", " + number)
                        .collect(Collectors.joining())
                    + ")")
        .collect(Collectors.joining(" OR "));
  }

  private String history() {
    String feasible = "(IF(coalesce(constraint_violation, 0) = 0, objective, NULL))";
    String window =
        several() ? " OVER (PARTITION BY study ORDER BY number)" : " OVER (ORDER BY number)";
    List<String> largest =
        tables.studies().stream()
            .filter(QueriedStudy::maximize)
            .map(s -> literal(name(s)))
            .toList();
    String best;
    if (largest.isEmpty() || largest.size() == tables.studies().size()) {
      best = (largest.isEmpty() ? "min" : "max") + feasible + window;
    } else {
      best =
          "IF(study IN ("
              + String.join(", ", largest)
              + "), max"
              + feasible
              + window
              + ", min"
              + feasible
              + window
              + ")";
    }
    return "SELECT "
        + study()
        + "number, state, objective, "
        + best
        + " AS best_objective FROM trials";
  }

  /** The decisions out of the measurements that they rest on; no rows where nobody decided. */
  private String decisions(List<String> measured) {
    String judged =
        measured.contains("decisions")
            ? "SELECT "
                + study()
                + "trial, step, explode(from_json(decisions, '"
                + DECISIONS
                + "')) AS made"
                + " FROM measurements WHERE decisions IS NOT NULL"
            : "SELECT "
                + (several() ? "'' AS study, " : "")
                + "0 AS trial, 0L AS step, element_at(from_json('[]', '"
                + DECISIONS
                + "'), 1) AS made WHERE false";
    return "SELECT "
        + study()
        + "made.index AS decision, trial, step, made.action AS action,"
        + " CAST(made.value AS DOUBLE) AS value, made.heir.parent AS partner,"
        + " made.reason AS reason FROM ("
        + judged
        + ")";
  }

  private String study() {
    return several() ? "study, " : "";
  }

  /** A text as SQL has it. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** Whether two names differ only in case. */
  static boolean alike(String[] names) {
    return Arrays.stream(names).map(name -> name.toLowerCase(Locale.ROOT)).distinct().count()
        < names.length;
  }
}
