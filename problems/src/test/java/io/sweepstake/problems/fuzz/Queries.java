package io.sweepstake.problems.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Statements that were SQL of a study before they were changed, or call functions with whatever is
 * at hand.
 *
 * <p>None asks for much by itself: a query that wants a terabyte, or a year, is its writer's.
 *
 * @param functions that a query may call
 * @param secret a file that no query may read
 */
record Queries(RandomGenerator random, List<String> functions, String secret) {
  private static final List<String> GOOD =
      List.of(
          "SELECT * FROM trials ORDER BY number",
          "SELECT number, state, objective FROM trials WHERE objective > 0.1 ORDER BY number",
          "SELECT state, count(*), avg(revenue), max(objective) FROM trials GROUP BY state",
          "SELECT trial, step, regret FROM measurements WHERE step > 5 ORDER BY trial, step",
          "SELECT t.number, m.step FROM trials t JOIN measurements m ON m.trial = t.number"
              + " ORDER BY 1, 2",
          "SELECT b.number, h.best_objective FROM best_trial b LEFT JOIN history h USING (number)",
          "WITH good AS (SELECT * FROM trials WHERE state = 'COMPLETE') SELECT count(*) FROM good",
          "SELECT number, rank() OVER (PARTITION BY state ORDER BY objective DESC) FROM trials",
          "SELECT * FROM (SELECT number, state FROM trials) PIVOT (count(number) FOR state IN"
              + " ('COMPLETE', 'FAIL'))",
          "SELECT number, value FROM trials LATERAL VIEW explode(array(1, 2)) AS value",
          "SELECT transform(array(1, 2), x -> x + number) FROM trials",
          "SELECT * FROM trials WHERE number IN (SELECT number FROM pareto) LIMIT 3",
          "SELECT CAST(objective AS INT), number DIV 2, -number, objective % 0.3 FROM trials",
          "SELECT date_trunc('hour', TIMESTAMP '2026-01-01 00:00:01'), DATE '2026-01-02' - DATE"
              + " '2026-01-01'",
          "SELECT * FROM runs",
          "SELECT number FROM decisions",
          "SELECT from_json('{\"a\": 1}', 'a INT').a, named_struct('a', number).a FROM trials",
          "DESCRIBE trials",
          "EXPLAIN SELECT * FROM trials",
          "SHOW VIEWS",
          "SELECT percentile(objective, 0.5) FILTER (WHERE number > 0) FROM trials",
          "SELECT state, count(*) FROM trials GROUP BY ROLLUP (state) HAVING count(*) > 0",
          "SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(x, y) UNION ALL SELECT number, state FROM"
              + " trials");

