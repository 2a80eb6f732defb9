package io.sweepstake.jobs.spark;

import io.sweepstake.jobs.config.Suggestion;
import io.sweepstake.jobs.export.ResultTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Spark SQL over one study, or several.
 *
 * <p>Its views: {@code trials}, {@code measurements}, {@code evaluations} and {@code runs} are the
 * study's Parquet tables, those that exist; {@code decisions} is what pruners decided on finished
 * trials, in the order of deciding by its column {@code decision}; {@code best_trial} is the row of
 * the best feasible trial, if there is one; {@code pareto} has the rows of the Pareto front; {@code
 * history} is the objective by trial number with the best so far. Queries only read, and only
 * these; see {@link QueryGuard}. Where a study has columns that differ only in case, case counts in
 * queries. Rows of several studies begin with their {@code study}.
 */
public final class StudyQuery {
  /** No query that a person writes has as many brackets open. */
  private static final int DEEPEST = 500;

  private static final String CASE_SENSITIVE = "spark.sql.caseSensitive";

  private static final Pattern MISSING_TABLE =
      Pattern.compile("TABLE_OR_VIEW_NOT_FOUND\\].*?`([^`]+)` cannot be found");

  private static final String JOB_ABORTED = "Job aborted";

  /** Which task of which stage it was, and where, is nothing to whoever asked. */
  private static final Pattern TASK =
      Pattern.compile("(?s)^Job aborted.*?most recent failure: Lost task .*?\\(TID .*?\\): ");

  private final SparkSession spark;
  private final StudyTables tables;
  private final StudyViews views;
  private final Set<String> defined = new HashSet<>();
  private final Set<String> explained = new HashSet<>();
  private final QueryGuard guard;
  private final boolean caseSensitive;

