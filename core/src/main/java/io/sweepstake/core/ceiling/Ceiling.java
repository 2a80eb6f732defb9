package io.sweepstake.core.ceiling;

import java.util.Objects;

/**
 * An upper bound on the expected revenue of every dominant-strategy incentive compatible, ex-post
 * individually rational auction of a setting.
 *
 * <p>The bound itself holds for any coefficients; what is estimated is its value, by the mean over
 * fresh profiles. It need not be tight: that utilities are convex is used along each value only,
 * and for few items. It bounds no auction that is truthful in the Bayesian sense only.
 *
 * @param setting its name
 * @param bound the mean, in units of value
 * @param standardError of that mean; 0 where the bound is a theorem's number
 * @param basis what it rests on
 * @param coefficients how many were trained: of streams, flows and convexity
 * @param profiles on which the mean was taken
 */
public record Ceiling(
    String setting,
    double bound,
    double standardError,
    Basis basis,
    long coefficients,
    long profiles) {
  /** What a ceiling rests on, from the tightest. */
  public enum Basis {
    /** One item, independent values: Myerson's optimum, which an auction reaches. */
    OPTIMUM("Myerson's optimum"),
    /** Radial virtual values and trained streams. */
    STREAMS("rays and trained streams"),
    /** Radial virtual values alone: valid, and often far above what can be earned. */
    RAYS("rays alone");

    private final String text;

    Basis(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public Ceiling {
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(basis, "basis");
    if (!Double.isFinite(bound) || !(standardError >= 0)) {
      throw new IllegalArgumentException(
          "ceiling: must be finite, with a standard error of at least 0, was "
              + bound
              + " and "
              + standardError);
    }
  }
}
