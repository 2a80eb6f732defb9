package io.sweepstake.problems.auction.bids;

import io.sweepstake.core.sale.RowException;
import io.sweepstake.core.sale.Sale;
import io.sweepstake.core.sale.Sold;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;

/** The outcomes of a piece of bids, block by block. Closed once they are all read. */
final class SoldRows implements Iterator<SoldRows.Block>, Closeable {
  private static final int BLOCK = 1024;

  private final AppliedAuction auction;
  private final PlacedBids.Piece piece;
  private final Sale sale;
  private final BidReader reader;
  private final double[] bids;
  private final long[] lines = new long[BLOCK];
  private int filled; // rows that are read and not sold
  private long row;

  /**
   * Some outcomes.
   *
   * @param firstRow the number of the first
   */
  record Block(Sold sold, long firstRow) {}

  SoldRows(AppliedAuction auction, PlacedBids.Piece piece) throws IOException {
    this.auction = auction;
    this.piece = piece;
    sale = auction.open();
    bids = new double[BLOCK * auction.width()];
    reader = piece.portion().open(auction.width(), new Configuration());
    row = piece.firstRow();
    fill();
  }

  private void fill() throws IOException {
    filled = 0;
    int width = bids.length / BLOCK;
    while (filled < BLOCK && reader.next(bids, filled * width)) {
      lines[filled++] = reader.position();
    }
    if (filled < BLOCK) {
      reader.close();
    }
  }

  @Override
  public boolean hasNext() {
    return filled > 0;
  }

  @Override
  public Block next() {
    if (filled == 0) {
      throw new NoSuchElementException();
    }
    int rows = filled;
    Block block = new Block(sold(rows), row);
    row += rows;
    try {
      if (rows < BLOCK) {
        filled = 0;
      } else {
        fill();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return block;
  }

  private Sold sold(int rows) {
    try {
      return auction.outcomes(sale, Arrays.copyOf(bids, rows * (bids.length / BLOCK)), row);
    } catch (RowException wrong) {
      throw new IllegalArgumentException(
          piece.place(lines[wrong.row()]) + ": " + wrong.rule(), wrong);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
