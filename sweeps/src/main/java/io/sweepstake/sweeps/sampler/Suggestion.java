package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.space.Point;

/**
 * A point to try.
 *
 * @param source what proposed it: {@code startup}, {@code tpe}, {@code grid} …
 */
public record Suggestion(Point point, String source) {}
