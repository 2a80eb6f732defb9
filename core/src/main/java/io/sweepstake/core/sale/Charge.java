package io.sweepstake.core.sale;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What bidders pay, in decimals of nine significant digits that are at most what their allocation
 * is worth at the bids they made, exactly.
 */
final class Charge {
  private static final int DIGITS = 9;
  private static final MathContext PRECISION = new MathContext(DIGITS);

  /** Powers of ten up to this are doubles. */
  private static final int SMALLEST = -22;

  /** Further below the worth than this, relative to it, no rounding matters. */
  private static final double NEAR = 1e-13;

  private Charge() {}

  /**
   * The greatest decimal that is no more than a payment and a worth.
   *
   * @param payment a finite number; below 0 where the seller pays
   * @param worth the sum of {@code shares · bids}, in doubles
   * @param bids {@code count} of them from {@code at}
   * @param shares as many, doubles nearest to decimals
   */
  static double of(
      double payment, double worth, double[] bids, double[] shares, int at, int count) {
    if (payment <= 0) {
      return payment == 0 ? 0 : -down(-payment);
    }
    if (worth <= 0) {
      return 0;
    }
    double charge = down(Math.min(payment, worth));
    while (charge > worth * (1 - NEAR) && !affordable(charge, worth, bids, shares, at, count)) {
      charge = below(charge);
    }
    return charge;
  }

  /** A decimal that is no more than a worth that is not a sum of products. */
  static double upTo(double payment, double worth) {
    return payment <= worth * (1 - NEAR) ? down(payment) : Math.max(0, below(down(worth)));
  }

  /** Of bids as the doubles they are, and as the decimals that were written. */
  private static boolean affordable(
      double charge, double worth, double[] bids, double[] shares, int at, int count) {
    BigDecimal ofDoubles = BigDecimal.ZERO;
    BigDecimal ofDecimals = BigDecimal.ZERO;
    for (int j = 0; j < count; j++) {
      BigDecimal share = new BigDecimal(shares[at + j]).setScale(DIGITS, RoundingMode.HALF_EVEN);
      ofDoubles = ofDoubles.add(share.multiply(new BigDecimal(bids[at + j])));
      ofDecimals = ofDecimals.add(share.multiply(BigDecimal.valueOf(bids[at + j])));
    }
    BigDecimal asked = new BigDecimal(charge).round(PRECISION);
    return charge <= worth && asked.compareTo(ofDecimals) <= 0 && asked.compareTo(ofDoubles) <= 0;
  }

  /** To nine significant digits, towards 0. */
  private static double down(double number) {
    if (number == 0) {
      return 0;
    }
    int exponent = exponent(number);
    return decimal(Math.floor(scaled(number, exponent)), exponent);
  }

  /** The decimal before one of nine digits. */
  private static double below(double number) {
    if (number == 0) {
      return 0;
    }
    int exponent = exponent(number);
    return decimal(Math.rint(scaled(number, exponent)) - 1, exponent);
  }

  /** Of ten: what the last of nine digits counts. */
  private static int exponent(double number) {
    return Math.max(SMALLEST, (int) Math.floor(Math.log10(number)) - DIGITS + 1);
  }

  /** Multiplied where that is exact but for one rounding: whole numbers stay whole. */
  private static double scaled(double number, int exponent) {
    return exponent < 0 ? number * Math.pow(10, -exponent) : number / Math.pow(10, exponent);
  }

  /** The double nearest to {@code count · 10^exponent}. */
  private static double decimal(double count, int exponent) {
    return exponent < 0 ? count / Math.pow(10, -exponent) : count * Math.pow(10, exponent);
  }
}
