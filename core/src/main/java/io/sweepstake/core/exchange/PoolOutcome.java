package io.sweepstake.core.exchange;

/**
 * What a rule does with one pool.
 *
 * @param maximum how many pairs can be matched
 * @param fractional how many could, if pairs could be split
 * @param welfare how many the rule matches
 * @param matched those, and what hospitals match of what is left
 * @param regret what hiding gains, mean over hospitals; see {@link HidingSearch}
 * @param worst what it gains the hospital that gains most
 * @param exhaustive whether no whole report gains any hospital more
 * @param loss what hospitals lose against matching by themselves, mean over hospitals
 * @param drawn regret where a lottery over whole matchings is drawn; NaN where it was not measured
 *     or the matching is no such lottery
 * @param rare how many pairs the rule matches of what is reported where one hospital hides all that
 *     it can match by itself, mean over hospitals: reports that trainings hardly ever see
 * @param rareMaximum how many of those could be matched
 */
public record PoolOutcome(
    double maximum,
    double fractional,
    double welfare,
    double matched,
    double regret,
    double worst,
    boolean exhaustive,
    double loss,
    double drawn,
    double rare,
    double rareMaximum) {}
