package io.sweepstake.core.economics;

import io.sweepstake.core.regret.CheapAttack;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a mechanism is worth on fresh profiles of truthful bidders. In units of value but for
 * efficiency and the two about allocation.
 *
 * @param revenue sum of payments per profile; where products are sold, profit: payments less what
 *     they cost to make
 * @param welfare {@code Σ_ij a_ij v_ij} per profile; where products are sold, the buyer's surplus
 *     less their cost
 * @param efficiency mean welfare over mean greatest possible welfare, found by search where
 *     products are sold
 * @param irViolation {@code max(0, −u_i)}: mean over bidders and profiles; p95 and max over both
 * @param overAllocation the most by which an item, or a unit-demand bidder, is allocated beyond
 *     probability 1, or any probability falls below 0; under combinatorial demand also by which the
 *     chances of an item, of the other and of both contradict each other; where products are sold,
 *     the most by which a quality falls below 0
 * @param regret ex-post regret found by the attack, a lower bound: mean over bidders and profiles;
 *     p95 and max over both
 * @param regretByBidder the same for each bidder
 * @param cheapRegret as regret, by {@link CheapAttack}
 * @param changeAtLies revenue where bidders act on the lies found less revenue where they do not,
 *     profile by profile; exactly 0 where nobody lies
 * @param changeInLastRound by how much revenue changed when bidders answered each other's lies for
 *     the last time; empty where they did so once
 * @param monotonicityViolation for one item, not for products: how far, in all, a bidder's
 *     probability of winning falls while her report rises over its range; mean over bidders and
 *     profiles
 */
public record Evaluation(
    Estimate revenue,
    Estimate welfare,
    Estimate efficiency,
    Estimate irViolation,
    Estimate overAllocation,
    Estimate regret,
    List<Estimate> regretByBidder,
    Estimate cheapRegret,
    Estimate changeAtLies,
    Optional<Estimate> changeInLastRound,
    Optional<Estimate> monotonicityViolation) {
  public Evaluation {
    regretByBidder = List.copyOf(regretByBidder);
  }

  /** The greatest mean regret of a bidder. */
  public double worstRegret() {
    return regretByBidder.stream().mapToDouble(Estimate::mean).max().orElse(0);
  }

  /**
   * Mean revenue where bidders act on the lies found: an estimate, and a bound on neither side. The
   * change is measured on attacked profiles, what it is a change of on all.
   */
  public double revenueAtLies() {
    return revenue.mean() + changeAtLies.mean();
  }

  /** {@link RegretAdjusted} revenue. */
  public double regretAdjustedRevenue() {
    return RegretAdjusted.revenue(
        revenue.mean(), regretByBidder.stream().mapToDouble(Estimate::mean).sum());
  }

  /** How many times more the attack found than the cheap one; empty if that found nothing. */
  public OptionalDouble attackRatio() {
    return cheapRegret.mean() > 0
        ? OptionalDouble.of(regret.mean() / cheapRegret.mean())
        : OptionalDouble.empty();
  }
}
