package io.sweepstake.core.product;

/**
 * The product that is worth most to a buyer over its cost. What is found can be made, so it is
 * never too good.
 *
 * <p>Owns its scratch space; used by one thread.
 */
public sealed interface FirstBest permits ClimbedBest, SeparateBest {
  /** What a buyer who needs nothing at all begins with, in units of quality. */
  double LEAST = 1e-3;

  /** Quality by quality where all parts allow that, else by a search over all of them at once. */
  static FirstBest of(Kernel kernel, Cost cost, Limit limit, int width) {
    return kernel.separable() && cost.separable() && limit.separable()
        ? new SeparateBest(kernel, cost, limit, width)
        : new ClimbedBest(kernel, cost, limit, width);
  }

  /** The product of the last search, {@code [quality]}; not a copy. */
  float[] product();

  /**
   * Searches.
   *
   * @param needs of the buyer, from {@code first}
   * @return what it is worth over its cost, at least 0, that of nothing
   */
  double search(float[] needs, int first);
}