  private static final List<String> WORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "ORDER BY",
          "HAVING",
          "JOIN",
          "ON",
          "USING",
          "LATERAL",
          "VIEW",
          "UNION",
          "EXCEPT",
          "INTERSECT ALL",
          "OVER ()",
          "DISTINCT",
          "NOT",
          "NULL",
          "CASE",
          "END",
          "LIMIT",
          "OFFSET",
          "PIVOT",
          "UNPIVOT",
          "VALUES",
          "WITH",
          "AS",
          "EXISTS",
          "IN ()",
          "BETWEEN 1 AND",
          "LIKE",
          "RLIKE",
          "ESCAPE '\\\\'",
          "IS NOT NULL",
          "<=>",
          "||",
          "::INT",
          "->",
          "=>",
          "?",
          ":x",
          "*",
          ".*",
          "t.*",
          "(",
          ")",
          "[",
          "]",
          "[9]",
          "['a']",
          ",",
          ";",
          "'",
          "\"",
          "`",
          "--",
          "/*",
          "*/",
          "/*+ BROADCAST(trials) */",
          "\\",
          "\u0000",
          "\uFEFF",
          "日本",
          "\uD83D",
          "%s",
          "${env:HOME}",
          "${spark.app.id}",
          "{{x}}",
          "trials",
          "measurements",
          "pareto",
          "history",
          "best_trial",
          "evaluations",
          "nothing",
          "default.trials",
          "spark_catalog.default.trials",
          "number",
          "state",
          "objective",
          "`revenue`",
          "`no such`",
          "count(*)",
          "1",
          "-1",
          "0",
          "1.5",
          "1e400",
          "NaN",
          "'NaN'",
          "9223372036854775808",
          "0x10",
          "1L",
          "1BD",
          "X'1F'",
          "DATE '9999-99-99'",
          "TIMESTAMP '0000-00-00'",
          "INTERVAL 1 DAY",
          "INTERVAL '1' FORTNIGHT",
          "ARRAY()",
          "MAP(1)",
          "CURRENT_DATE",
          "CURRENT_USER",
          "input_file_name()",
          "input_file_block_length()",
          "TRANSFORM(number) USING 'cat'",
          "reflect('java.lang.System', 'exit', 1)",
          "java_method('java.lang.Math', 'random')",
          "raise_error('raised')",
          "assert_true(false)",
          "CREATE TABLE t AS",
          "INSERT INTO trials",
          "DROP VIEW trials",
          "SET a = b",
          "ADD JAR 'x'",
          "CACHE TABLE trials",
          "EXPLAIN EXTENDED",
          "DESCRIBE QUERY",
          "TABLESAMPLE (1 ROWS)",
          "csv.`SECRET`",
          "text.`SECRET`",
          "binaryFile.`SECRET`",
          "IDENTIFIER('csv.`SECRET`')",
          "parquet.`SECRET`",
          "(SELECT value FROM text.`SECRET`)",
          "read_files('SECRET')");

  private static final List<String> ARGUMENTS =
      List.of(
          "NULL",
          "0",
          "1",
          "-1",
          "2",
          "0.5",
          "1.5D",
          "double('NaN')",
          "double('Infinity')",
          "''",
          "'a'",
          "'a,b'",
          "'['",
          "'yyyy-MM-dd'",
          "'%d'",
          "'{\"a\": [1, null]}'",
          "'a INT'",
          "'$.a'",
          "'2026-11-30 10:00:00'",
          "state",
          "number",
          "objective",
          "array()",
          "array(1, NULL, 2)",
          "array('a', 'b')",
          "map('a', 1)",
          "map()",
          "struct(1, 'b')",
          "true",
          "X'00FF'",
          "DATE '2026-01-31'",
          "TIMESTAMP '2026-01-31 23:59:60'",
          "INTERVAL 1 MONTH",
          "*",
          "x -> x",
          "(x, y) -> x + y",
          "(SELECT max(number) FROM trials)",
          "array(array(1))",
          "127Y",
          "1.5BD",
          "map('a', array(1))",
          "'\u00FC日本'",
          "-2147483648",
          "32");

  /** What wants memory in proportion to a number that it is given. */
  private static final Set<String> HUNGRY =
      Set.of("repeat", "space", "lpad", "rpad", "array_repeat", "array_insert", "sequence");

  private static final List<String> REPEATED = List.of("(", "[", "'", "1 + ", "NOT ");

  private static final Pattern BETWEEN = Pattern.compile("(?=[\\s(),.'`*])|(?<=[\\s(),.'`*])");

  String statement() {
    return random.nextInt(3) == 0 ? call() : changed(oneOf(GOOD));
  }

  /** Functions of one another, of anything. */
  private String call() {
    List<String> columns = new ArrayList<>();
    for (int k = random.nextInt(1, 3); k > 0; k--) {
      columns.add(call(random.nextInt(3)));
    }
    return "SELECT "
        + String.join(", ", columns)
        + oneOf(List.of("", " FROM trials", " FROM trials GROUP BY state"));
  }

  private String call(int depth) {
    String function = oneOf(functions);
    if (HUNGRY.contains(function) || !function.matches("\\w+")) {
      return oneOf(ARGUMENTS);
    }
    List<String> arguments = new ArrayList<>();
    for (int k = random.nextInt(4); k > 0; k--) {
      arguments.add(depth > 0 && random.nextInt(3) == 0 ? call(depth - 1) : oneOf(ARGUMENTS));
    }
    return function + "(" + String.join(", ", arguments) + ")";
  }

  private String changed(String good) {
    String text = good;
    for (int k = random.nextInt(1, 4); k > 0; k--) {
      String[] words = BETWEEN.split(text, -1);
      int at = random.nextInt(words.length);
      switch (random.nextInt(6)) {
        case 0 -> words[at] = "";
        case 1 -> words[at] = words[at] + words[random.nextInt(words.length)];
        case 2 -> words[at] = call(1);
        case 3 -> words[at] = oneOf(REPEATED).repeat(random.nextInt(1, 2000));
        default -> words[at] = oneOf(WORDS).replace("SECRET", secret);
      }
      text = String.join("", words);
    }
    return text;
  }

  private String oneOf(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
