package io.sweepstake.problems.repeated;

import io.sweepstake.core.bidding.Exploration;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.repeated.Game;
import io.sweepstake.core.repeated.Outcome;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.core.repeated.Play;
import io.sweepstake.core.repeated.Strategies;

/**
 * Bidders who know nothing settle under a rule that stands still.
 *
 * @param auctions in which they do, at least 1
 */
record Settling(Game game, Exploration exploration, long auctions) {
  /**
   * How they bid then.
   *
   * @param seed of this group of bidders
   */
  Strategies strategies(PaymentRule rule, long seed) {
    return new Play(
            game, game.met(rule), game.newcomers(exploration, Seeds.derive(seed, "newcomers", 0)))
        .learn(auctions, true, Seeds.derive(seed, "auctions", 0));
  }

  /** What they then pay, and could gain. */
  Outcome outcome(PaymentRule rule, long seed) {
    return Outcome.of(game, game.met(rule), strategies(rule, seed));
  }

  /** What they would pay, and could gain, if all bid their values. */
  Outcome truth(PaymentRule rule) {
    return Outcome.of(game, game.met(rule), Strategies.truthful(game.grid(), game.bidders()));
  }
}
