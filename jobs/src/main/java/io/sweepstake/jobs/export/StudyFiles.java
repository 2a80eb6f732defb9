package io.sweepstake.jobs.export;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** The files that the driver adds to a study's directory beside its trials. */
public final class StudyFiles {
  private final Path directory;
  private final Configuration conf = new Configuration();

  public StudyFiles(String directory) {
    this.directory = new Path(directory);
  }

  /** Where a file of the study is. */
  public Path path(String name) throws IOException {
    return files().makeQualified(new Path(directory, name));
  }

  public boolean exists(String name) throws IOException {
    return files().exists(new Path(directory, name));
  }

  /** Deletes a file, if there is one. */
  public void delete(String name) throws IOException {
    files().delete(new Path(directory, name), false);
  }

  /** Writes a text file whole, in place of one of that name. */
  public void write(String name, String content) throws IOException {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** The content of a file, if there is one of that name. */
  public Optional<byte[]> bytes(String name) throws IOException {
    try (FSDataInputStream in = files().open(new Path(directory, name))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
  }

  /** Writes a file whole, in place of one of that name. */
  public void write(String name, byte[] content) throws IOException {
    FileSystem files = files();
    Path draft = new Path(directory, "_" + name);
    try (FSDataOutputStream out = files.create(draft, true)) {
      out.write(content);
    }
    Path file = new Path(directory, name);
    files.delete(file, false);
    if (!files.rename(draft, file)) {
      throw new IOException(file + ": could not be renamed from " + draft.getName());
    }
  }

  /** Adds rows to the study's table of this name, as a new part. */
  public void append(String table, ResultTable rows) throws IOException {
    Path part = new Path(directory, table + "/part-" + UUID.randomUUID() + ".parquet");
    files().mkdirs(part.getParent());
    ParquetTable.write(rows, part, conf);
  }

  /**
   * All rows of the study's table of this name, part by part, by column; none if there is no such
   * table.
   */
  public List<Map<String, Object>> rows(String table) throws IOException {
    FileSystem files = files();
    Path parts = new Path(directory, table);
    List<Map<String, Object>> rows = new ArrayList<>();
    if (files.exists(parts)) {
      FileStatus[] found = files.globStatus(new Path(parts, "part-*.parquet"));
      Arrays.sort(found, Comparator.comparing(part -> part.getPath().getName()));
      for (FileStatus part : found) {
        rows.addAll(ParquetTable.read(part.getPath(), conf));
      }
    }
    return rows;
  }

  private FileSystem files() throws IOException {
    FileSystem files = directory.getFileSystem(conf);
    if (files instanceof LocalFileSystem local) {
      // No checksum files beside ours.
      local.setWriteChecksum(false);
    }
    return files;
  }
}
