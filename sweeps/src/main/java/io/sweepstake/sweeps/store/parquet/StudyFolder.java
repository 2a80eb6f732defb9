package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.seal.Fingerprint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The files beside the trials in a study's directory, or in one of several studies: what a run is
 * to do, reports, and tables that grow by parts.
 *
 * <p>A file is there whole, as it was or as it is to be, whenever the process or the machine ends:
 * it is written under another name, made durable, and renamed over its predecessor in one step.
 */
public final class StudyFolder {
  /**
   * The file of whoever has judged the trials of a study anew: while it is there, {@code best.json}
   * is theirs too, and no store writes what it finds best by the trials' own measure.
   */
  public static final String VERDICT = "verdict.json";

  private final StudyDirectory directory;
  private final BiConsumer<String, Fingerprint> written;

  /**
   * A folder, which need not exist, on whatever file system its path names.
   *
   * @throws io.sweepstake.sweeps.store.StudyException when there is no such file system
   */
  public StudyFolder(String path) {
    this(new Path(path), new Configuration());
  }

  /**
   * The same on a file system that is configured otherwise than by default.
   *
   * @throws io.sweepstake.sweeps.store.StudyException when there is no such file system
   */
  public StudyFolder(Path path, Configuration hadoop) {
    this(StudyDirectory.at(path, hadoop));
  }

  StudyFolder(StudyDirectory directory) {
    this(directory, (name, fingerprint) -> {});
  }

  /**
   * A folder of an open study.
   *
   * @param written told of each part that a table gets, by its name within the study
   */
  StudyFolder(StudyDirectory directory, BiConsumer<String, Fingerprint> written) {
    this.directory = directory;
    this.written = written;
  }

  /** Where a file is, or would be. */
  public Path path(String name) {
    return directory.path(name);
  }

  public boolean exists(String name) throws IOException {
    return directory.exists(name);
  }

  /** Deletes a file, if there is one. */
  public void delete(String name) throws IOException {
    directory.delete(directory.path(name));
  }

  /** The content of a file, if there is one of that name. */
  public Optional<byte[]> bytes(String name) throws IOException {
    try {
      return Optional.of(directory.readBytes(name));
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
  }

  /** Writes a text file whole, in place of one of that name. */
  public void write(String name, String content) throws IOException {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file whole, in place of one of that name. */
  public void write(String name, byte[] content) throws IOException {
    directory.write(name, content);
  }

  /**
   * Adds rows to the table of this name, as a new part {@code TABLE/part-*.parquet}.
   *
   * @param rows cells Integer, Long, Double or null; anything else is text. A column is of one
   *     type; one of nothing but nulls is of doubles
   */
  public void append(String table, List<String> columns, List<List<Object>> rows)
      throws IOException {
    List<Column> typed = new ArrayList<>();
    for (int k = 0; k < columns.size(); k++) {
      typed.add(new Column(columns.get(k), kind(columns.get(k), k, rows)));
    }
    List<Object[]> cells = new ArrayList<>();
    for (List<Object> row : rows) {
      cells.add(row.stream().map(StudyFolder::cell).toArray());
    }
    Path part = directory.path(table + "/part-" + UUID.randomUUID() + TrialParts.SUFFIX);
    Path unfinished = directory.unfinished(part);
    Map<String, String> name = Map.of(TrialParts.NAME_KEY, part.getName());
    Fingerprint fingerprint =
        ParquetFile.write(directory.files, unfinished, "row", typed, cells, name);
    directory.appear(unfinished, part);
    written.accept(table + "/" + part.getName(), fingerprint);
  }

  private static Column.Kind kind(String name, int column, List<List<Object>> rows) {
    Column.Kind kind = null;
    for (List<Object> row : rows) {
      Object cell = row.get(column);
      if (cell != null) {
        Column.Kind its =
            cell instanceof Integer
                ? Column.Kind.INT
                : cell instanceof Long
                    ? Column.Kind.LONG
                    : cell instanceof Double ? Column.Kind.DOUBLE : Column.Kind.TEXT;
        if (kind != null && kind != its) {
          throw new IllegalArgumentException(
              "column " + name + ": must be of one type, was " + kind + " and " + its);
        }
        kind = its;
      }
    }
    return kind == null ? Column.Kind.DOUBLE : kind;
  }

  private static Object cell(Object value) {
    return value == null || value instanceof Number ? value : value.toString();
  }

  /**
   * All rows of the table of this name, part by part, by column; none if there is no such table.
   *
   * @throws IOException also when a part is damaged
   */
  public List<Map<String, Object>> rows(String table) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Path part : directory.list(table, TrialParts.SUFFIX)) {
      if (part.getName().startsWith("part-")) {
        addRows(part, rows);
      }
    }
    return rows;
  }

  private void addRows(Path part, List<Map<String, Object>> rows) throws IOException {
    ParquetFile file;
    try {
      file = ParquetFile.read(directory.files, part);
    } catch (RuntimeException notParquet) {
      throw new IOException(part + ": is no Parquet file, or a damaged one", notParquet);
    }
    for (Object[] row : file.rows()) {
      Map<String, Object> cells = new LinkedHashMap<>();
      for (int k = 0; k < row.length; k++) {
        cells.put(file.columns().get(k), row[k]);
      }
      rows.add(cells);
    }
  }
}
