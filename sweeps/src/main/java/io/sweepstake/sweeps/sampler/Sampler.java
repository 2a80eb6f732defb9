package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.study.History;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proposes points to try next.
 *
 * <p>A sampler holds no state: all it knows is the history and the random numbers it is given, so a
 * study resumed from its store continues exactly as if it had never stopped, and every suggestion
 * of a finished study can be asked for again. It may keep what it has computed from a history, to
 * be faster the next time, as long as that cannot be told from the answers.
 *
 * <p>The search space and the objective are the study's and hold for its whole life; whoever wants
 * to narrow or widen a range begins another study and imports the trials of the first.
 *
 * <p>Several points at once are several questions: a trial asked for is part of the history, as
 * running, when the next question is put.
 */
@FunctionalInterface
public interface Sampler {
  /**
   * One point, or none when the search space holds no more.
   *
   * @param random a fresh generator whose seed is a function of the study's seed and the number of
   *     the trial to come
   */
  Optional<Suggestion> suggest(History history, RandomGenerator random);
}
