package io.sweepstake.problems.auction.bids;

/** A row that cannot be used; its message says what is wrong with it, not where it is. */
final class BadRowException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadRowException(String message) {
    super(message);
  }
}
