package io.sweepstake.core.truthful;

import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Optional;

/**
 * What products are worth to buyers, tile by tile of {@link Kernels#TILE} buyers; in units of
 * prices. Owns its scratch space; used by one thread.
 */
interface ProductGains {
  /**
   * How kernels compute them.
   *
   * @param steepness what needs and qualities are multiplied by before
   * @param unit of worth, in that of prices
   */
  record Law(ChoiceShape.Worth worth, double steepness, double unit) {}

  /** The law that they follow; empty where no kernel knows it. */
  Optional<Law> law();

  /**
   * Writes what buyers gain from products over nothing; lanes past the last repeat it.
   *
   * @param qualities {@code [product][quality]}
   * @param count buyers from {@code first} on
   * @param into {@code [product][lane]}
   */
  void write(float[] qualities, ValuationProfiles buyers, int first, int count, float[] into);

  /**
   * Adds up slopes of the gains that were written last, along each quality.
   *
   * @param by what each gain counts, {@code [product][lane]}, 0 in lanes past the last
   * @param sums added to, {@code [product][quality]}
   */
  void addSlopes(float[] by, double[] sums);
}
