package io.sweepstake.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.transfer.CsvTrials;
import io.sweepstake.sweeps.transfer.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyQueryTest extends SparkTest {
  @TempDir static Path study;
  private static QueriedStudy asked;
  private static StudyQuery query;

  @BeforeAll
  static void writeTrials() throws IOException {
    spark
        .sql(
            "SELECT * FROM VALUES (0, 'COMPLETE', 0.5D, 0D), (1, 'COMPLETE', 0.8D, 0D),"
                + " (2, 'FAIL', CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE)),"
                + " (3, 'COMPLETE', 0.9D, 0.1D)"
                + " AS t(number, state, objective, constraint_violation)")
        .coalesce(1)
        .write()
        .parquet(study.resolve("trials").toString());
    List<String> parts;
    try (Stream<Path> files = Files.list(study.resolve("trials"))) {
      parts = files.map(Path::toString).filter(name -> name.endsWith(".parquet")).toList();
    }
    asked =
        new QueriedStudy(
            study.toString(),
            parts,
            List.of(),
            OptionalInt.of(1),
            List.of(1, 3),
            true,
            () -> Map.of("objective", "what it earns"));
    query = new StudyQuery(spark, List.of(asked));
  }

  @Test
  void theFrontIsAView() {
    assertThat(answer("SELECT number FROM pareto ORDER BY number").rows())
        .containsExactly(List.of(1), List.of(3));
  }

  @Test
  void trialsThatWereRemovedAreNoRows() throws IOException {
    QueriedStudy without =
        new QueriedStudy(
            study.toString(),
            asked.trials(),
            List.of(0, 3),
            asked.best(),
            List.of(),
            true,
            Map::of);
    assertThat(
            new StudyQuery(spark, List.of(without))
                .answer("SELECT number, best_objective FROM history ORDER BY number")
                .rows())
        .containsExactly(List.of(1, 0.8), List.of(2, 0.8));
    query = new StudyQuery(spark, List.of(asked));
  }

  @Test
  void trialsAreRows() {
    assertThat(answer("SELECT number, objective FROM trials ORDER BY objective DESC LIMIT 2"))
        .isEqualTo(
            new ResultTable(
                List.of("number", "objective"), List.of(List.of(3, 0.9), List.of(1, 0.8))));
  }

  @Test
  void historyHasTheBestFeasibleObjectiveSoFar() {
    assertThat(answer("SELECT best_objective FROM history ORDER BY number").rows())
        .containsExactly(List.of(0.5), List.of(0.8), List.of(0.8), List.of(0.8));
  }

  /** In whatever zone the machine is. */
  @Test
  void timesSayTheirZone() {
    assertThat(answer("SELECT timestamp'2026-01-31 12:00:00.5' AS t, date'2026-01-31' AS d").rows())
        .containsExactly(List.of("2026-01-31T12:00:00.500Z", "2026-01-31"));
  }

  @Test
  void bestTrialIsTheOneTheStudySays() {
    assertThat(answer("SELECT number FROM best_trial").rows()).containsExactly(List.of(1));
  }

  @Test
  void tablesAndColumnsCanBeListed() {
    assertThat(answer("DESCRIBE trials").rows())
        .hasSize(4)
        .contains(
            List.of("state", "string", "COMPLETE, PRUNED or FAIL"),
            List.of("objective", "double", "what it earns"));
    assertThat(answer("DESCRIBE history").rows())
        .contains(
            List.of("objective", "double", "what it earns"),
            List.of(
                "best_objective", "double", "the best so far of trials that keep the constraints"));
    assertThat(answer("SHOW VIEWS").rows()).hasSize(5);
  }

  @Test
  void aStudyWithoutAPrunerHasNoDecisions() {
    assertThat(answer("SELECT * FROM decisions"))
        .isEqualTo(
            new ResultTable(
                List.of("decision", "trial", "step", "action", "value", "partner", "reason"),
                List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELEC 1",
        "SELECT revenu FROM trials",
        "SELECT 1 FROM trails",
        "SELECT nope(number) FROM trials",
        "SELECT 1 +",
        "",
      })
  void badSqlIsOneClearLine(String sql) {
    assertThatThrownBy(() -> answer(sql))
        .isInstanceOf(QueryException.class)
        .message()
        .startsWith("query: ")
        .doesNotContain("\n", "Project [", "== SQL ==", "[PARSE")
        .hasSizeGreaterThan(20);
  }

  /** What only the rows show, a task finds out: its stack is nobody's business. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "raise_error(concat(state, '!'))|COMPLETE!",
        "state RLIKE '['|The value of parameter(s) `regexp` in `rlike` is invalid: '['.",
        "format_string('%d', objective)|IllegalFormatConversionException: d != java.lang.Double",
        "repeat(state, 1500000000)|ArithmeticException: integer overflow",
      })
  void whatGoesWrongInATaskIsOneClearLine(String expression, String reason) {
    assertThatThrownBy(() -> answer("SELECT " + expression + " FROM trials WHERE number = 0"))
        .isInstanceOf(QueryException.class)
        .hasMessage("query: " + reason);
  }

  @Test
  void aTaskThatWantsTooMuchMemoryDoesNotEndTheProgram() {
    assertThatThrownBy(() -> answer("SELECT repeat('abcd', 536870000 + number) FROM trials"))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(answer("SELECT count(*) FROM trials").rows()).hasSize(1);
  }

  @Test
  void aMisspeltColumnIsNamedWithTheNearest() {
    assertThatThrownBy(() -> answer("SELECT objectiv FROM trials"))
        .hasMessageContaining("`objectiv`")
        .hasMessageContaining("`objective`");
  }

  /** Before Spark is started, in the same words as afterwards. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT objectiv FROM trials",
        "SELECT t.nope FROM history t",
        "SELECT number FROM trials ORDER BY reven",
        "SELECT sum(state) + number FROM trials",
        "SELECT revenue FROM measurements",
        "EXPLAIN SELECT objectiv FROM best_trial",
      })
  void whatAQueryAsksForAndIsNotThereNeedsNoSpark(String sql) {
    Throwable before = catchThrowable(() -> StudyQuery.read(asked, sql));
    assertThat(before).isInstanceOf(QueryException.class);
    assertThat(catchThrowable(() -> answer(sql))).hasMessage(before.getMessage());
  }

  @Test
  void rowsOfSeveralStudiesSayOfWhichTheyAre(@TempDir Path parent) throws IOException {
    spark
        .sql(
            "SELECT 0 AS number, 'COMPLETE' AS state, 3L AS objective, 7D AS constraint_violation,"
                + " 'it' AS `what's`")
        .coalesce(1)
        .write()
        .parquet(parent.resolve("it's/trials").toString());
    List<String> parts;
    try (Stream<Path> files = Files.list(parent.resolve("it's/trials"))) {
      parts = files.map(Path::toString).filter(name -> name.endsWith(".parquet")).toList();
    }
    String first = study.getFileName().toString();
    StudyQuery both =
        new StudyQuery(
            spark,
            List.of(
                asked,
                new QueriedStudy(
                    parent.resolve("it's").toString(),
                    parts,
                    List.of(),
                    OptionalInt.empty(),
                    List.of(0),
                    false,
                    Map::of)));
    assertThat(both.answer("SELECT study, count(*), sum(objective) FROM trials GROUP BY 1").rows())
        .containsExactlyInAnyOrder(Arrays.asList(first, 4L, 2.2), Arrays.asList("it's", 1L, 3.0));
    assertThat(both.answer("SELECT study, number FROM pareto ORDER BY study, number").rows())
        .containsExactlyInAnyOrder(List.of(first, 1), List.of(first, 3), List.of("it's", 0));
    assertThat(both.answer("SELECT study, number FROM best_trial").rows())
        .containsExactly(List.of(first, 1));
    assertThat(
            both.answer("SELECT study, best_objective FROM history WHERE number = 0 ORDER BY 2")
                .rows())
        .containsExactly(Arrays.asList("it's", null), List.of(first, 0.5));
    assertThat(both.columns())
        .containsEntry(
            "decisions",
            List.of("study", "decision", "trial", "step", "action", "value", "partner", "reason"))
        .containsEntry(
            "trials",
            List.of("study", "number", "state", "objective", "constraint_violation", "what's"));
  }

  @Test
  void aMisspeltViewIsNamedWithTheNearest() {
    assertThatThrownBy(() -> answer("SELECT number FROM trails"))
        .hasMessage("query: no view is called trails; did you mean trials?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO trials VALUES (9, 'COMPLETE', 1.0)",
        "INSERT OVERWRITE DIRECTORY '%s' USING parquet SELECT 1",
        "CREATE TABLE t (x INT) USING parquet LOCATION '%s/t'",
        "DROP VIEW trials",
        "WITH w AS (SELECT 1) INSERT OVERWRITE DIRECTORY '%s' USING parquet SELECT * FROM w",
        "FROM trials INSERT INTO trials SELECT * INSERT INTO trials SELECT *",
        "SET spark.sql.shuffle.partitions = 7",
      })
  void queriesOnlyRead(String sql) {
    assertThatThrownBy(() -> answer(String.format(sql, study)))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("only reads are allowed");
    assertThat(answer("SELECT count(*) FROM trials").rows()).containsExactly(List.of(4L));
  }

  /** They are no patterns. */
  @Test
  void directoriesMayBeCalledWhatever(@TempDir Path parent) throws IOException {
    Path odd = Files.createDirectories(parent.resolve("[a] {b,c}*?:\\%20ü/trials"));
    List<String> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(study.resolve("trials"))) {
      for (Path part : files.filter(name -> name.toString().endsWith(".parquet")).toList()) {
        parts.add("file:" + Files.copy(part, odd.resolve(part.getFileName())));
      }
    }
    StudyQuery there =
        new StudyQuery(
            spark,
            List.of(
                new QueriedStudy(
                    odd.getParent().toString(),
                    parts,
                    List.of(),
                    OptionalInt.of(1),
                    List.of(1),
                    true,
                    Map::of)));
    assertThat(there.answer("SELECT count(*) FROM trials").rows()).containsExactly(List.of(4L));
  }

  /** From one study to another, by the table as text. */
  @Test
  void namesThatDifferOnlyInCaseAndEmptyChoicesStay(@TempDir Path parent) throws IOException {
    SearchSpace space =
        SearchSpace.of(
            FloatParam.uniform("x", 0, 1),
            FloatParam.uniform("X", 2, 3),
            CategoricalParam.of("kind", "", "a,\"b\"", "null"));
    Metric loss = Metric.of("Value");
    StudySpec spec = StudySpec.of("alike", space, Objective.of(Goal.minimize(loss)), 1);
    String directory = parent.resolve("study").toString();
    Study there = Study.inMemory(spec);
    try (ParquetTrialStore store =
        ParquetTrialStore.openOrCreate(
            new org.apache.hadoop.fs.Path(directory), new Configuration(), spec)) {
      Study study = Study.in(store);
      for (String kind : List.of("", "a,\"b\"", "null")) {
        Trial trial = study.enqueue(Map.of("x", 0.25, "X", 2.5, "kind", kind));
        study.ask(1);
        study.tell(trial.number(), 7);
      }
    }
    StudyView view = StudyView.of(directory);
    StudyQuery alike =
        new StudyQuery(
            spark,
            List.of(
                new QueriedStudy(
                    directory,
                    view.parts(),
                    List.of(),
                    view.best(),
                    view.front(),
                    false,
                    Map::of)));
    ResultTable answer =
        alike.answer("SELECT params_x, params_X, value, Value, params_kind FROM trials");
    assertThat(answer.rows())
        .containsExactly(
            List.of(0.25, 2.5, 7.0, 7.0, ""),
            List.of(0.25, 2.5, 7.0, 7.0, "a,\"b\""),
            List.of(0.25, 2.5, 7.0, 7.0, "null"));
    assertThat(alike.answer("select COUNT(*) from history").rows()).containsExactly(List.of(3L));
    String text = Files.readString(parent.resolve("study/trials.csv"));
    Transfer.Result result =
        there.imported(CsvTrials.read(text, "there", spec.objective()), Transfer.byName());
    assertThat(result.skipped()).isEmpty();
    assertThat(result.imported().stream().map(Trial::point))
        .containsExactlyElementsOf(view.history().trials().stream().map(Trial::point).toList());
    assertThat(there.best().orElseThrow().state().metrics()).isEqualTo(Metrics.of(loss, 7));
  }

  @Test
  void aTruncatedPartIsNamed(@TempDir Path damaged) throws IOException {
    Path whole;
    try (Stream<Path> parts = Files.list(study.resolve("trials"))) {
      whole = parts.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path part = Files.createDirectory(damaged.resolve("evaluations")).resolve("part-0.parquet");
    Files.write(part, Arrays.copyOf(bytes, bytes.length / 2));
    List<String> trials = List.of(whole.toString());
    assertThatThrownBy(
            () ->
                new StudyQuery(
                    spark,
                    List.of(
                        new QueriedStudy(
                            damaged.toString(),
                            trials,
                            List.of(),
                            OptionalInt.empty(),
                            List.of(),
                            true,
                            Map::of))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(part + ": a Parquet part must end in PAR1")
        .hasMessageContaining("truncated");
  }

  @Test
  void aStudyWithoutTrialsSaysSo() {
    assertThatThrownBy(
            () ->
                new StudyQuery(
                    spark,
                    List.of(
                        new QueriedStudy(
                            "empty",
                            List.of(),
                            List.of(),
                            OptionalInt.empty(),
                            List.of(),
                            true,
                            Map::of))))
        .isInstanceOf(IOException.class)
        .hasMessage("empty: no trial has finished yet, so there are no rows");
  }

  private static ResultTable answer(String sql) {
    return query.answer(sql);
  }
}
