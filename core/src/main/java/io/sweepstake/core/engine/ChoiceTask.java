package io.sweepstake.core.engine;

/**
 * One member's choices in one iteration: what it chooses from, and what that brings. Owned by the
 * caller, who fills it anew for each iteration.
 *
 * <p>An option's score is what its shares are {@link ChoiceShape.Worth worth} and its boost, as a
 * rule {@code W_a = Σ shares · values + boost_a}, and the choice {@code p = softmax(s W)}. Where
 * options have prices, revenue is {@code R = Σ_a p_a price_a}. Where bidders pay what others lose,
 * it is {@code R = Σ_i (M_i − Σ_a p_a W⁻ⁱ_a) / w_i}, with {@code W⁻ⁱ_a} the score without bidder
 * i's value and {@code M_i} its mean by {@code softmax(s W⁻ⁱ)}. The sharpness s is a constant to
 * all slopes.
 */
public final class ChoiceTask {
  /** {@code [profile][bidder][item]}. */
  public final float[] values;

  /** {@code [option][bidder][item]}: what of a value counts; 0 in the first option. */
  public final float[] shares;

  /** {@code [option]}: what is added to its score. */
  public final float[] boosts;

  /** {@code [option]}: what it brings, where options have prices. */
  public final float[] prices;

  /** {@code [bidder]}: w, where bidders pay what others lose. */
  public final float[] weights;

  /** The unit of worth that is not linear. */
  public float unit = 1;

  /** What scores are multiplied by. */
  public float sharpness;

  /**
   * The greatest sharpness of a profile where it is divided by the spread of its scores, and is
   * never less than {@link #sharpness}; 0 where it is the same for all profiles.
   */
  public float sharpest;

  /** Written: {@code [bidder]}, what she pays, of a soft choice; sum over profiles. */
  public final double[] paid;

  /** Written: what the best option brings; sum over profiles. */
  public double best;

  /** Written: the greatest probability of an option; sum over profiles. */
  public double certainty;

  /** Written: {@code ∂R/∂ shares}, likewise. */
  public final float[] shareSlopes;

  /** Written: {@code ∂R/∂W}, likewise. */
  public final float[] boostSlopes;

  /** Written: {@code p}, likewise. */
  public final float[] frequencies;

  public ChoiceTask(ChoiceShape shape) {
    values = new float[shape.profiles() * shape.width()];
    shares = new float[shape.options() * shape.width()];
    boosts = new float[shape.options()];
    prices = new float[shape.options()];
    weights = new float[shape.bidders()];
    paid = new double[shape.bidders()];
    shareSlopes = new float[shares.length];
    boostSlopes = new float[shape.options()];
    frequencies = new float[shape.options()];
  }
}
