package io.sweepstake.core.mechanism;

/**
 * What a mechanism decides for a block of profiles.
 *
 * @param allocation probability that a bidder gets an item, {@code [profile][bidder][item]},
 *     flattened; where products are sold, the qualities of hers, at least 0
 * @param payments expected payment of a bidder, in units of value, {@code [profile][bidder]},
 *     flattened
 */
public record Outcomes(int count, int bidders, int items, float[] allocation, float[] payments) {
  public Outcomes {
    if (allocation.length != count * bidders * items || payments.length != count * bidders) {
      throw new IllegalArgumentException(
          "outcomes: arrays do not fit "
              + count
              + " profiles of "
              + bidders
              + " bidders and "
              + items
              + " items");
    }
  }

  /** All zero: nobody gets anything, nobody pays. */
  public Outcomes(int count, int bidders, int items) {
    this(count, bidders, items, new float[count * bidders * items], new float[count * bidders]);
  }

  public float allocation(int profile, int bidder, int item) {
    return allocation[(profile * bidders + bidder) * items + item];
  }

  public float payment(int profile, int bidder) {
    return payments[profile * bidders + bidder];
  }
}
