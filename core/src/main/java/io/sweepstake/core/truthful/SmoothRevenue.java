package io.sweepstake.core.truthful;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.LookaheadNet;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.network.MyersonNet;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.AffineFamily;
import io.sweepstake.core.network.affine.CellAma;
import io.sweepstake.core.network.affine.SizeAma;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Optional;

/**
 * A truthful mechanism's revenue, or profit where what is sold must be made, with its choice made
 * smooth, so that it has a gradient: what a {@link TruthfulTrainer} climbs. Values are in units of
 * {@code scale} inside.
 *
 * <p>Owns its scratch space; {@link #measure} allocates nothing. Used by one thread.
 */
interface SmoothRevenue {
  /** That of a family's mechanisms. */
  static SmoothRevenue of(
      TruthfulFamily family,
      Setting setting,
      Architecture architecture,
      Kernels kernels,
      float scale) {
    if (setting.surplus() instanceof SigmoidSurplus surplus) {
      return ProductProfit.of(kernels, setting, surplus, architecture.hidden().get(0), scale);
    }
    if (setting.surplus() instanceof ComposedSurplus surplus) {
      return ProductProfit.of(kernels, setting, surplus, architecture.hidden().get(0));
    }
    if (family instanceof MenuFamily menus) {
      return new MenuRevenue(
          kernels, menus, setting.demand(), setting.items(), architecture.hidden().get(0), scale);
    }
    if (family instanceof MyersonNet) {
      return new MyersonRevenue(setting.bidders(), architecture, scale);
    }
    if (family instanceof LookaheadNet) {
      return new LookaheadRevenue(setting, architecture, scale);
    }
    if (family instanceof SizeAma sizes) {
      return new SizeRevenue(kernels, sizes, setting, architecture, scale);
    }
    if (family instanceof CellAma cells) {
      return new CellRevenue(kernels, cells, setting, scale);
    }
    if (family instanceof AffineFamily affine) {
      return new AffineRevenue(kernels, affine, setting, architecture, scale);
    }
    throw new IllegalArgumentException("family " + family.name() + ": has no trainer");
  }

  /** How many parameters there are. */
  int parameters();

  /** Writes weights as parameters. */
  void read(NetworkWeights weights, float[] parameters);

  /** The weights that parameters stand for, as layers of the family. */
  NetworkWeights write(float[] parameters);

  /**
   * Mean revenue over the block, in units of value, and the gradient of minus it with what else the
   * family prices.
   *
   * @param sharpness what the choice's softmax multiplies its scores by, per unit of scale
   * @param gradient written, as the parameters
   */
  double measure(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      float[] gradient);

  /** It with its loop over profiles and options on a device; empty where no kernel is that loop. */
  default Optional<OptionRevenue> onDevice() {
    return Optional.empty();
  }

  /** Moves parameters to where they stand for a mechanism, after a step. */
  default void project(float[] parameters) {}

  /** How sure the last measured choices were: their greatest probability, mean over profiles. */
  double certainty();

  /** What the next measurement hangs on beside the parameters; to be kept in checkpoints. */
  default double[] state() {
    return new double[0];
  }

  /** Takes up a {@link #state}. */
  default void restore(double[] state) {}
}
