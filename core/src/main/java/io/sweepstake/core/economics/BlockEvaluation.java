package io.sweepstake.core.economics;

import java.io.Serializable;

/**
 * What was measured on one block of profiles, value by value, so that any way of sharing out the
 * blocks gives the same evaluation.
 *
 * <p>The first {@code attacked} profiles of the block were attacked; arrays of those are shorter.
 *
 * @param block its number
 * @param revenue {@code [profile]}; profit where products are sold
 * @param welfare of the outcome, {@code [profile]}
 * @param greatestWelfare of any outcome, {@code [profile]}
 * @param irViolation {@code [profile][bidder]}
 * @param overAllocation {@code [profile]}
 * @param regret {@code [attacked profile][bidder]}
 * @param cheapRegret {@code [attacked profile][bidder]}
 * @param revenueAtLies revenue where bidders act on the lies they found, {@code [attacked profile]}
 * @param revenueBeforeLastRound the same, had they not answered once more; empty where they never
 *     do
 * @param monotonicityViolation {@code [attacked profile][bidder]}; empty unless one item is sold
 */
public record BlockEvaluation(
    int block,
    float[] revenue,
    float[] welfare,
    float[] greatestWelfare,
    float[] irViolation,
    float[] overAllocation,
    float[] regret,
    float[] cheapRegret,
    float[] revenueAtLies,
    float[] revenueBeforeLastRound,
    float[] monotonicityViolation)
    implements Serializable {}
