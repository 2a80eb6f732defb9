package io.sweepstake.problems.auction.bids;

import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A piece of a file of bids, which can be read by itself.
 *
 * @param file on any file system that Hadoop knows
 * @param start first byte
 * @param end the first byte that is not of it; rows, or groups of them, belong where they begin
 */
public record BidPortion(String file, long start, long end) implements Serializable {
  private static final String PARQUET = ".parquet";
  private static final String CSV = ".csv";

  public BidPortion {
    Objects.requireNonNull(file, "file");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "portion of " + file + ": needs 0 <= start <= end, were " + start + " and " + end);
    }
  }

  /** Whether a name is one that bids are read from, and outcomes are written to. */
  public static boolean isReadable(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return small.endsWith(CSV) || small.endsWith(PARQUET);
  }

  public boolean isParquet() {
    return file.toLowerCase(Locale.ROOT).endsWith(PARQUET);
  }

  /** What its file is made of, in messages: lines or rows. */
  String unit() {
    return isParquet() ? "row" : "line";
  }

  /**
   * Opens it.
   *
   * @param columns how many values each row must have
   */
  BidReader open(int columns, Configuration hadoop) throws IOException {
    Path path = new Path(file);
    return isParquet()
        ? new ParquetBids(path, start, end, columns, hadoop)
        : new CsvBids(path, start, end, columns, hadoop);
  }
}
