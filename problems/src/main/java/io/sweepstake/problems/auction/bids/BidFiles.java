package io.sweepstake.problems.auction.bids;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files of bids, cut into portions. */
public final class BidFiles {
  /** Bytes of a portion: some hundred thousand rows. */
  private static final long PORTION = 8L << 20;

  /** More portions than this would keep a driver busy. */
  private static final long MOST = 10_000;

  private static final Pattern COMPRESSED =
      Pattern.compile("\\.(csv|parquet)\\.", Pattern.CASE_INSENSITIVE);

  private BidFiles() {}

  /**
   * The portions of a file, or of all files of one kind in a directory, in the order of their
   * names; names that begin with a dot or an underscore are passed over.
   *
   * @param path on any file system that Hadoop knows; its name, or those in it, ends in .csv or
   *     .parquet
   * @throws IllegalArgumentException if there are none
   */
  public static List<BidPortion> portions(String path, Configuration hadoop) throws IOException {
    return portions(path, hadoop, PORTION);
  }

  static List<BidPortion> portions(String path, Configuration hadoop, long least)
      throws IOException {
    List<BidPortion> portions = new ArrayList<>();
    List<FileStatus> files = files(path, hadoop);
    long size = Math.max(least, files.stream().mapToLong(FileStatus::getLen).sum() / MOST);
    for (FileStatus file : files) {
      String name = name(file.getPath());
      long start = 0;
      do {
        long end = Math.min(file.getLen(), start + size);
        portions.add(new BidPortion(name, start, end));
        start = end;
      } while (start < file.getLen());
    }
    return portions;
  }

  /** As the user would write it. */
  private static String name(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  private static List<FileStatus> files(String path, Configuration hadoop) throws IOException {
    Path given = new Path(path);
    FileSystem files = given.getFileSystem(hadoop);
    FileStatus found;
    try {
      found = files.getFileStatus(given);
    } catch (FileNotFoundException absent) {
      throw new IllegalArgumentException("bids: there is no file " + path, absent);
    }
    List<FileStatus> readable = new ArrayList<>();
    if (found.isFile()) {
      readable.add(found);
    } else {
      for (FileStatus file : files.listStatus(given)) {
        String name = file.getPath().getName();
        if (!name.matches("[._].*")) {
          requireNoOtherBids(file, name);
          readable.add(file);
        }
      }
    }
    readable.removeIf(file -> !BidPortion.isReadable(file.getPath().getName()));
    if (readable.isEmpty()) {
      throw new IllegalArgumentException(
          "bids: must be a file that ends in .csv or .parquet, or a directory of such, was "
              + path);
    }
    readable.forEach(BidFiles::requireSize);
    readable.sort(Comparator.comparing(FileStatus::getPath));
    BidPortion first = new BidPortion(readable.get(0).getPath().getName(), 0, 0);
    for (FileStatus file : readable) {
      if (new BidPortion(file.getPath().getName(), 0, 0).isParquet() != first.isParquet()) {
        throw new IllegalArgumentException(
            "bids: files of a directory must be of one kind, were "
                + first.file()
                + " and "
                + file.getPath().getName());
      }
    }
    return readable;
  }

  /** Rows that would be passed over without a word are refused. */
  private static void requireNoOtherBids(FileStatus file, String name) {
    if (file.isDirectory() || COMPRESSED.matcher(name).find()) {
      throw new IllegalArgumentException(
          "bids: what is in a directory must be files that end in .csv or .parquet, or begin with"
              + " a dot or an underscore, was "
              + name
              + (file.isDirectory() ? ", a directory" : ""));
    }
  }

  private static void requireSize(FileStatus file) {
    if (file.getLen() < 0) {
      throw new IllegalArgumentException(
          "bids: must be on a file system that tells how long files are, was " + file.getPath());
    }
    String name = file.getPath().getName();
    if (name.indexOf(':') >= 0 && "file".equals(file.getPath().toUri().getScheme())) {
      // The local file system of Hadoop looks for a checksum beside it, by a name it cannot have.
      throw new IllegalArgumentException("bids: a file's name must have no colon, was " + name);
    }
  }
}
