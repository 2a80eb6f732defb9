package io.sweepstake.jobs.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** A {@link ResultTable} as one Parquet file. */
public final class ParquetTable {
  private ParquetTable() {}

  /**
   * Writes a file whole: under a name that starts with {@code _}, which readers pass over, and then
   * renamed. A column of nothing but nulls is one of doubles.
   *
   * @param cells Integer, Long, Double, String or null, of one type per column
   */
  public static void write(ResultTable cells, Path file, Configuration conf) throws IOException {
    FileSystem files = file.getFileSystem(conf);
    Path draft = new Path(file.getParent(), "_" + file.getName());
    MessageType schema = schema(cells);
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(HadoopOutputFile.fromPath(draft, conf))
            .withType(schema)
            .withConf(conf)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (List<Object> row : cells.rows()) {
        writer.write(group(groups, cells.columns(), row));
      }
    }
    if (!files.rename(draft, file)) {
      throw new IOException(file + ": could not be renamed from " + draft.getName());
    }
  }

  /**
   * Reads the rows of such a file back: cells by column, null where there is none.
   *
   * @throws IOException when it cannot be read, or is no Parquet file
   */
  static List<Map<String, Object>> read(Path file, Configuration conf) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(conf).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int k = 0; k < group.getType().getFieldCount(); k++) {
          cells.put(group.getType().getFieldName(k), cell(group, k));
        }
        rows.add(cells);
      }
    } catch (RuntimeException notParquet) {
      throw new IOException(file + ": is no Parquet file, or a damaged one", notParquet);
    }
    return rows;
  }

  private static Object cell(Group group, int column) {
    if (group.getFieldRepetitionCount(column) == 0) {
      return null;
    }
    return switch (group.getType().getType(column).asPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> group.getInteger(column, 0);
      case INT64 -> group.getLong(column, 0);
      case DOUBLE -> group.getDouble(column, 0);
      default -> group.getString(column, 0);
    };
  }

  private static Group group(SimpleGroupFactory groups, List<String> columns, List<Object> row) {
    Group group = groups.newGroup();
    for (int k = 0; k < columns.size(); k++) {
      Object cell = row.get(k);
      if (cell instanceof Integer whole) {
        group.append(columns.get(k), whole);
      } else if (cell instanceof Long whole) {
        group.append(columns.get(k), whole);
      } else if (cell instanceof Double real) {
        group.append(columns.get(k), real);
      } else if (cell != null) {
        group.append(columns.get(k), cell.toString());
      }
    }
    return group;
  }

  private static MessageType schema(ResultTable cells) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (int k = 0; k < cells.columns().size(); k++) {
      int column = k;
      Object cell =
          cells.rows().stream()
              .map(row -> row.get(column))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(0.0);
      String name = cells.columns().get(k);
      if (cell instanceof Integer) {
        schema.optional(PrimitiveTypeName.INT32).named(name);
      } else if (cell instanceof Long) {
        schema.optional(PrimitiveTypeName.INT64).named(name);
      } else if (cell instanceof Double) {
        schema.optional(PrimitiveTypeName.DOUBLE).named(name);
      } else {
        schema
            .optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(name);
      }
    }
    return schema.named("row");
  }
}
