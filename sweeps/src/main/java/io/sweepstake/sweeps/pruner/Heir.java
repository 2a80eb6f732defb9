package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Lineage;

/**
 * A trial to be, in the place of one that has ended.
 *
 * @param source what the trial table will call the origin of its point
 */
public record Heir(Point point, Lineage lineage, String source) {}
