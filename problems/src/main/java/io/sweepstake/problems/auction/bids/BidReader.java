package io.sweepstake.problems.auction.bids;

import java.io.Closeable;
import java.io.IOException;

/** Reads rows of bids one by one. */
interface BidReader extends Closeable {
  /**
   * The next row.
   *
   * @param into written from {@code at} on: what is no number is NaN
   * @return whether there was one
   * @throws BadRowException if it has not as many values as it must
   */
  boolean next(double[] into, int at) throws IOException;

  /** How many lines, or rows, of its file have been read, the last one counted. */
  long position();

  /** A cell of the last row as it is written. */
  String written(int cell);

  /** What a column is called, in messages. */
  String column(int cell);
}
