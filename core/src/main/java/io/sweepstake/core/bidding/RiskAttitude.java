package io.sweepstake.core.bidding;

/** What a surplus, which may be a loss, is worth to a bidder: 0 for 0, and more for more. */
@FunctionalInterface
public interface RiskAttitude {
  /** The surplus itself. */
  RiskAttitude NEUTRAL = new Neutral();

  double utility(double surplus);

  /** Whether lotteries are worth their means. */
  default boolean neutral() {
    return false;
  }

  /** Indifferent to risk. */
  record Neutral() implements RiskAttitude {
    @Override
    public double utility(double surplus) {
      return surplus;
    }

    @Override
    public boolean neutral() {
      return true;
    }
  }

  /**
   * Constant absolute risk aversion, {@code (1 − e^{−az}) / a}.
   *
   * @param aversion a, above 0
   */
  record Cara(double aversion) implements RiskAttitude {
    public Cara {
      if (!(aversion > 0)) {
        throw new IllegalArgumentException("cara: aversion must be above 0, was " + aversion);
      }
    }

    @Override
    public double utility(double surplus) {
      return -Math.expm1(-aversion * surplus) / aversion;
    }
  }

  /**
   * Constant relative risk aversion, {@code z^a} of gains and {@code −(−z)^a} of losses.
   *
   * @param exponent a, above 0 and at most 1
   */
  record Crra(double exponent) implements RiskAttitude {
    public Crra {
      if (!(exponent > 0 && exponent <= 1)) {
        throw new IllegalArgumentException(
            "crra: exponent must be above 0 and at most 1, was " + exponent);
      }
    }

    @Override
    public double utility(double surplus) {
      return Math.signum(surplus) * Math.pow(Math.abs(surplus), exponent);
    }
  }
}
