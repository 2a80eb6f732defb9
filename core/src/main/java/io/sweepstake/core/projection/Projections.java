package io.sweepstake.core.projection;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.setting.Setting;

/**
 * Makes mechanisms truthful.
 *
 * <p>What comes out is exactly truthful, individually rational and feasible whatever went in: a
 * menu for one bidder, an affine maximiser for several.
 */
public final class Projections {
  private Projections() {}

  /**
   * Refuses settings in which none can be made.
   *
   * @throws IllegalArgumentException where none can be made, saying why
   */
  public static void require(Setting setting) {
    setting.requireItems("make-truthful");
    if (setting.bidders() > 1) {
      AffineProjection.require(setting);
    }
  }

  /**
   * Truthful mechanisms made of another.
   *
   * @throws IllegalArgumentException as {@link #require}
   */
  public static Projection of(Setting setting, Mechanism mechanism, ProjectionSpec spec) {
    require(setting);
    return setting.bidders() == 1
        ? MenuProjection.of(setting, mechanism, spec)
        : AffineProjection.of(setting, mechanism, spec);
  }
}
