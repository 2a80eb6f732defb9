package io.sweepstake.jobs.spark;

import io.sweepstake.jobs.config.Suggestion;
import io.sweepstake.jobs.export.ResultTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import scala.collection.JavaConverters;

/**
 * Spark SQL over one study.
 *
 * <p>Its views: {@code trials}, {@code measurements}, {@code evaluations} and {@code runs} are the
 * study's Parquet tables, those that exist; {@code decisions} is what pruners decided on finished
 * trials, in the order of deciding by its column {@code decision}; {@code best_trial} is the row of
 * the best feasible trial, if there is one; {@code pareto} has the rows of the Pareto front; {@code
 * history} is the objective by trial number with the best so far. Queries only read, and only
 * these; see {@link QueryGuard}. Where a study has columns that differ only in case, case counts in
 * queries.
 */
final class StudyQuery {
  /** No query that a person writes has as many brackets open. */
  private static final int DEEPEST = 500;

  private static final String CASE_SENSITIVE = "spark.sql.caseSensitive";

  private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};

  private static final String DECISIONS =
      "array<struct<index:int,action:string,value:string,heir:struct<parent:int>,reason:string>>";

  private static final Pattern MISSING_TABLE =
      Pattern.compile("TABLE_OR_VIEW_NOT_FOUND\\].*?`([^`]+)` cannot be found");

  private final SparkSession spark;
  private final List<String> views = new ArrayList<>();
  private final QueryGuard guard;

  /**
   * Defines the views over a study directory.
   *
   * @param directory the study, on any file system that Hadoop knows
   * @param trials the Parquet files that hold each finished trial once
   * @param best the number of the study's best trial, if it has one
   * @param front the numbers of the trials that no other dominates
   * @param maximize whether large objectives are the good ones
   * @throws IOException if the directory cannot be read, has no finished trial, or holds a damaged
   *     part
   */
  StudyQuery(
      SparkSession session,
      String directory,
      List<String> trials,
      OptionalInt best,
      List<Integer> front,
      boolean maximize)
      throws IOException {
    if (trials.isEmpty()) {
      throw new IOException(directory + ": no trial has finished yet, so there are no rows");
    }
    spark = session.newSession();
    // Else ${env:NAME} in a query is a variable of this process, and csv.`FILE` a table.
    spark.conf().set("spark.sql.variable.substitute", false);
    spark.conf().set("spark.sql.runSQLOnFiles", false);
    // Times as instants: the other kind is shown in the time zone of the machine, without saying
    // so.
    spark.conf().set("spark.sql.datetime.java8API.enabled", true);
    // Names that differ in nothing else are told apart by it; all others are as SQL has them.
    spark.conf().set(CASE_SENSITIVE, true);
    define("trials", trials);
    spark.conf().set(CASE_SENSITIVE, alike(spark.table("trials").columns()));
    Path study = new Path(directory);
    FileSystem files = study.getFileSystem(session.sparkContext().hadoopConfiguration());
    // A part of the measurements has the name of the part of the trials that they belong to.
    List<String> live = trials.stream().map(part -> new Path(part).getName()).toList();
    define(
        "measurements",
        parts(files, new Path(study, "measurements")).stream()
            .filter(part -> live.contains(new Path(part).getName()))
            .toList());
    defineEvaluations(parts(files, new Path(study, "evaluations")));
    define("runs", parts(files, new Path(study, "runs")));
    define("decisions", decisions());
    define("best_trial", "SELECT * FROM trials WHERE number = " + best.orElse(-1));
    define(
        "pareto",
        "SELECT * FROM trials WHERE number IN (-1"
            + front.stream().map(number -> ", " + number).collect(Collectors.joining())
            + ")");
    define(
        "history",
        "SELECT number, state, objective, "
            + (maximize ? "max" : "min")
            + "(IF(coalesce(constraint_violation, 0) = 0, objective, NULL)) OVER (ORDER BY number)"
            + " AS best_objective FROM trials");
    guard = new QueryGuard(spark, views);
  }

  /**
   * Answers one query.
   *
   * @throws QueryException if the query is not SQL, names what is not there, or would do more than
   *     read the views
   */
  public ResultTable answer(String sql) {
    return guarded(
        sql,
        views,
        () -> {
          guard.admit(sql);
          return table(spark.sql(sql));
        });
  }

  /**
   * Looks a query over before Spark is started, which takes longer than all else: its syntax, and
   * the names of views and functions.
   *
   * @throws QueryException as {@link #answer}
   */
  static void read(String sql) {
    QueryGuard guard = new QueryGuard();
    guarded(
        sql,
        List.of(),
        () -> {
          guard.read(sql);
          return "";
        });
  }

  /** What Spark says in words of ours. */
  private static <T> T guarded(String sql, List<String> views, Callable<T> answer) {
    if (sql.isBlank()) {
      throw new QueryException(
          "query: must be SQL such as SELECT number, objective FROM trials, was empty", null);
    }
    if (depth(sql) > DEEPEST) {
      throw tooDeep(sql); // Spark's parser takes half a minute to say so
    }
    try {
      return answer.call();
    } catch (StackOverflowError e) {
      throw tooDeep(sql);
    } catch (Exception e) {
      // Spark's AnalysisException is checked, and Scala does not declare it.
      if (e instanceof QueryException known) {
        throw known;
      }
      throw new QueryException("query: " + reason(e, views), e);
    }
  }

  /** Whether two names differ only in case. */
  private static boolean alike(String[] names) {
    return Arrays.stream(names).map(name -> name.toLowerCase(Locale.ROOT)).distinct().count()
        < names.length;
  }

  private static QueryException tooDeep(String sql) {
    return new QueryException(
        "query: must not be nested so deeply, was of " + sql.length() + " characters", null);
  }

  /** The most brackets that stand open at once, wherever they stand. */
  private static int depth(String sql) {
    int open = 0;
    int most = 0;
    for (int i = 0; i < sql.length(); i++) {
      char letter = sql.charAt(i);
      open += letter == '(' ? 1 : letter == ')' ? -1 : 0;
      most = Math.max(most, open);
    }
    return most;
  }

  private static ResultTable table(Dataset<Row> answer) {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : answer.collectAsList()) {
      List<Object> cells = new ArrayList<>();
      for (int k = 0; k < row.size(); k++) {
        cells.add(cell(row.get(k)));
      }
      rows.add(cells);
    }
    return new ResultTable(Arrays.asList(answer.columns()), rows);
  }

  private void define(String view, List<String> parts) {
    if (!parts.isEmpty()) {
      read(spark, parts).createOrReplaceTempView(view);
      views.add(view);
    }
  }

  private static Dataset<Row> read(SparkSession session, List<String> parts) {
    return session
        .read()
        .option("mergeSchema", "true")
        // A study's directory may be called [a]: these are names, no patterns.
        .option(DataSource.GLOB_PATHS_KEY(), "false")
        .parquet(parts.toArray(String[]::new));
  }

  /**
   * Two processes may have judged the same, and found the same: what is no real number says what
   * was judged, and how.
   */
  private void defineEvaluations(List<String> parts) {
    if (!parts.isEmpty()) {
      Dataset<Row> all = read(spark, parts);
      String[] identity =
          Arrays.stream(all.schema().fields())
              .filter(field -> !field.dataType().equals(DataTypes.DoubleType))
              .map(StructField::name)
              .toArray(String[]::new);
      all.dropDuplicates(identity).createOrReplaceTempView("evaluations");
      views.add("evaluations");
    }
  }

  private void define(String view, String sql) {
    spark.sql(sql).createOrReplaceTempView(view);
    views.add(view);
  }

  /** The decisions out of the measurements that they rest on; no rows where nobody decided. */
  private String decisions() {
    boolean any =
        views.contains("measurements")
            && Arrays.asList(spark.table("measurements").columns()).contains("decisions");
    String judged =
        any
            ? "SELECT trial, step, explode(from_json(decisions, '"
                + DECISIONS
                + "')) AS made"
                + " FROM measurements WHERE decisions IS NOT NULL"
            : "SELECT 0 AS trial, 0L AS step, element_at(from_json('[]', '"
                + DECISIONS
                + "'), 1) AS made WHERE false";
    return "SELECT made.index AS decision, trial, step, made.action AS action,"
        + " CAST(made.value AS DOUBLE) AS value, made.heir.parent AS partner,"
        + " made.reason AS reason FROM ("
        + judged
        + ")";
  }

  /** The parts of a table, after a look at each that it is whole. */
  private static List<String> parts(FileSystem files, Path table) throws IOException {
    List<String> parts = new ArrayList<>();
    FileStatus[] found;
    try {
      found = files.listStatus(table);
    } catch (FileNotFoundException absent) {
      return List.of();
    }
    Arrays.sort(found);
    for (FileStatus file : found) {
      String name = file.getPath().getName();
      if (file.isFile() && name.endsWith(".parquet") && !name.startsWith("_")) {
        checkWhole(files, file);
        parts.add(file.getPath().toString());
      }
    }
    return parts;
  }

  private static void checkWhole(FileSystem files, FileStatus file) throws IOException {
    byte[] tail = new byte[PARQUET_MAGIC.length];
    if (file.getLen() >= 12) {
      try (FSDataInputStream in = files.open(file.getPath())) {
        in.readFully(file.getLen() - tail.length, tail);
      }
    }
    if (!Arrays.equals(tail, PARQUET_MAGIC)) {
      throw new IOException(
          file.getPath().toUri().getPath()
              + ": a Parquet part must end in PAR1; this one is truncated ("
              + file.getLen()
              + " bytes)");
    }
  }

  /** Spark's message without its error class, its plan and its excerpt of the query. */
  private static String reason(Throwable error, List<String> views) {
    String message = String.valueOf(error.getMessage()).strip();
    Matcher missing = MISSING_TABLE.matcher(message);
    if (missing.find()) {
      String name = missing.group(1);
      return "no view is called " + name + Suggestion.clause(name, views);
    }
    return message
        .replaceFirst("(?s);\\n.*", "")
        .replaceFirst("(?s)== SQL.*", "")
        .replaceFirst("^\\[[A-Z0-9_.]+\\]\\s*", "")
        .replaceFirst(";? ?\\(?line \\d+,? pos \\d+\\)?\\s*$", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static Object cell(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      Map<Object, Object> cells = new LinkedHashMap<>();
      JavaConverters.mapAsJavaMap(map).forEach((key, each) -> cells.put(cell(key), cell(each)));
      return cells;
    }
    if (value instanceof Row row) {
      Map<Object, Object> cells = new LinkedHashMap<>();
      for (int k = 0; k < row.size(); k++) {
        String name = row.schema() == null ? String.valueOf(k) : row.schema().fieldNames()[k];
        cells.put(name, cell(row.get(k)));
      }
      return cells;
    }
    if (value instanceof scala.collection.Iterable<?> values) {
      Collection<?> elements = JavaConverters.asJavaCollection(values);
      List<Object> cells = new ArrayList<>();
      elements.forEach(element -> cells.add(cell(element)));
      return cells;
    }
    return value.toString();
  }
}
