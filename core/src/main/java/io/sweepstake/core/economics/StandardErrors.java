package io.sweepstake.core.economics;

import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.observed.ObservedValuations;
import java.util.Arrays;

/** How far a mean over profiles may be from the truth. */
@FunctionalInterface
public interface StandardErrors {
  /** Of profiles drawn independently of each other; of a ratio by the delta method. */
  StandardErrors OF_DRAWS =
      (above, below) -> {
        if (above.length < 2) {
          return 0;
        }
        double denominator = Estimate.mean(below);
        double ratio = Estimate.mean(above) / denominator;
        double squares = 0;
        for (int k = 0; k < above.length; k++) {
          double residual = above[k] - ratio * below[k];
          squares += residual * residual;
        }
        return Math.sqrt(squares / (above.length - 1) / above.length) / denominator;
      };

  /**
   * Of the ratio of two means.
   *
   * @param above by profile, at least one
   * @param below as many, of a mean above 0
   * @return 0 for a single profile
   */
  double ofRatio(double[] above, double[] below);

  /** Of a mean of one value per profile. */
  default double ofMean(double[] values) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return ofRatio(values, ones);
  }

  /** Those of the profiles that judge a setting: of observed rows by the bootstrap. */
  static StandardErrors of(Setting setting) {
    return setting.distribution() instanceof ObservedValuations ? new Bootstrap(1) : OF_DRAWS;
  }
}
