package io.sweepstake.problems.auction.bids;

import io.sweepstake.core.sale.Decimals;
import io.sweepstake.core.sale.Sold;
import io.sweepstake.jobs.spark.TableParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who gets what and pays what, a row for each row of bids: its number, and for each bidder her
 * chances, or what was drawn, and what she pays.
 */
public final class SaleTable implements TableParts {
  private static final long serialVersionUID = 1L;

  /** All payments. */
  public static final String PAID = "paid";

  /** Rows whose outcome was corrected. */
  public static final String CORRECTED = "corrected";

  private final AppliedAuction auction;
  private final ArrayList<PlacedBids.Piece> pieces;

  public SaleTable(AppliedAuction auction, PlacedBids bids) {
    this.auction = auction;
    pieces = new ArrayList<>(bids.pieces());
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("row"));
    columns.addAll(auction.columns());
    return columns;
  }

  @Override
  public int parts() {
    return pieces.size();
  }

  @Override
  public List<String> sums() {
    return List.of(PAID, CORRECTED);
  }

  @Override
  public String text(Object cell) {
    return cell instanceof Double number ? Decimals.text(number) : String.valueOf(cell);
  }

  @Override
  public Iterator<Object[]> rows(int part, Sums sums) {
    try {
      return new Cells(new SoldRows(auction, pieces.get(part)), sums);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Cells implements Iterator<Object[]> {
    private final SoldRows blocks;
    private final Sums sums;
    private SoldRows.Block block;
    private int next;

    Cells(SoldRows blocks, Sums sums) {
      this.blocks = blocks;
      this.sums = sums;
    }

    @Override
    public boolean hasNext() {
      return block != null && next < block.sold().rows() || blocks.hasNext();
    }

    @Override
    public Object[] next() {
      if (block == null || next == block.sold().rows()) {
        block = blocks.next();
        next = 0;
        Sold sold = block.sold();
        sums.add(CORRECTED, sold.corrected());
        sums.add(PAID, IntStream.range(0, sold.rows()).mapToDouble(sold::paid).sum());
      }
      Object[] cells = AppliedAuction.cells(block.sold(), next, block.firstRow() + next);
      next++;
      return cells;
    }
  }
}
