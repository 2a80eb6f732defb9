package io.sweepstake.core.exchange;

/** Says from reports what is matched. One thread, one instance. */
public interface MatchingRule {
  /**
   * Matchings of some reports, each by itself.
   *
   * @param reports {@code [case][hospital · types + type]}, of at least 0
   * @return {@code [case][column of the setting's central packing]}
   */
  double[][] match(double[][] reports);
}
