package io.sweepstake.jobs.export;

/** How a table of results is written. */
public enum Format {
  /** Aligned columns for people; numbers are shortened to six significant digits. */
  TABLE,
  /** RFC 4180 with a header line; numbers in full, missing values empty. */
  CSV,
  /**
   * An array of objects; numbers in full, missing values and NaN null. Infinities, for which JSON
   * has no word, are {@code 1e999} and {@code -1e999}: numbers that readers round to them.
   */
  JSON
}
