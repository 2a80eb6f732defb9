package io.sweepstake.problems.auction.bids;

import io.sweepstake.jobs.spark.TableParts;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Writes the rows of a table one by one. */
public interface RowWriter extends Closeable {
  /** A row: a {@link Long}, and {@link Double}s. */
  void write(Object[] row);

  /** Comma-separated values with a header. */
  static RowWriter csv(TableParts table, PrintWriter out) {
    out.print(String.join(",", table.columns()) + "\n");
    return new RowWriter() {
      @Override
      public void write(Object[] row) {
        StringBuilder line = new StringBuilder();
        for (Object cell : row) {
          line.append(line.isEmpty() ? "" : ",").append(table.text(cell));
        }
        out.print(line.append('\n'));
      }

      @Override
      public void close() {
        out.flush();
      }
    };
  }

  /** An array of objects. */
  static RowWriter json(TableParts table, PrintWriter out) {
    List<String> columns = table.columns();
    return new RowWriter() {
      private String before = "[\n  {";

      @Override
      public void write(Object[] row) {
        StringBuilder line = new StringBuilder(before);
        for (int k = 0; k < row.length; k++) {
          line.append(k == 0 ? "\"" : ", \"").append(columns.get(k)).append("\": ");
          line.append(table.text(row[k]));
        }
        out.print(line.append('}'));
        before = ",\n  {";
      }

      @Override
      public void close() {
        out.print("\n]\n");
        out.flush();
      }
    };
  }

  /**
   * A file that does not exist yet, by what its name ends in: {@code .csv} or {@code .parquet}.
   *
   * @throws IllegalArgumentException if it ends in something else
   */
  static RowWriter of(TableParts table, Path file) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")) {
      return parquet(table, file);
    }
    PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    RowWriter rows = csv(table, out);
    return new RowWriter() {
      @Override
      public void write(Object[] row) {
        rows.write(row);
      }

      @Override
      public void close() throws IOException {
        boolean failed = out.checkError();
        out.close();
        if (failed) {
          throw new IOException(file + ": cannot be written; is the disk full?");
        }
      }
    };
  }

  private static RowWriter parquet(TableParts table, Path file) throws IOException {
    Configuration local = new Configuration(false);
    // Without the file of checksums that Hadoop lays beside.
    local.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    local.setBoolean("fs.file.impl.disable.cache", true);
    Types.MessageTypeBuilder fields = Types.buildMessage();
    boolean first = true;
    for (String column : table.columns()) {
      fields.required(first ? PrimitiveTypeName.INT64 : PrimitiveTypeName.DOUBLE).named(column);
      first = false;
    }
    MessageType schema = fields.named("outcomes");
    ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(
                    new org.apache.hadoop.fs.Path(file.toAbsolutePath().toUri()), local))
            .withType(schema)
            .withConf(local)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build();
    return new RowWriter() {
      @Override
      public void write(Object[] row) {
        Group group = new SimpleGroup(schema);
        group.add(0, (Long) row[0]);
        for (int k = 1; k < row.length; k++) {
          group.add(k, (Double) row[k]);
        }
        try {
          writer.write(group);
        } catch (IOException e) {
          throw new UncheckedIOException(file + ": cannot be written", e);
        }
      }

      @Override
      public void close() throws IOException {
        writer.close();
      }
    };
  }
}
