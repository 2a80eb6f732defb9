package io.sweepstake.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.jobs.export.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryGuardTest extends SparkTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^\\s*> (SELECT .*?);\\s*$");

  @TempDir static Path study;
  private static QueriedStudy asked;
  private static StudyQuery query;

  @BeforeAll
  static void writeTrials() throws IOException {
    spark
        .sql(
            "SELECT * FROM VALUES (0, 'COMPLETE', 0.5D, 0D, array(1, 2), map('a', 1)),"
                + " (1, 'FAIL', CAST(NULL AS DOUBLE), 0D, array(), map())"
                + " AS t(number, state, objective, constraint_violation, list, pairs)")
        .coalesce(1)
        .write()
        .parquet(study.resolve("trials").toString());
    List<String> parts;
    try (Stream<Path> files = Files.list(study.resolve("trials"))) {
      parts = files.map(Path::toString).filter(name -> name.endsWith(".parquet")).toList();
    }
    asked =
        new QueriedStudy(
            study.toString(), parts, List.of(), OptionalInt.of(0), List.of(0), true, Map::of);
    query = new StudyQuery(spark, List.of(asked));
    Files.writeString(study.resolve("secret.csv"), "secret\n1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT TRANSFORM(number) USING 'sh -c \"touch %s/ran\"' AS x FROM trials",
        "SELECT * FROM (SELECT TRANSFORM(number) USING 'touch %s/ran' AS x FROM trials)",
        "SELECT (SELECT max(x) FROM (SELECT TRANSFORM(number) USING 'touch %s/ran' AS x FROM"
            + " trials))",
        "FROM trials MAP number USING 'touch %s/ran' AS x",
        "FROM trials REDUCE number USING 'touch %s/ran' AS x",
        "WITH t AS (SELECT TRANSFORM(number) USING 'touch %s/ran' AS x FROM trials) SELECT 1 FROM"
            + " t",
        "SELECT number FROM trials WHERE EXISTS"
            + " (SELECT TRANSFORM(number) USING 'touch %s/ran' AS x FROM trials)",
        "EXPLAIN SELECT TRANSFORM(number) USING 'touch %s/ran' AS x FROM trials",
        "DESCRIBE QUERY SELECT TRANSFORM(number) USING 'touch %s/ran' AS x FROM trials",
        "SELECT * FROM VALUES (1) AS t(a), LATERAL"
            + " (SELECT TRANSFORM(t.a) USING 'touch %s/ran' AS x)",
        "SELECT reflect('java.lang.System', 'setProperty', 'guard', '%s')",
        "SELECT java_method('java.lang.System', 'getProperty', 'user.home')",
        "SELECT `reflect`('java.lang.System', 'getProperty', 'user.home')",
        "SELECT IDENTIFIER('reflect')('java.lang.System', 'getProperty', 'user.home')",
        "SELECT REFLECT('java.lang.System', 'getProperty', 'user.home') OVER () FROM trials",
        "SELECT transform(list, x -> reflect('java.lang.Math', 'abs', x)) FROM trials",
        "SELECT number FROM trials ORDER BY java_method('java.lang.Math', 'random')",
        "SELECT count(*) FILTER (WHERE java_method('java.lang.Math', 'random') = '') FROM trials",
        "SELECT * FROM VALUES (reflect('java.lang.Math', 'random'))",
        "SELECT number FROM trials GROUP BY number HAVING reflect('java.lang.Math', 'random') > 0",
        "SELECT number FROM trials LIMIT length(reflect('java.lang.Math', 'random'))",
        "SELECT * FROM trials JOIN runs ON reflect('java.lang.Math', 'random') = '1'",
        "SELECT from_json('{}', reflect('java.lang.Math', 'random'))",
        "SELECT CASE WHEN true THEN reflect('java.lang.Math', 'random') END",
        "SELECT e FROM trials LATERAL VIEW explode(array(reflect('java.lang.Math', 'random'))) AS"
            + " e",
        "SELECT sum(number) OVER (PARTITION BY reflect('java.lang.Math', 'random')) FROM trials",
        "SELECT sum(number) OVER w FROM trials"
            + " WINDOW w AS (PARTITION BY reflect('java.lang.Math', 'random'))",
        "SELECT * FROM explode(array(reflect('java.lang.Math', 'random')))",
        "SELECT default.reflect('java.lang.Math', 'random')",
        "SELECT * FROM csv.`%s/secret.csv`",
        "SELECT * FROM text.`%s/secret.csv`",
        "SELECT * FROM binaryFile.`%s/secret.csv`",
        "SELECT * FROM parquet.`%s/trials`",
        "SELECT * FROM json.`%s/secret.csv`",
        "SELECT * FROM orc.`%s/secret.csv`",
        "SELECT * FROM IDENTIFIER('csv.`%s/secret.csv`')",
        "SELECT (SELECT count(*) FROM csv.`%s/secret.csv`)",
        "SELECT 1 WHERE 1 IN (SELECT 1 FROM csv.`%s/secret.csv`)",
        "SELECT * FROM trials WHERE EXISTS (SELECT 1 FROM csv.`%s/secret.csv`)",
        "WITH t AS (SELECT * FROM csv.`%s/secret.csv`) SELECT * FROM trials",
        "WITH t AS (WITH u AS (SELECT * FROM csv.`%s/secret.csv`) SELECT * FROM u) SELECT 1",
        "SELECT * FROM trials JOIN csv.`%s/secret.csv`",
        "SELECT * FROM trials, LATERAL (SELECT * FROM csv.`%s/secret.csv`)",
        "SELECT number FROM trials UNION ALL SELECT 1 FROM csv.`%s/secret.csv`",
        "SELECT sum(number) FILTER (WHERE number IN (SELECT 1 FROM csv.`%s/secret.csv`)) FROM"
            + " trials",
        "SELECT number FROM trials ORDER BY (SELECT 1 FROM csv.`%s/secret.csv`)",
        "TABLE csv.`%s/secret.csv`",
        "FROM csv.`%s/secret.csv`",
        "SELECT * FROM csv.`%s/secret.csv` TABLESAMPLE (1 ROWS)",
        "SELECT * FROM csv.`%s/secret.csv` PIVOT (count(*) FOR secret IN (1))",
        "SELECT * FROM trials VERSION AS OF 1",
        "SELECT * FROM spark_catalog.default.trials",
        "SELECT * FROM default.trials",
        "SELECT * FROM global_temp.trials",
        "DESCRIBE csv.`%s/secret.csv`",
        "DESCRIBE EXTENDED default.nothing",
        "DESCRIBE QUERY SELECT * FROM csv.`%s/secret.csv`",
        "EXPLAIN SELECT * FROM csv.`%s/secret.csv`",
        "EXPLAIN EXTENDED CREATE TABLE t USING csv LOCATION '%s/secret.csv'",
        "SHOW TABLES IN default",
        "SHOW VIEWS IN global_temp",
        "SHOW CREATE TABLE trials",
        "SHOW TBLPROPERTIES trials",
        "SELECT input_file_name() FROM trials",
        "SELECT input_file_block_start() FROM trials",
        "SELECT current_user()",
        "SELECT current_user",
        "SELECT user()",
        "SELECT current_catalog()",
        "SELECT xpath('<!DOCTYPE a SYSTEM \"file:%s/secret.csv\"><a/>', 'a')",
        "SELECT * FROM sql_keywords()",
        "SELECT * FROM read_files('%s/secret.csv')",
        "SET spark.sql.runSQLOnFiles = true",
        "SET",
        "RESET",
        "ADD JAR '%s/secret.csv'",
        "ADD FILE '%s/secret.csv'",
        "LIST FILES",
        "CREATE FUNCTION f AS 'java.lang.Math' USING JAR '%s/secret.csv'",
        "CREATE TEMPORARY FUNCTION f AS 'java.lang.Math'",
        "CREATE TEMPORARY VIEW trials USING csv OPTIONS (path '%s/secret.csv')",
        "CREATE OR REPLACE TEMPORARY VIEW trials AS SELECT 1",
        "CREATE TABLE t USING csv AS SELECT 1",
        "CREATE DATABASE d LOCATION '%s'",
        "INSERT OVERWRITE DIRECTORY '%s/out' USING csv SELECT 1",
        "INSERT OVERWRITE LOCAL DIRECTORY '%s/out' SELECT 1",
        "LOAD DATA INPATH '%s/secret.csv' INTO TABLE trials",
        "CACHE TABLE trials",
        "REFRESH '%s'",
        "ANALYZE TABLE trials COMPUTE STATISTICS",
        "USE spark_catalog",
        "DROP VIEW trials",
        "TRUNCATE TABLE trials",
        "MERGE INTO trials USING runs ON true WHEN MATCHED THEN DELETE",
        "DELETE FROM trials",
        "UPDATE trials SET number = 1",
        "SELECT 1; SELECT 2",
      })
  void anythingButAReadOfTheViewsIsOneSentence(String sql) throws IOException {
    assertThatThrownBy(() -> answer(String.format(sql, study)))
        .isInstanceOf(QueryException.class)
        .message()
        .startsWith("query: ")
        .doesNotContain("\n");
    assertThat(System.getProperty("guard")).isNull();
    try (Stream<Path> files = Files.list(study)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("trials", "secret.csv");
    }
  }

  @AfterAll
  static void theViewsAreWhatTheyWere() {
    assertThat(answer("SELECT count(*) FROM trials").rows()).containsExactly(List.of(2L));
  }

  @Test
  void filesNamedInAQueryAreNotEvenLookedFor() {
    assertThatThrownBy(() -> answer("SELECT * FROM csv.`/no/such/file`"))
        .hasMessage(
            "query: only the views of the study can be read, trials, decisions, best_trial, pareto,"
                + " history, was csv./no/such/file");
  }

  @Test
  void refusalsNameTheThing() {
    assertThatThrownBy(() -> answer("SELECT reflect('a', 'b')"))
        .hasMessage(
            "query: only functions that look at nothing but their arguments are allowed, was"
                + " reflect");
    assertThatThrownBy(() -> answer("SELECT medain(number) FROM trials"))
        .hasMessage("query: no function is called medain; did you mean median?");
    assertThatThrownBy(() -> answer("SELECT TRANSFORM(number) USING 'cat' FROM trials"))
        .hasMessageContaining("ScriptTransformation is not, was SELECT TRANSFORM");
  }

  @Test
  void theEnvironmentIsNoPartOfAQuery() {
    assertThat(answer("SELECT '${system:java.version}${env:PATH}' AS text").rows())
        .containsExactly(List.of("${system:java.version}${env:PATH}"));
  }

  @Test
  void aQueryNestedTooDeeplyIsOneSentence() {
    assertThatThrownBy(() -> answer("SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000)))
        .isInstanceOf(QueryException.class)
        .hasMessage("query: must not be nested so deeply, was of 40008 characters");
    assertThatThrownBy(() -> answer("SELECT " + "NOT ".repeat(20_000) + "true"))
        .isInstanceOf(QueryException.class)
        .hasMessage("query: must not be nested so deeply, was of 80011 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM trials",
        "TABLE trials",
        "FROM trials SELECT number",
        "SELECT t.number, b.number FROM trials t LEFT JOIN best_trial b USING (number)",
        "SELECT * FROM trials CROSS JOIN history",
        "SELECT * FROM trials t LEFT ANTI JOIN pareto p ON t.number = p.number",
        "SELECT * FROM trials NATURAL JOIN history",
        "SELECT state, count(*), avg(objective), stddev(objective) FROM trials GROUP BY state",
        "SELECT state, count(*) FROM trials GROUP BY ALL HAVING count(*) > 0 ORDER BY ALL",
        "SELECT state, number, count(*), grouping_id() FROM trials GROUP BY CUBE (state, number)",
        "SELECT state, count(*) FROM trials GROUP BY ROLLUP (state)",
        "SELECT state, count(*) FROM trials GROUP BY GROUPING SETS ((state), ())",
        "SELECT state, count(*) FROM trials GROUP BY 1 ORDER BY 2 DESC NULLS LAST LIMIT 1 OFFSET 1",
        "SELECT DISTINCT state FROM trials",
        "SELECT count(DISTINCT state), sum(number) FILTER (WHERE number > 0) FROM trials",
        "SELECT percentile(objective, 0.5), median(objective), mode(state) FROM trials",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY objective) FROM trials",
        "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY objective DESC) FROM trials",
        "SELECT approx_percentile(objective, array(0.1, 0.9)), corr(number, objective) FROM trials",
        "SELECT max_by(number, objective), collect_list(number), histogram_numeric(number, 3)"
            + " FROM trials",
        "SELECT number, rank() OVER (PARTITION BY state ORDER BY objective) FROM trials",
        "SELECT number, lag(objective) OVER w, avg(objective) OVER"
            + " (ORDER BY number ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM trials"
            + " WINDOW w AS (ORDER BY number)",
        "SELECT sum(number) OVER (ORDER BY number RANGE BETWEEN UNBOUNDED PRECEDING AND 1"
            + " FOLLOWING) FROM trials",
        "SELECT * FROM (SELECT number, state FROM trials)"
            + " PIVOT (count(number) FOR state IN ('COMPLETE', 'FAIL'))",
        "SELECT * FROM (SELECT number, objective, constraint_violation FROM trials)"
            + " UNPIVOT (value FOR name IN (objective, constraint_violation))",
        "WITH good AS (SELECT * FROM trials WHERE state = 'COMPLETE'), one AS (SELECT * FROM good)"
            + " SELECT count(*) FROM one JOIN good USING (number)",
        "SELECT number FROM trials UNION SELECT number FROM pareto",
        "SELECT number FROM trials EXCEPT SELECT number FROM pareto",
        "SELECT number FROM trials INTERSECT ALL SELECT number FROM pareto",
        "SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(x, y)",
        "VALUES (1), (2)",
        "SELECT 1 + 1, 7 % 3, -number, number / 2, number DIV 2, ~number, number & 1 FROM trials",
        "SELECT id FROM range(3)",
        "SELECT * FROM explode(array(1, 2))",
        "SELECT number, value FROM trials LATERAL VIEW explode(list) AS value",
        "SELECT number, p, value FROM trials LATERAL VIEW OUTER posexplode(list) AS p, value",
        "SELECT number, explode(pairs) FROM trials",
        "SELECT t.number, u.x FROM trials t, LATERAL (SELECT t.number + 1 AS x) u",
        "SELECT stack(2, 1, 2), inline(array(struct(1 AS a)))",
        "SELECT json_tuple('{\"a\": 1}', 'a'), get_json_object('{\"a\": 1}', '$.a')",
        "SELECT from_json('{\"a\": 1}', 'a INT').a, to_json(struct(number)) FROM trials",
        "SELECT transform(list, x -> x + number), filter(list, x -> x > 1),"
            + " aggregate(list, 0, (a, x) -> a + x), exists(list, x -> x > 1) FROM trials",
        "SELECT map_filter(pairs, (k, v) -> v > 0), transform_values(pairs, (k, v) -> v * 2),"
            + " pairs['a'], list[0], element_at(list, 1), try_element_at(pairs, 'b') FROM trials",
        "SELECT struct(number, state).state, named_struct('a', 1).a, array(struct(1 AS a)).a"
            + " FROM trials",
        "SELECT CASE state WHEN 'FAIL' THEN 1 ELSE 0 END, IF(number > 0, 1, 2), nullif(1, 1),"
            + " coalesce(objective, 0), nvl(objective, 1), nanvl(objective, 1) FROM trials",
        "SELECT * FROM trials WHERE state LIKE 'C%' AND number BETWEEN 0 AND 5 AND number IN (0, 1)"
            + " AND state RLIKE 'C.*' AND state LIKE ANY ('C%', 'F%') AND objective IS NOT NULL"
            + " AND NOT isnan(objective) AND objective <=> objective",
        "SELECT * FROM trials WHERE number = (SELECT max(number) FROM trials)",
        "SELECT * FROM trials t WHERE EXISTS (SELECT 1 FROM pareto p WHERE p.number = t.number)",
        "SELECT * FROM trials WHERE number NOT IN (SELECT number FROM pareto)",
        "SELECT upper(state), concat_ws('-', state, number), substring(state FROM 1 FOR 2),"
            + " trim(BOTH 'C' FROM state), position('a' IN state), overlay(state PLACING 'x' FROM"
            + " 1), state || number, split(state, 'M')[0], format_number(objective, 2) FROM trials",
        "SELECT CAST(number AS STRING), TRY_CAST(state AS INT), double(number)" + " FROM trials",
        "SELECT EXTRACT(YEAR FROM DATE '2024-01-01'), current_date, now() - INTERVAL 1 DAY,"
            + " date_trunc('hour', TIMESTAMP '2024-01-01 00:00:01'),"
            + " TIMESTAMPDIFF(HOUR, current_timestamp(), now()), unix_timestamp(),"
            + " DATE '2024-01-02' - DATE '2024-01-01'",
        "SELECT INTERVAL 2 YEAR * 3, INTERVAL '1' DAY / 2, CAST(1.5 AS DECIMAL(5,2)) + 2.5",
        "SELECT rand(1), uuid(), monotonically_increasing_id(), typeof(number), version() FROM"
            + " trials",
        "SELECT assert_true(true), sha2('a', 256), hash(number), crc32('a') FROM trials",
        "SELECT /*+ BROADCAST(t), REPARTITION(2) */ * FROM trials t",
        "SELECT * FROM trials TABLESAMPLE (50 PERCENT) REPEATABLE (1)",
        "SELECT number AS n, n + 1 AS m FROM trials",
        "SELECT number FROM trials SORT BY number",
        "SELECT number FROM trials DISTRIBUTE BY number",
        "SELECT count(*) FROM trials;",
        "EXPLAIN SELECT * FROM trials",
        "DESCRIBE trials",
        "DESCRIBE QUERY SELECT number FROM trials",
        "DESCRIBE trials number",
        "SHOW VIEWS",
        "SHOW TABLES",
        "SHOW COLUMNS IN trials",
        "SHOW FUNCTIONS LIKE 'perc*'",
      })
  void analyticsIsAllowed(String sql) {
    assertThatCode(() -> StudyQuery.read(asked, sql)).doesNotThrowAnyException();
    assertThatCode(() -> answer(sql)).doesNotThrowAnyException();
  }

  @Test
  @Tag("slow")
  void everyPureFunctionIsAllowedAsSparkDocumentsIt() {
    QueryGuard guard = new QueryGuard(spark, List.of());
    List<String> refused = new ArrayList<>();
    int admitted = 0;
    for (String name : guard.functions()) {
      String examples =
          FunctionRegistry.builtin()
              .lookupFunction(new FunctionIdentifier(name))
              .get()
              .getExamples()
              .replace("_FUNC_", name);
      Matcher example = EXAMPLE.matcher(examples);
      while (example.find()) {
        try {
          guard.admit(example.group(1));
          admitted++;
        } catch (QueryException e) {
          refused.add(name + ": " + e.getMessage());
        } catch (Exception notSql) {
          // Some of Spark's examples show what fails, or are cut off.
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(admitted).isGreaterThan(500);
  }

  private static ResultTable answer(String sql) {
    return query.answer(sql);
  }
}
