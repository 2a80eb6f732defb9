package io.sweepstake.jobs.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.DoubleAccumulator;

/** Has tasks write tables, of which the driver sees no row. */
final class SparkTables {
  private SparkTables() {}

  /**
   * Writes a table as a directory that does not exist yet.
   *
   * @param text whether as comma-separated values with a header, and not as Parquet
   * @return the table's sums
   */
  static Map<String, Double> write(
      SparkSession session, TableParts table, String directory, boolean text) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    // One stage: a task's additions count once, however often it was tried.
    Map<String, DoubleAccumulator> sums = new LinkedHashMap<>();
    table.sums().forEach(name -> sums.put(name, session.sparkContext().doubleAccumulator(name)));
    List<Integer> numbers = IntStream.range(0, table.parts()).boxed().toList();
    JavaRDD<Row> rows =
        spark
            .parallelize(numbers, Math.max(1, table.parts()))
            .flatMap(part -> new Rows(table.rows(part, adding(sums)), text ? table : null));
    StructType schema = new StructType();
    for (String column : table.columns()) {
      DataType number = schema.isEmpty() ? DataTypes.LongType : DataTypes.DoubleType;
      schema = schema.add(column, text ? DataTypes.StringType : number, false);
    }
    try {
      session
          .createDataFrame(rows, schema)
          .write()
          .option("header", "true")
          .format(text ? "csv" : "parquet")
          .save(directory);
    } catch (Exception e) {
      // Spark's exceptions are checked, and Scala does not declare them.
      throw said(e);
    }
    Map<String, Double> found = new LinkedHashMap<>();
    sums.forEach((name, sum) -> found.put(name, sum.value()));
    return found;
  }

  private static TableParts.Sums adding(Map<String, DoubleAccumulator> sums) {
    return (name, amount) -> sums.get(name).add(amount);
  }

  /** What a function makes of each of some things, by a task each. */
  static <T, R> List<R> each(SparkSession session, List<T> things, Function<T, R> function) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    try {
      return spark.parallelize(things, Math.max(1, things.size())).map(function).collect();
    } catch (Exception e) {
      throw said(e);
    }
  }

  /** The mistake that a task named, where it did, without Spark's story about it. */
  private static RuntimeException said(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException named) {
        return named;
      }
    }
    if (error instanceof SparkException) {
      String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
      // Behind where it was and how often it was tried.
      return new UncheckedIOException(
          new IOException(
              "a task failed: " + first.replaceFirst("^.*\\(TID [^)]*\\) \\([^)]*\\): ", ""),
              error));
    }
    return new IllegalStateException("" + error, error);
  }

  /** Rows as Spark wants them. */
  private record Rows(Iterator<Object[]> cells, TableParts text) implements Iterator<Row> {
    @Override
    public boolean hasNext() {
      return cells.hasNext();
    }

    @Override
    public Row next() {
      Object[] row = cells.next();
      for (int k = 0; text != null && k < row.length; k++) {
        row[k] = text.text(row[k]);
      }
      return RowFactory.create(row);
    }
  }
}
