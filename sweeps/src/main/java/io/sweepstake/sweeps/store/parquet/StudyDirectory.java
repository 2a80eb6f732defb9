package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.seal.Fingerprint;
import io.sweepstake.sweeps.store.seal.Manifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * The files of a study. A file appears whole or not at all: it is written under a name that starts
 * with {@code _}, which readers pass over, made durable, and renamed.
 */
final class StudyDirectory {
  private static final Pattern UNFINISHED = Pattern.compile("_.+\\.[0-9a-f]{8}\\.tmp");

  /** Where a file appears, or is replaced, whole when it is closed. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs");

  final FileSystem files;
  final Path root;

  /**
   * Of one write alone: two that write the same file, two drivers or two threads of one, do not
   * write into each other's.
   */
  private final AtomicInteger tags = new AtomicInteger(UUID.randomUUID().hashCode());

  StudyDirectory(FileSystem files, Path root) {
    this.files = files;
    this.root = files.makeQualified(root);
  }

  /**
   * A directory on whatever file system its path names.
   *
   * @throws StudyException when there is no such file system
   */
  static StudyDirectory at(Path path, Configuration conf) {
    try {
      FileSystem files = path.getFileSystem(conf);
      return "file".equals(files.getUri().getScheme())
          ? new StudyDirectory(new LocalFiles(conf), path)
          : new StudyDirectory(files, path);
    } catch (IOException | IllegalArgumentException unreachable) {
      throw new StudyException(
          path + ": no such file system: " + unreachable.getMessage(), unreachable);
    }
  }

  /** Whether there is a study here: its definition, or a part of its trial table. */
  boolean holdsStudy() {
    try {
      return exists("study.json") || !list(TrialParts.TRIALS, TrialParts.SUFFIX).isEmpty();
    } catch (IOException failure) {
      throw failure("cannot be read", failure);
    }
  }

  StudyException notAStudy() {
    boolean there = true;
    try {
      there = files.exists(root);
    } catch (IOException unknown) {
      // It is no study, wherever it is.
    }
    return new StudyException(
        root
            + ": not a study: there is "
            + (there ? "neither study.json nor a Parquet file in trials/" : "no such directory"));
  }

  Path path(String name) {
    return new Path(root, name);
  }

  boolean exists(String name) throws IOException {
    return files.exists(path(name));
  }

