package io.sweepstake.problems.auction.bids;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.GroupType;

/** Bids in Parquet: a flat column of numbers for each bidder and item, in order. */
final class ParquetBids implements BidReader {
  private final Path file;
  private final int columns;
  private final ParquetReader<Group> reader;
  private Group row;
  private long count;

  /** The rows of the groups that lie, for the greater part, in a range of the file's bytes. */
  ParquetBids(Path file, long start, long end, int columns, Configuration hadoop)
      throws IOException {
    this.file = file;
    this.columns = columns;
    Configuration careful = new Configuration(hadoop);
    careful.setBoolean(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, true);
    reader =
        ParquetReader.builder(new GroupReadSupport(), file)
            .withConf(careful)
            .withFileRange(start, end)
            .build();
  }

  @Override
  public boolean next(double[] into, int at) {
    try {
      return read(into, at);
    } catch (BadRowException known) {
      throw known;
    } catch (IOException | RuntimeException notParquet) {
      throw damaged(notParquet);
    }
  }

  private boolean read(double[] into, int at) throws IOException {
    row = reader.read();
    if (row == null) {
      return false;
    }
    count++;
    if (row.getType().getFieldCount() != columns) {
      throw new BadRowException(
          ": needs "
              + columns
              + " columns, one for each bidder and item, was "
              + row.getType().getFieldCount());
    }
    for (int k = 0; k < columns; k++) {
      into[at + k] = number(k);
    }
    return true;
  }

  private IllegalArgumentException damaged(Exception why) {
    String reason = why.getMessage() == null ? why.toString() : why.getMessage();
    String name = "file".equals(file.toUri().getScheme()) ? file.toUri().getPath() : "" + file;
    return new IllegalArgumentException(
        name + ": must be a whole Parquet file, was not: " + reason.lines().findFirst().orElse(""),
        why);
  }

  private boolean single(int column) {
    GroupType type = row.getType();
    return type.getType(column).isPrimitive() && row.getFieldRepetitionCount(column) == 1;
  }

  private double number(int column) {
    if (!single(column)) {
      return Double.NaN;
    }
    return switch (row.getType().getType(column).asPrimitiveType().getPrimitiveTypeName()) {
      case DOUBLE -> row.getDouble(column, 0);
      case FLOAT -> row.getFloat(column, 0);
      case INT32 -> row.getInteger(column, 0);
      case INT64 -> row.getLong(column, 0);
      default -> Double.NaN;
    };
  }

  @Override
  public long position() {
    return count;
  }

  @Override
  public String written(int cell) {
    return single(cell) ? row.getValueToString(cell, 0) : "null";
  }

  @Override
  public String column(int cell) {
    return row.getType().getFieldName(cell);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
