package io.sweepstake.problems.auction;

import io.sweepstake.core.economics.BlockEvaluation;
import io.sweepstake.core.economics.Estimate;
import io.sweepstake.core.economics.Evaluator;
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
import io.sweepstake.core.regret.CheapAttack;
import io.sweepstake.core.setting.Setting;
import java.util.List;
import java.util.OptionalLong;

/**
 * A trained network made exactly truthful.
 *
 * @param setting whose name files have
 */
public record TruthfulVersion(Setting setting, Projection projection) {
  private static final long QUICK_ITERATIONS = 1_500;

  /** Menus are cheap to measure. */
  private static final int PROFILES = 262_144;

  /**
   * A truthful network and what it earns on fresh profiles.
   *
   * @param blocks means of {@link Evaluator#BLOCK} profiles each
   */
  record Measured(NetworkFile network, Estimate revenue, double[] blocks) {}

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
    return setting.bidders() == 1 && setting.sellsItems() && !truthful(network);
  }

  /** How it is made by the way: the same from the same seed. */
  public static ProjectionSpec quickly(long seed) {
    return new ProjectionSpec(
        Seeds.derive(seed, "truthful version", 0), 1, OptionalLong.of(QUICK_ITERATIONS));
  }

  /**
   * The truthful version of a network, made quickly, and what it earns; of one whose family is
   * truthful, itself.
   *
   * @param seed of how it is made, and of the profiles
   */
  static Measured measured(Setting setting, NetworkFile network, long seed) {
    NetworkFile made = truthful(network) ? network : of(setting, network, quickly(seed)).network();
    Mechanism mechanism =
        MechanismFamilies.named(made.family())
            .mechanism(
                setting,
                made.architecture(),
                made.weights(),
                NetworkMechanism.on(Loops.best().get()));
    Evaluator evaluator = new Evaluator(setting, seed, PROFILES, 1, CheapAttack.standard());
    List<BlockEvaluation> blocks = evaluator.evaluate(mechanism, evaluator.blocksOf(0, 1));
    return new Measured(
        made,
        evaluator.combine(blocks).revenue(),
        blocks.stream().mapToDouble(block -> mean(block.revenue())).toArray());
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Whether a network's family is truthful already. */
  static boolean truthful(NetworkFile network) {
    return MechanismFamilies.named(network.family()) instanceof TruthfulFamily;
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
