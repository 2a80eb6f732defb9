package io.sweepstake.core.network;

import io.sweepstake.core.setting.Setting;
import java.util.List;

/** The families there are. */
public final class MechanismFamilies {
  private static final NetworkFamily REGRET_NET = new RegretNet();
  private static final NetworkFamily AUCTION_NET = new AuctionNet();
  private static final MechanismFamily FINITELY_CONVEX = new FinitelyConvex();
  private static final List<MechanismFamily> ALL =
      List.of(
          REGRET_NET,
          AUCTION_NET,
          new EquivariantNet(),
          new RochetNet(),
          FINITELY_CONVEX,
          new MyersonNet(),
          new LookaheadNet(),
          new Vvca(),
          new Ama(),
          new SizeAma(),
          new LotteryAma());

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

  /** RegretNet for several items, AuctionNet for one, the finitely convex menu for products. */
  public static MechanismFamily defaultFor(Setting setting) {
    if (!setting.sellsItems()) {
      return FINITELY_CONVEX;
    }
    return setting.items() == 1 ? AUCTION_NET : REGRET_NET;
  }
}
