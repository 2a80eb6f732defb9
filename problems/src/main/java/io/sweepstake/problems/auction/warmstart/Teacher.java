package io.sweepstake.problems.auction.warmstart;

import io.sweepstake.core.auction.ItemWiseAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Exponential;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Uniform;
import java.util.Locale;

/** A known auction that networks can imitate, item by item if there are several. */
public enum Teacher {
  /** Optimal for one item (Myerson, 1981). Needs independent values. */
  MYERSON {
    @Override
    Mechanism auction(Setting setting) {
      if (setting.distribution() instanceof IndependentValuations valuations) {
        return ItemWiseAuction.myerson(valuations);
      }
      throw new IllegalArgumentException(
          "setting %s: Myerson's auction needs independent values, choose vickrey"
              .formatted(setting.name()));
    }
  },
  /** Second price, no reserve. Needs nothing. */
  VICKREY {
    @Override
    Mechanism auction(Setting setting) {
      return ItemWiseAuction.secondPrice(setting.bidders(), setting.items());
    }
  };

  /**
   * The auction for a setting.
   *
   * @throws IllegalArgumentException if the setting is not one it is defined for
   */
  abstract Mechanism auction(Setting setting);

  /**
   * Who teaches a setting: Myerson where values are independent, each uniform or exponential;
   * Vickrey where they are correlated or, as mixtures are, irregular.
   */
  public static Teacher of(Setting setting) {
    boolean regular =
        setting.distribution() instanceof IndependentValuations valuations
            && valuations.marginals().stream()
                .allMatch(
                    marginal -> marginal instanceof Uniform || marginal instanceof Exponential);
    return regular ? MYERSON : VICKREY;
  }

  /** Such as {@code myerson}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
