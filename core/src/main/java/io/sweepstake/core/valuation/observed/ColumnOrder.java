package io.sweepstake.core.valuation.observed;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of the columns of bids, which are taken by where they stand: bidder after bidder, each
 * with her value for every item. Columns may be called anything, but those that are called as
 * outcomes are, {@code bidder2_item1}, must stand where they say.
 */
public final class ColumnOrder {
  private static final Pattern PLACE =
      Pattern.compile("(?i)bidder_?(\\d{1,6})_(?:item|quality|need)_?(\\d{1,6})");

  private ColumnOrder() {}

  /**
   * Refuses columns whose names say another order.
   *
   * @param place file and line, for the message
   * @throws IllegalArgumentException naming two of them
   */
  public static void require(List<String> names, String place) {
    long before = -1;
    String named = "";
    for (String name : names) {
      Matcher words = PLACE.matcher(name.replace("\"", "").strip());
      if (words.matches()) {
        long at = Long.parseLong(words.group(1)) * 1_000_000 + Long.parseLong(words.group(2));
        if (at <= before) {
          throw new IllegalArgumentException(
              place
                  + ": columns must be bidder after bidder, item after item, but "
                  + CsvCells.shown(named)
                  + " stands before "
                  + CsvCells.shown(name));
        }
        before = at;
        named = name;
      }
    }
  }
}
