package io.sweepstake.problems.auction.bids;

import io.sweepstake.core.valuation.observed.ColumnOrder;
import io.sweepstake.core.valuation.observed.CsvCells;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Bids in Parquet: a flat column of numbers for each bidder and item, in order. Decimals are
 * numbers; days and times, which are stored as whole ones, are not.
 */
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
    if (count == 1) {
      requireOrder();
    }
    for (int k = 0; k < columns; k++) {
      into[at + k] = number(k);
    }
    return true;
  }

  private void requireOrder() {
    List<String> names = row.getType().getFields().stream().map(Type::getName).toList();
    try {
      ColumnOrder.require(names, "");
    } catch (IllegalArgumentException otherOrder) {
      throw new BadRowException(otherOrder.getMessage());
    }
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

  /** What a column holds, if that is a number and neither a day nor a time. */
  private double number(int column) {
    if (!single(column)) {
      return Double.NaN;
    }
    PrimitiveType type = row.getType().getType(column).asPrimitiveType();
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return new BigDecimal(unscaled(column, type), decimal.getScale()).doubleValue();
    }
    if (meaning != null && !(meaning instanceof IntLogicalTypeAnnotation)) {
      return Double.NaN;
    }
    boolean signed = !(meaning instanceof IntLogicalTypeAnnotation whole) || whole.isSigned();
    return switch (type.getPrimitiveTypeName()) {
      case DOUBLE -> row.getDouble(column, 0);
      case FLOAT -> row.getFloat(column, 0);
      case INT32 ->
          signed
              ? row.getInteger(column, 0)
              : (double) Integer.toUnsignedLong(row.getInteger(column, 0));
      case INT64 ->
          signed
              ? row.getLong(column, 0)
              : new BigDecimal(Long.toUnsignedString(row.getLong(column, 0))).doubleValue();
      default -> Double.NaN;
    };
  }

  private BigInteger unscaled(int column, PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> BigInteger.valueOf(row.getInteger(column, 0));
      case INT64 -> BigInteger.valueOf(row.getLong(column, 0));
      default -> new BigInteger(row.getBinary(column, 0).getBytes());
    };
  }

  @Override
  public long position() {
    return count;
  }

  @Override
  public String written(int cell) {
    return single(cell) ? CsvCells.shown(row.getValueToString(cell, 0)) : "null";
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