  /** The visible files of a folder with this suffix, by name; none when there is no folder. */
  List<Path> list(String folder, String suffix) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Path path : all(folder)) {
      String name = path.getName();
      if (!name.startsWith("_") && !name.startsWith(".") && name.endsWith(suffix)) {
        paths.add(path);
      }
    }
    paths.sort(Comparator.comparing(Path::getName));
    return paths;
  }

  /** Every file of a folder, unfinished ones included. */
  List<Path> all(String folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(path(folder))) {
        if (status.isFile()) {
          paths.add(status.getPath());
        }
      }
    } catch (FileNotFoundException none) {
      return List.of();
    }
    return paths;
  }

  String readText(String name) throws IOException {
    return new String(readBytes(name), StandardCharsets.UTF_8);
  }

  byte[] readBytes(String name) throws IOException {
    try (FSDataInputStream in = files.open(path(name))) {
      return in.readAllBytes();
    }
  }

  /**
   * Reads a part of a table.
   *
   * @param known what is known of files
   * @throws FileNotFoundException when there is none of that name
   * @throws StudyException when it is damaged, or a copy of another part
   */
  ParquetFile readPart(String name, Manifest known) throws IOException {
    byte[] content = readBytes(name);
    ParquetFile part;
    try {
      part = ParquetFile.read(content, path(name));
    } catch (IOException | RuntimeException unreadable) {
      String reason =
          unreadable.getMessage() == null ? unreadable.toString() : unreadable.getMessage();
      throw new StudyException(
          path(name)
              + ": must be a whole Parquet file, was not: "
              + reason.lines().findFirst().orElse("")
              + "; put it back as it was",
          unreadable);
    }
    String file = path(name).getName();
    String own = part.metadata().getOrDefault(TrialParts.NAME_KEY, file);
    if (!own.equals(file)) {
      throw new StudyException(
          path(name) + ": a copy of " + own + " under another name; move it out of the study");
    }
    checkKnown(name, part.fingerprint(), known);
    return part;
  }

  /** Checks that a file is what it was when it was written, if that was noted. */
  void checkKnown(String name, Fingerprint found, Manifest known) {
    Fingerprint noted = known.of(name).orElse(found);
    if (!noted.equals(found)) {
      throw new StudyException(
          path(name)
              + ": must be as it was written, "
              + noted.bytes()
              + " bytes with the checksum "
              + Integer.toHexString(noted.checksum())
              + ", was changed to "
              + found.bytes()
              + " with "
              + Integer.toHexString(found.checksum())
              + "; put it back as it was");
    }
  }

  /** Writes a file whole, in place of one of that name if there is one. */
  void write(String name, byte[] content) throws IOException {
    Path target = path(name);
    if (isObjectStore()) {
      // One PUT, at its end; renaming would copy and delete.
      try (FSDataOutputStream out = files.create(target, true)) {
        out.write(content);
      }
      return;
    }
    Path unfinished = unfinished(target);
    try (FSDataOutputStream out = files.create(unfinished, true)) {
      out.write(content);
      sync(out);
    }
    makeFolder(target);
    replace(unfinished, target);
  }

  /**
   * Makes a file that must not be there yet, under its own name; if that fails halfway, it is gone
   * again.
   *
   * @return false when it is there
   */
  boolean create(String name, String content) throws IOException {
    FSDataOutputStream out;
    try {
      out = files.create(path(name), false);
    } catch (FileAlreadyExistsException there) {
      return false;
    }
    try {
      try (out) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
        sync(out);
      }
      return true;
    } catch (IOException | RuntimeException failure) {
      if (!isObjectStore()) {
        // There nothing of it is to be seen, but perhaps another's file.
        deleteAfter(failure, path(name));
      }
      throw failure;
    }
  }

  private void deleteAfter(Exception failure, Path path) {
    try {
      delete(path);
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  private boolean isObjectStore() {
    return OBJECT_STORES.contains(root.toUri().getScheme());
  }

  /**
   * Where a file of this directory is until it is whole: beside the folders, so that whoever reads
   * all files of one reads whole ones.
   */
  Path unfinished(Path target) {
    String folder = target.getParent().equals(root) ? "" : target.getParent().getName() + "-";
    String tag = HexFormat.of().toHexDigits(tags.getAndIncrement());
    return new Path(root, "_" + folder + target.getName() + "." + tag + ".tmp");
  }

  /** Gives a whole file, which stood where it was unfinished, its own name for the first time. */
  void appear(Path unfinished, Path target) throws IOException {
    makeFolder(target);
    rename(unfinished, target);
  }

  /** What is unfinished stands in the directory itself, so that is there. */
  private void makeFolder(Path target) throws IOException {
    if (!target.getParent().equals(root)) {
      files.mkdirs(target.getParent());
    }
  }

  /** Whether a file is one that {@link #unfinished} named, for this or another writer. */
  static boolean isUnfinished(Path path) {
    return UNFINISHED.matcher(path.getName()).matches();
  }

  void write(String name, String content) throws IOException {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** In one step: whenever this ends, the old file is there whole, or the new one. */
  private void replace(Path unfinished, Path target) throws IOException {
    if (isLocal()) {
      rename(unfinished, target);
    } else {
      new Replacing(files).replace(unfinished, target);
    }
  }

  /** Hadoop's rename over an existing file, which is one step on HDFS; only subclasses may. */
  private static final class Replacing extends FilterFileSystem {
    Replacing(FileSystem files) {
      super(files);
    }

    // FileContext, which Hadoop wants used instead, knows fewer file systems.
    @SuppressWarnings("deprecation")
    void replace(Path from, Path to) throws IOException {
      super.rename(from, to, Options.Rename.OVERWRITE);
    }
  }

  void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("could not rename " + from + " to " + to.getName());
    }
  }

  void delete(Path path) throws IOException {
    files.delete(path, false);
  }

  boolean isLocal() {
    return "file".equals(root.toUri().getScheme());
  }

  /** Makes what was written durable, where the file system can do that before closing. */
  static void sync(FSDataOutputStream out) throws IOException {
    if (out.hasCapability(StreamCapabilities.HSYNC)) {
      out.hsync();
    } else {
      out.flush();
    }
  }

  /** An exception for a person, from one of the file system's. */
  StudyException failure(String what, IOException cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (cause instanceof AccessDeniedException) {
      reason += ": permission denied"; // its message is the file alone
    } else if (cause instanceof NoSuchFileException) {
      reason += ": no such file";
    }
    return new StudyException(
        root + ": " + what + ": " + reason.lines().findFirst().orElse(""), cause);
  }
}
