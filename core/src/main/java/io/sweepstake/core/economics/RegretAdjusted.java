package io.sweepstake.core.economics;

/**
 * What theory would leave of a revenue if the regret found were all there is.
 *
 * <p>For one bidder it is what a seller keeps who hands back a share of every payment, so that
 * whoever regrets moves to what she would rather have, and takes the best share: at least {@code (1
 * − η)(R − r/η)}, which is {@code (√R − √r)²} at {@code η = √(r/R)}. For several it is the usual
 * form of what turns an approximately truthful auction into a truthful one in the Bayesian sense
 * (arXiv 1112.4006, 1911.10172, 2007.09579), with {@code r} summed over bidders; such an auction
 * may earn more than any in which truth is a dominant strategy. As regret found is a lower bound,
 * nothing here is guaranteed.
 */
public final class RegretAdjusted {
  private RegretAdjusted() {}

  /**
   * {@code (√R − √Σ_i r_i)²}; 0 where the regret found is all of the revenue or more.
   *
   * @param revenue mean of all payments
   * @param regrets sum over bidders of their mean regrets, at least 0
   */
  public static double revenue(double revenue, double regrets) {
    if (!(revenue > regrets)) {
      return 0;
    }
    double root = Math.sqrt(revenue) - Math.sqrt(regrets);
    return root * root;
  }
}
