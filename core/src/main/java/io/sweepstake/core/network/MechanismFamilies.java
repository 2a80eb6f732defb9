package io.sweepstake.core.network;

import io.sweepstake.core.valuation.Setting;
import java.util.List;

/** The families there are. */
public final class MechanismFamilies {
  private static final List<MechanismFamily> ALL = List.of(new RegretNet(), new AuctionNet());

  private MechanismFamilies() {}

  public static List<MechanismFamily> all() {
    return ALL;
  }

  /**
   * The family of this name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static MechanismFamily named(String name) {
    return ALL.stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "family '"
                        + name
                        + "': there is no such family, choose "
                        + String.join(" or ", ALL.stream().map(MechanismFamily::name).toList())));
  }

  /** RegretNet for several items, AuctionNet for one. */
  public static MechanismFamily defaultFor(Setting setting) {
    return named(setting.items() == 1 ? "auctionnet" : "regretnet");
  }
}
