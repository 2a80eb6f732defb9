package io.sweepstake.problems.auction.bids;

import io.sweepstake.core.valuation.observed.ColumnOrder;
import io.sweepstake.core.valuation.observed.CsvCells;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Bids in comma-separated values, in the form of {@link
 * io.sweepstake.core.valuation.observed.CsvProfiles}.
 */
final class CsvBids implements BidReader {
  private final TextLines lines;
  private final boolean whole; // from the first line on, which may name the columns
  private final int columns;
  private String[] cells = new String[0];

  CsvBids(Path file, long start, long end, int columns, Configuration hadoop) throws IOException {
    lines = new TextLines(file, start, end, hadoop);
    whole = start == 0;
    this.columns = columns;
  }

  @Override
  public boolean next(double[] into, int at) throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        continue;
      }
      cells = cells(line);
      if (whole && lines.count() == 1 && CsvCells.areNames(cells)) {
        requireOrder();
        continue;
      }
      for (int k = 0; k < columns; k++) {
        into[at + k] = CsvCells.number(cells[k]);
      }
      return true;
    }
    return false;
  }

  private String[] cells(String line) {
    try {
      return CsvCells.of(line, columns, "");
    } catch (IllegalArgumentException otherCount) {
      throw new BadRowException(otherCount.getMessage());
    }
  }

  private void requireOrder() {
    try {
      ColumnOrder.require(Arrays.asList(cells), "");
    } catch (IllegalArgumentException otherOrder) {
      throw new BadRowException(otherOrder.getMessage());
    }
  }

  @Override
  public long position() {
    return lines.count();
  }

  @Override
  public String written(int cell) {
    return CsvCells.shown(cells[cell]);
  }

  @Override
  public String column(int cell) {
    return String.valueOf(cell + 1);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
