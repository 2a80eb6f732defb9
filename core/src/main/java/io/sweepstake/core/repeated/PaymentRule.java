package io.sweepstake.core.repeated;

import java.util.Arrays;

/**
 * Who gets the item and who pays what, for every profile of bids on a grid: a table. Profiles have
 * numbers, {@code Σ_i bid_i · bids^i}. Immutable once handed on.
 */
public final class PaymentRule {
  /** The most profiles that a table has. */
  public static final int MOST_PROFILES = 1 << 20;

  private final int bidders;
  private final int bids;
  private final double[] shares; // [profile][bidder]: chance of the item
  private final double[] winning; // paid by who gets it
  private final double[] losing; // paid by who does not

  /** What a rule does with one profile of bids. */
  @FunctionalInterface
  public interface Decision {
    /**
     * Decides one.
     *
     * @param profile one bid per bidder
     * @param shares written: the chance of the item
     * @param winning written: what a bidder pays if she gets it
     * @param losing written: what she pays if not; 0 as given
     */
    void decide(int[] profile, double[] shares, double[] winning, double[] losing);
  }

  private PaymentRule(int bidders, int bids) {
    int profiles = profiles(bidders, bids);
    this.bidders = bidders;
    this.bids = bids;
    shares = new double[profiles * bidders];
    winning = new double[shares.length];
    losing = new double[shares.length];
  }

  /**
   * The number of profiles of so many bidders with so many bids each.
   *
   * @throws IllegalArgumentException if there are more than {@link #MOST_PROFILES}
   */
  public static int profiles(int bidders, int bids) {
    double profiles = Math.pow(bids, bidders);
    if (bidders < 1 || profiles > MOST_PROFILES) {
      throw new IllegalArgumentException(
          "payment rule: bids^bidders must be at most "
              + MOST_PROFILES
              + ", was "
              + bids
              + "^"
              + bidders);
    }
    return (int) Math.round(profiles);
  }

  /** A rule told profile by profile. */
  public static PaymentRule of(int bidders, int bids, Decision decision) {
    PaymentRule rule = new PaymentRule(bidders, bids);
    int[] profile = new int[bidders];
    double[] share = new double[bidders];
    double[] win = new double[bidders];
    double[] lose = new double[bidders];
    for (int p = 0; p < rule.profiles(); p++) {
      rule.profile(p, profile);
      Arrays.fill(share, 0);
      Arrays.fill(win, 0);
      Arrays.fill(lose, 0);
      decision.decide(profile, share, win, lose);
      System.arraycopy(share, 0, rule.shares, p * bidders, bidders);
      System.arraycopy(win, 0, rule.winning, p * bidders, bidders);
      System.arraycopy(lose, 0, rule.losing, p * bidders, bidders);
    }
    return rule;
  }

  /**
   * The same where bidders cannot pay more than they have: who should gets nothing and pays
   * nothing.
   *
   * @param budgets one per bidder
   */
  public PaymentRule within(double[] budgets) {
    return of(
        bidders,
        bids,
        (profile, share, win, lose) -> {
          int p = number(profile);
          for (int i = 0; i < bidders; i++) {
            boolean affords = winning(p, i) <= budgets[i];
            share[i] = affords ? share(p, i) : 0;
            win[i] = affords ? winning(p, i) : 0;
            lose[i] = losing(p, i) <= budgets[i] ? losing(p, i) : 0;
          }
        });
  }

  public int bidders() {
    return bidders;
  }

  public int bids() {
    return bids;
  }

  public int profiles() {
    return shares.length / bidders;
  }

  /** Writes the bids of a profile. */
  public void profile(int number, int[] into) {
    int rest = number;
    for (int i = 0; i < bidders; i++) {
      into[i] = rest % bids;
      rest /= bids;
    }
  }

  /** The number of a profile of bids. */
  public int number(int[] profile) {
    int number = 0;
    for (int i = bidders - 1; i >= 0; i--) {
      number = number * bids + profile[i];
    }
    return number;
  }

  /** A bidder's chance of the item. */
  public double share(int profile, int bidder) {
    return shares[profile * bidders + bidder];
  }

  /** What a bidder pays if she gets the item. */
  public double winning(int profile, int bidder) {
    return winning[profile * bidders + bidder];
  }

  /** What a bidder pays if she does not get it. */
  public double losing(int profile, int bidder) {
    return losing[profile * bidders + bidder];
  }

  /** What a bidder pays on average. */
  public double payment(int profile, int bidder) {
    int at = profile * bidders + bidder;
    return shares[at] * winning[at] + (1 - shares[at]) * losing[at];
  }
}
