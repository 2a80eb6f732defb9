package io.sweepstake.core.network;

import io.sweepstake.core.network.affine.Ama;
import io.sweepstake.core.network.affine.CellAma;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.network.affine.SizeAma;
import io.sweepstake.core.network.affine.Vvca;
import io.sweepstake.core.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The families there are: those of this program, and those that are found as services. */
public final class MechanismFamilies {
  private static final NetworkFamily REGRET_NET = new RegretNet();
  private static final NetworkFamily AUCTION_NET = new AuctionNet();
  private static final MechanismFamily FINITELY_CONVEX = new FinitelyConvex();
  private static final List<MechanismFamily> OWN =
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
          new LotteryAma(),
          new CellAma());

  private MechanismFamilies() {}

  /**
   * All of them.
   *
   * @throws IllegalArgumentException if one that is found has the name of another
   */
  public static List<MechanismFamily> all() {
    List<MechanismFamily> all = new ArrayList<>(OWN);
    for (MechanismFamily found : ServiceLoader.load(MechanismFamily.class)) {
      if (all.stream().anyMatch(family -> family.name().equals(found.name()))) {
        throw new IllegalArgumentException(
            "family '"
                + found.name()
                + "': must have a name of its own, another is there; was found as "
                + found.getClass().getName());
      }
      all.add(found);
    }
    return List.copyOf(all);
  }

  /**
   * The family of this name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static MechanismFamily named(String name) {
    return of(name, OWN)
        .or(() -> of(name, all()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "family '"
                        + name
                        + "': there is no such family, choose "
                        + String.join(" or ", all().stream().map(MechanismFamily::name).toList())));
  }

  private static Optional<MechanismFamily> of(String name, List<MechanismFamily> families) {
    return families.stream().filter(family -> family.name().equals(name)).findFirst();
  }

  /** RegretNet for several items, AuctionNet for one, the finitely convex menu for products. */
  public static MechanismFamily defaultFor(Setting setting) {
    if (!setting.sellsItems()) {
      return FINITELY_CONVEX;
    }
    return setting.items() == 1 ? AUCTION_NET : REGRET_NET;
  }
}
