package io.sweepstake.jobs.auction;

import io.sweepstake.sweeps.space.Param;
import java.util.Objects;

/**
 * A hyper-parameter of a mechanism family.
 *
 * @param range where it is searched unless a person says otherwise; names its column {@code
 *     params_<name>}
 * @param preset its value when it is not searched
 * @param searched whether the family's default space has it
 * @param meaning one line for people
 */
public record AuctionParam(Param<?> range, Object preset, boolean searched, String meaning) {
  public AuctionParam {
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(meaning, "meaning");
  }

  /** The same at another value, and not searched. */
  AuctionParam fixed(Object value) {
    return new AuctionParam(range, value, false, meaning);
  }

  public String name() {
    return range.name();
  }
}
