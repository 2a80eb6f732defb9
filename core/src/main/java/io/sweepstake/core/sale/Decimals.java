package io.sweepstake.core.sale;

import java.math.BigDecimal;
import java.math.MathContext;

/** Outcomes as text: the decimals that they are the nearest doubles to, without exponents. */
public final class Decimals {
  private static final MathContext PRECISION = new MathContext(9);
  private static final double BILLION = 1e9;
  private static final int PLACES = 9;

  private Decimals() {}

  /** The decimal of nine significant digits that a double is nearest to. */
  public static String text(double number) {
    double billionths = Math.rint(number * BILLION);
    if (number >= 0 && number < BILLION && billionths / BILLION == number) {
      return text((long) billionths);
    }
    BigDecimal decimal = new BigDecimal(number).round(PRECISION).stripTrailingZeros();
    return decimal.signum() == 0 ? "0" : decimal.toPlainString();
  }

  private static String text(long billionths) {
    long whole = billionths / (long) BILLION;
    long part = billionths % (long) BILLION;
    if (part == 0) {
      return Long.toString(whole);
    }
    char[] digits = new char[PLACES];
    int last = -1;
    for (int k = PLACES - 1; k >= 0; k--) {
      digits[k] = (char) ('0' + part % 10);
      last = last < 0 && digits[k] != '0' ? k : last;
      part /= 10;
    }
    return whole + "." + new String(digits, 0, last + 1);
  }
}
