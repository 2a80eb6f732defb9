package io.sweepstake.sweeps.problem;

import java.util.Map;
import java.util.Optional;

/**
 * What the trials of a study have in common, beside their problem.
 *
 * @param study its name
 * @param seed the study's
 * @param engine the engine that all trials are pinned to; empty where the worker's device chooses
 * @param moves whether a checkpoint of another engine goes on in this one; always so where the
 *     device chooses
 * @param prepared what was {@link Preparation prepared}, by file
 */
public record TrialOrder(
    String study, long seed, Optional<String> engine, boolean moves, Map<String, byte[]> prepared) {
  public TrialOrder {
    moves = moves || engine.isEmpty();
    prepared = Map.copyOf(prepared);
  }
}
