package io.sweepstake.problems.auction.bids;

import io.sweepstake.core.valuation.observed.CsvProfiles;
import io.sweepstake.core.valuation.observed.ObservedProfiles;
import io.sweepstake.core.valuation.observed.ObservedProfilesReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/** Observed profiles from Parquet: a flat column of numbers for each bidder and item, in order. */
public final class ParquetProfiles implements ObservedProfilesReader {
  @Override
  public String extension() {
    return ".parquet";
  }

  @Override
  public ObservedProfiles read(Path file, int columns) throws IOException {
    float[] values = new float[1024 * columns];
    double[] row = new double[columns];
    int count = 0;
    try (BidReader reader = open(file, columns)) {
      while (reader.next(row, 0)) {
        if (count + columns > values.length) {
          values = Arrays.copyOf(values, Math.multiplyExact(values.length, 2));
        }
        for (int k = 0; k < columns; k++) {
          String place = file + ": row " + reader.position() + ", column " + reader.column(k);
          values[count++] = CsvProfiles.check(row[k], reader.written(k), place);
        }
      }
    } catch (BadRowException wrong) {
      throw new IllegalArgumentException(file + wrong.getMessage(), wrong);
    }
    return new ObservedProfiles(file.toString(), columns, Arrays.copyOf(values, count));
  }

  private static BidReader open(Path file, int columns) throws IOException {
    return new ParquetBids(
        new org.apache.hadoop.fs.Path(file.toUri()),
        0,
        Long.MAX_VALUE,
        columns,
        new Configuration(false));
  }
}
