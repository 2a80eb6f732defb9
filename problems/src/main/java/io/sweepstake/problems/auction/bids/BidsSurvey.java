package io.sweepstake.problems.auction.bids;

import io.sweepstake.core.sale.RowException;
import io.sweepstake.core.sale.Sale;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** What a first reading finds in a portion: whether its rows are bids, and how many there are. */
public final class BidsSurvey implements Serializable {
  private static final long serialVersionUID = 1L;

  private long rows;
  private long lines;
  private long outside;
  private Note first; // null if no row is outside
  private Note wrong; // null if all rows can be used

  private BidsSurvey() {}

  /**
   * What is to be said of a row.
   *
   * @param line of the portion, from 1
   */
  record Note(long line, String text) implements Serializable {}

  /** Reads a portion, up to the first row that cannot be used. */
  public static BidsSurvey of(AppliedAuction auction, BidPortion portion) throws IOException {
    Sale sale = auction.open();
    double[] bids = new double[auction.width()];
    BidsSurvey survey = new BidsSurvey();
    try (BidReader reader = portion.open(bids.length, new Configuration())) {
      try {
        while (reader.next(bids, 0)) {
          survey.rows++;
          sale.check(bids, 0);
          survey.look(sale, bids, reader);
        }
      } catch (BadRowException bad) {
        survey.wrong = new Note(reader.position(), bad.getMessage());
      } catch (RowException bad) {
        String column = reader.column(bad.cell());
        String text = ", column %s: %s, was '%s'";
        survey.wrong =
            new Note(
                reader.position(), text.formatted(column, bad.rule(), reader.written(bad.cell())));
      }
      survey.lines = reader.position();
    }
    return survey;
  }

  private void look(Sale sale, double[] bids, BidReader reader) {
    for (int i = 0; i < sale.setting().bidders(); i++) {
      if (!sale.within(bids, 0, i)) {
        outside++;
        first = first == null ? new Note(reader.position(), beyond(sale, bids, i)) : first;
        return;
      }
    }
  }

  /** A bidder's bids beside where they might lie. */
  private static String beyond(Sale sale, double[] bids, int bidder) {
    Setting setting = sale.setting();
    Support support = setting.distribution().support();
    for (int j = 0; j < setting.items(); j++) {
      double bid = bids[bidder * setting.items() + j];
      if ((float) bid < support.low(bidder, j) || (float) bid > support.high(bidder, j)) {
        return String.format(
            Locale.ROOT,
            "bidder %d, %s where it knows %s to %s",
            bidder + 1,
            bid,
            support.low(bidder, j),
            support.high(bidder, j));
      }
    }
    return "bidder " + (bidder + 1) + ", more in sum than the " + support.total() + " it knows";
  }

  /** Rows of bids. */
  long rows() {
    return rows;
  }

  /** Lines of text, or rows. */
  long lines() {
    return lines;
  }

  /** Rows with a bid where the auction was not made for. */
  long outside() {
    return outside;
  }

  /** The first of these. */
  Optional<Note> first() {
    return Optional.ofNullable(first);
  }

  /** The row that cannot be used. */
  Optional<Note> wrong() {
    return Optional.ofNullable(wrong);
  }
}
