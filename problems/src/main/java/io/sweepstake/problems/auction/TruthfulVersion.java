package io.sweepstake.problems.auction;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.projection.Projection;
import io.sweepstake.core.projection.ProjectionSpec;
import io.sweepstake.core.projection.Projections;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import java.util.OptionalLong;

/**
 * A trained network made exactly truthful.
 *
 * @param setting whose name files have
 */
public record TruthfulVersion(Setting setting, Projection projection) {
  private static final long QUICK_ITERATIONS = 1_500;

  /**
   * The truthful version of a network.
   *
   * @throws IllegalArgumentException saying why, if none can be made, or need not
   */
  public static TruthfulVersion of(Setting setting, NetworkFile network, ProjectionSpec spec) {
    MechanismFamily family = MechanismFamilies.named(network.family());
    if (family instanceof TruthfulFamily) {
      throw new IllegalArgumentException(
          "family " + family.name() + ": its networks are truthful already");
    }
    Projections.require(setting);
    Mechanism mechanism =
        family.mechanism(
            setting,
            network.architecture(),
            network.weights(),
            NetworkMechanism.on(Loops.best().get()));
    return new TruthfulVersion(setting, Projections.of(setting, mechanism, spec));
  }

  /** Whether one can be made of networks of a setting. */
  public static boolean possible(Setting setting) {
    try {
      Projections.require(setting);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /**
   * Whether one can be made in seconds: of one bidder's items, by a family that is not truthful.
   */
  public static boolean takesSeconds(Setting setting, NetworkFile network) {
    return setting.bidders() == 1
        && setting.sellsItems()
        && !(MechanismFamilies.named(network.family()) instanceof TruthfulFamily);
  }

  /** How it is made by the way: the same from the same seed. */
  public static ProjectionSpec quickly(long seed) {
    return new ProjectionSpec(
        Seeds.derive(seed, "truthful version", 0), 1, OptionalLong.of(QUICK_ITERATIONS));
  }

  /** The network that is kept. */
  public NetworkFile network() {
    return network(projection.kept());
  }

  /** The network of a stage. */
  public NetworkFile network(Projection.Stage stage) {
    return new NetworkFile(
        setting.name(),
        setting.bidders(),
        stage.family().name(),
        stage.architecture(),
        stage.weights());
  }
}
