package io.sweepstake.core.projection;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.setting.Setting;

/**
 * Makes mechanisms truthful.
 *
 * <p>What comes out is exactly truthful, individually rational and feasible whatever went in: a
 * menu for one bidder.
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
    if (setting.bidders() != 1) {
      throw new IllegalArgumentException(
          "make-truthful: is for one bidder, but setting "
              + setting.name()
              + " has "
              + setting.bidders());
    }
  }

  /**
   * Truthful mechanisms made of another.
   *
   * @throws IllegalArgumentException as {@link #require}
   */
  public static Projection of(Setting setting, Mechanism mechanism, ProjectionSpec spec) {
    require(setting);
    return MenuProjection.of(setting, mechanism, spec);
  }
}