  /**
   * Queries of studies; a view is read once a query names it.
   *
   * @throws IOException if a directory cannot be read, has no finished trial, or holds a damaged
   *     part
   */
  StudyQuery(SparkSession session, List<QueriedStudy> studies) throws IOException {
    spark = session.newSession();
    // Else ${env:NAME} in a query is a variable of this process, and csv.`FILE` a table.
    spark.conf().set("spark.sql.variable.substitute", false);
    spark.conf().set("spark.sql.runSQLOnFiles", false);
    // As Spark 3 has it: what is not there is nothing, no error.
    spark.conf().set("spark.sql.ansi.enabled", false);
    // Times as instants: the other kind is shown in the time zone of the machine, without saying
    // so.
    spark.conf().set("spark.sql.datetime.java8API.enabled", true);
    tables = new StudyTables(studies, session.sparkContext().hadoopConfiguration());
    views = new StudyViews(tables);
    boolean alike = false;
    for (QueriedStudy study : studies) {
      alike |= StudyViews.alike(tables.schema(StudyTables.TRIALS, study).fieldNames());
    }
    // Names that differ in nothing else are told apart by it; all others are as SQL has them.
    caseSensitive = alike;
    spark.conf().set(CASE_SENSITIVE, caseSensitive);
    guard = new QueryGuard(spark, views.names());
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
        views.names(),
        () -> {
          define(views.needed(guard.named(sql)), guard.tells(sql));
          guard.admit(sql);
          return table(spark.sql(sql));
        });
  }

  /** Ends the query that another thread is having answered, by a {@link QueryException}. */
  public void cancel() {
    spark.sparkContext().cancelAllJobs();
  }

  /** The functions that a query may call, in the order of the alphabet. */
  public Set<String> functions() {
    return guard.functions();
  }

  /** The views that may be asked, and the columns of each. */
  public Map<String, List<String>> columns() throws IOException {
    define(views.names(), false);
    Map<String, List<String>> columns = new LinkedHashMap<>();
    views.names().forEach(view -> columns.put(view, List.of(spark.table(view).columns())));
    return columns;
  }

  /**
   * Looks a query over before Spark is started, which takes longer than all else: its syntax, and
   * the names of views and functions.
   *
   * @throws QueryException as {@link #answer}
   */
  static void read(String sql) {
    QueryGuard guard = new QueryGuard();
    guarded(sql, List.of(), () -> guard.read(sql));
  }

  /**
   * The same of a query and one study, without rows: it also knows the columns.
   *
   * @throws QueryException as {@link #answer}
   * @throws IOException if the study's directory cannot be read, has no finished trial, or holds a
   *     damaged part
   */
  static void read(QueriedStudy study, String sql) throws IOException {
    StudyTables tables = new StudyTables(List.of(study), new Configuration());
    StudyViews views = new StudyViews(tables);
    QueryGuard guard = new QueryGuard(null, views.names());
    guarded(
        sql,
        views.names(),
        () -> {
          Optional<LogicalPlan> query = guard.read(sql);
          if (query.isPresent()) {
            Rehearsal.of(tables, views, guard.named(sql), query.get());
          }
          return query;
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
      Throwable cause = cause(e);
      if (cause instanceof OutOfMemoryError scarce) {
        throw scarce;
      }
      throw new QueryException("query: " + reason(cause, views), e);
    }
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

  /**
   * Defines views that are not there yet.
   *
   * @param noted whether also to say what columns hold
   */
  private void define(List<String> names, boolean noted) throws IOException {
    for (String view : names) {
      if ((noted ? explained : defined).add(view)) {
        Dataset<Row> rows =
            views.isTable(view) ? table(view) : spark.sql(views.query(view, measured()));
        (noted ? noted(view, rows) : rows).createOrReplaceTempView(view);
        defined.add(view);
      }
    }
  }

  private Dataset<Row> noted(String view, Dataset<Row> rows) {
    Map<String, String> meanings = new HashMap<>();
    if (views.isTable(view)) {
      tables.studies().forEach(study -> meanings.putAll(study.meanings().get()));
    }
    Dataset<Row> noted = rows;
    for (StructField field : rows.schema().fields()) {
      Optional<String> note =
          Optional.ofNullable(meanings.get(field.name()))
              .or(() -> ColumnNotes.of(view, field.name()));
      if (note.isPresent() && field.getComment().isEmpty()) {
        Metadata comment = new MetadataBuilder().putString("comment", note.get()).build();
        noted = noted.withMetadata(field.name(), comment);
      }
    }
    return noted;
  }

  private List<String> measured() {
    return defined.contains(StudyTables.MEASUREMENTS)
        ? List.of(spark.table(StudyTables.MEASUREMENTS).columns())
        : List.of();
  }

  /** A table of all studies that have it. */
  private Dataset<Row> table(String name) throws IOException {
    spark.conf().set(CASE_SENSITIVE, true);
    Dataset<Row> all = null;
    for (QueriedStudy study : tables.studies()) {
      List<String> parts = tables.parts(name, study);
      if (!parts.isEmpty()) {
        Dataset<Row> rows = rows(name, tables.schema(name, study), parts);
        if (!study.removed().isEmpty() && StudyTables.NUMBERS.containsKey(name)) {
          Column number = functions.col(StudyTables.NUMBERS.get(name));
          rows = rows.filter(functions.not(number.isInCollection(study.removed())));
        }
        if (views.several()) {
          List<Column> columns = new ArrayList<>();
          columns.add(functions.lit(views.name(study)).as(StudyViews.STUDY));
          for (String column : rows.columns()) {
            columns.add(functions.col("`" + column.replace("`", "``") + "`"));
          }
          rows = rows.select(columns.toArray(Column[]::new));
        }
        all = all == null ? rows : all.unionByName(rows, true);
      }
    }
    spark.conf().set(CASE_SENSITIVE, caseSensitive);
    return all;
  }

  private Dataset<Row> rows(String table, StructType schema, List<String> parts) {
    Dataset<Row> rows =
        spark
            .read()
            .schema(schema)
            // A study's directory may be called [a]: these are names, no patterns.
            .option(DataSource.GLOB_PATHS_KEY(), "false")
            .parquet(parts.toArray(String[]::new));
    if (!table.equals(StudyTables.EVALUATIONS)) {
      return rows;
    }
    // Two processes may have judged the same, and found the same: what is no real number says what
    // was judged, and how.
    return rows.dropDuplicates(
        Arrays.stream(schema.fields())
            .filter(field -> !field.dataType().equals(DataTypes.DoubleType))
            .map(StructField::name)
            .toArray(String[]::new));
  }

  /** What went wrong in a task stands below what Spark says of the job. */
  private static Throwable cause(Throwable error) {
    Throwable cause = error;
    while (String.valueOf(cause.getMessage()).startsWith(JOB_ABORTED) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Spark's message without its error class, its plan, its excerpt of the query and its stack. */
  private static String reason(Throwable error, List<String> views) {
    String message = message(error).strip();
    Matcher missing = MISSING_TABLE.matcher(message);
    if (missing.find()) {
      String name = missing.group(1);
      return "no view is called " + name + Suggestion.clause(name, views);
    }
    String sentence =
        TASK.matcher(message)
            .replaceFirst("")
            .replaceFirst("(?s)\\n\\s*at [\\w.$]+.*", "")
            .replaceFirst("(?s);\\n.*", "")
            .replaceFirst("(?s)== SQL.*", "")
            .replaceFirst("^\\[[A-Z0-9_.]+\\]\\s*", "")
            .replaceFirst("\\s*SQLSTATE: \\w{5}\\b.*", "")
            .replaceFirst(";? ?\\(?line \\d+,? pos \\d+\\)?\\s*$", "")
            .replaceAll("\\s+", " ")
            .strip();
    return sentence.isEmpty() ? error.getClass().getSimpleName() : sentence;
  }

  /** Spark's sentences stand for themselves; others need to be told by what they are. */
  private static String message(Throwable error) {
    String kind = error.getClass().getSimpleName();
    if (error.getMessage() == null) {
      return kind;
    }
    boolean sentence =
        error.getClass().getName().startsWith("org.apache.spark.")
            || error.getClass().equals(RuntimeException.class)
            || error.getClass().equals(IllegalArgumentException.class);
    return sentence ? error.getMessage() : kind + ": " + error.getMessage();
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
