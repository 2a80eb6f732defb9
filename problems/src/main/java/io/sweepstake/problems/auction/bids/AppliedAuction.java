package io.sweepstake.problems.auction.bids;

import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.sale.Sale;
import io.sweepstake.core.sale.Sold;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * An auction to be held for bids, as tasks anywhere can hold it.
 *
 * @param setting by name
 * @param bidders of it
 * @param network its bytes
 * @param drawn whether outcomes are drawn, and not told as chances
 * @param seed of the draws
 */
public record AppliedAuction(String setting, int bidders, byte[] network, boolean drawn, long seed)
    implements Serializable {
  /** The auction itself, for one thread. */
  Sale open() {
    return Sale.of(known(), NetworkFile.fromBytes(network));
  }

  /** Whether bids outside what it was trained on count as the nearest inside. */
  public boolean capsBids() {
    return open().capsBids();
  }

  private Setting known() {
    return Settings.named(setting, OptionalInt.of(bidders));
  }

  /** How many bids a row has. */
  int width() {
    return bidders * known().items();
  }

  /** What a row of outcomes has beside its number. */
  List<String> columns() {
    Setting setting = known();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= bidders; i++) {
      for (int j = 1; j <= setting.items(); j++) {
        boolean pair = setting.demand() == Demand.COMBINATORIAL && j == setting.items();
        String good = setting.sellsItems() ? "item" : "quality";
        columns.add("bidder" + i + "_" + (pair ? "both" : good + j));
      }
      columns.add("bidder" + i + "_pays");
    }
    return columns;
  }

  /** The outcomes of some rows. */
  Sold outcomes(Sale sale, double[] bids, long firstRow) {
    Sold sold = sale.hold(bids);
    return drawn ? sale.draw(sold, firstRow, seed) : sold;
  }

  /** What it decided in a row, in the order of {@link #columns}. */
  static Object[] cells(Sold sold, int row, long number) {
    Object[] cells = new Object[1 + sold.bidders() * (sold.items() + 1)];
    cells[0] = number;
    int at = 1;
    for (int i = 0; i < sold.bidders(); i++) {
      for (int j = 0; j < sold.items(); j++) {
        cells[at++] = sold.allocation(row, i, j);
      }
      cells[at++] = sold.payment(row, i);
    }
    return cells;
  }
}
