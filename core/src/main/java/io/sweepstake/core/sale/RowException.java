package io.sweepstake.core.sale;

/** A row for which no auction can be held. */
public final class RowException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int row;
  private final int cell;
  private final String rule;

  private RowException(int row, int cell, String rule, String message) {
    super(message);
    this.row = row;
    this.cell = cell;
    this.rule = rule;
  }

  static RowException ofBid(int row, int cell, String rule, double was) {
    return new RowException(
        row,
        cell,
        rule,
        "bids: row " + (row + 1) + ", column " + (cell + 1) + ": " + rule + ", was " + was);
  }

  static RowException ofOutcome(int row, String what, double was) {
    String rule = "the auction's " + what + " must be a number, was " + was;
    return new RowException(row, -1, rule, "bids: row " + (row + 1) + ": " + rule);
  }

  /** Of those that were given, from 0. */
  public int row() {
    return row;
  }

  /** Of its row, from 0; negative where it is not one bid that is wrong. */
  public int cell() {
    return cell;
  }

  /** What must be, without the value of a bid. */
  public String rule() {
    return rule;
  }
}
