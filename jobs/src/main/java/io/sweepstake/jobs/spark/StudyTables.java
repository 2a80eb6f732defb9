package io.sweepstake.jobs.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.Footer;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/**
 * The Parquet files of studies, table by table, and the columns that they have; nothing but the
 * ends of files is read, and those of a table when it is asked for.
 */
final class StudyTables {
  static final String TRIALS = "trials";
  static final String MEASUREMENTS = "measurements";
  static final String EVALUATIONS = "evaluations";

  /** What a table is called is the name of its folder in the study, and of its view. */
  private static final List<String> NAMES =
      List.of(TRIALS, MEASUREMENTS, EVALUATIONS, "retrainings", "runs");

  /** The column of a table that says which trial a row is of. */
  static final Map<String, String> NUMBERS = Map.of(TRIALS, "number", MEASUREMENTS, "trial");

  private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};

  private final List<QueriedStudy> studies;
  private final Configuration hadoop;

  /** By table and directory, where there are any. */
  private final Map<String, Map<String, List<String>>> parts = new LinkedHashMap<>();

  private final Map<String, StructType> schemas = new HashMap<>();

  /**
   * Looks for the files of studies.
   *
   * @param studies of different directories
   * @throws IOException if a directory cannot be read, has no finished trial, or holds a damaged
   *     part
   */
  StudyTables(List<QueriedStudy> studies, Configuration hadoop) throws IOException {
    this.studies = List.copyOf(studies);
    this.hadoop = hadoop;
    for (QueriedStudy study : studies) {
      if (study.trials().isEmpty()) {
        throw new IOException(
            study.directory() + ": no trial has finished yet, so there are no rows");
      }
      for (String table : NAMES) {
        List<String> found = found(study, table);
        if (!found.isEmpty()) {
          parts.computeIfAbsent(table, any -> new LinkedHashMap<>()).put(study.directory(), found);
        }
      }
    }
  }

  List<QueriedStudy> studies() {
    return studies;
  }

  /** The tables that a study has something in. */
  Set<String> names() {
    return new LinkedHashSet<>(parts.keySet());
  }

  /** The files of a table of a study. */
  List<String> parts(String table, QueriedStudy study) {
    return parts.getOrDefault(table, Map.of()).getOrDefault(study.directory(), List.of());
  }

  /** All columns that a table of a study has in any of its files, in the order of their coming. */
  StructType schema(String table, QueriedStudy study) throws IOException {
    String key = table + " " + study.directory();
    StructType known = schemas.get(key);
    if (known == null) {
      known = schema(parts(table, study));
      schemas.put(key, known);
    }
    return known;
  }

  private StructType schema(List<String> files) throws IOException {
    ParquetToSparkSchemaConverter converter = new ParquetToSparkSchemaConverter(new SQLConf());
    StructType all = new StructType();
    for (String file : files) {
      Path path = new Path(file);
      ParquetMetadata end = footer(path);
      // Names that differ in case only are different columns.
      all =
          all.merge(ParquetFileFormat.readSchemaFromFooter(new Footer(path, end), converter), true);
    }
    return all.asNullable();
  }

  private ParquetMetadata footer(Path file) throws IOException {
    ParquetReadOptions options =
        HadoopReadOptions.builder(hadoop, file)
            .withMetadataFilter(ParquetMetadataConverter.SKIP_ROW_GROUPS)
            .build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop), options)) {
      return reader.getFooter();
    }
  }

  private List<String> found(QueriedStudy study, String table) throws IOException {
    if (table.equals(TRIALS)) {
      return study.trials();
    }
    Path folder = new Path(study.directory(), table);
    FileSystem files = folder.getFileSystem(hadoop);
    // A part of the measurements has the name of the part of the trials that they belong to.
    List<String> live = study.trials().stream().map(part -> new Path(part).getName()).toList();
    return whole(files, folder).stream()
        .filter(part -> !table.equals(MEASUREMENTS) || live.contains(new Path(part).getName()))
        .toList();
  }

  /** The parts of a table, after a look at each that it is whole. */
  private static List<String> whole(FileSystem files, Path table) throws IOException {
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
}
