package io.sweepstake.problems.auction;

import io.sweepstake.core.valuation.observed.CsvProfiles;
import io.sweepstake.core.valuation.observed.ObservedProfiles;
import io.sweepstake.core.valuation.observed.ObservedProfilesReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Observed profiles from Parquet: a flat column of numbers for each bidder and item, in order. */
public final class ParquetProfiles implements ObservedProfilesReader {
  @Override
  public String extension() {
    return ".parquet";
  }

  @Override
  public ObservedProfiles read(Path file, int columns) {
    try {
      return rows(file, columns);
    } catch (IllegalArgumentException wrong) {
      if (String.valueOf(wrong.getMessage()).startsWith(file.toString())) {
        throw wrong;
      }
      throw damaged(file, wrong);
    } catch (IOException | RuntimeException notParquet) {
      throw damaged(file, notParquet);
    }
  }

  private static IllegalArgumentException damaged(Path file, Exception why) {
    String reason = why.getMessage() == null ? why.toString() : why.getMessage();
    return new IllegalArgumentException(
        file + ": must be a whole Parquet file, was not: " + reason.lines().findFirst().orElse(""),
        why);
  }

  private static ObservedProfiles rows(Path file, int columns) throws IOException {
    Configuration conf = new Configuration(false);
    conf.setBoolean(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, true);
    float[] values = new float[1024 * columns];
    int count = 0;
    int row = 0;
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(conf)
            .build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        row++;
        GroupType type = group.getType();
        if (type.getFieldCount() != columns) {
          throw new IllegalArgumentException(
              file
                  + ": needs "
                  + columns
                  + " columns, one for each bidder and item, was "
                  + type.getFieldCount());
        }
        if (count + columns > values.length) {
          values = Arrays.copyOf(values, Math.multiplyExact(values.length, 2));
        }
        for (int k = 0; k < columns; k++) {
          String place = file + ": row " + row + ", column " + type.getFieldName(k);
          values[count++] = value(group, k, place);
        }
      }
    }
    return new ObservedProfiles(file.toString(), columns, Arrays.copyOf(values, count));
  }

  private static float value(Group group, int column, String place) {
    if (!group.getType().getType(column).isPrimitive()
        || group.getFieldRepetitionCount(column) != 1) {
      return CsvProfiles.check(Double.NaN, "null", place);
    }
    String written = group.getValueToString(column, 0);
    PrimitiveTypeName type =
        group.getType().getType(column).asPrimitiveType().getPrimitiveTypeName();
    switch (type) {
      case DOUBLE:
        return CsvProfiles.check(group.getDouble(column, 0), written, place);
      case FLOAT:
        return CsvProfiles.check(group.getFloat(column, 0), written, place);
      case INT32:
        return CsvProfiles.check(group.getInteger(column, 0), written, place);
      case INT64:
        return CsvProfiles.check(group.getLong(column, 0), written, place);
      default:
        return CsvProfiles.check(Double.NaN, written, place);
    }
  }
}
