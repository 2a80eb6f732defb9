package io.sweepstake.benchmarks;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.bidding.DiscreteValues;
import io.sweepstake.core.bidding.Exploration;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.payment.PaymentNet;
import io.sweepstake.core.payment.PaymentSpec;
import io.sweepstake.core.payment.PaymentTraining;
import io.sweepstake.core.repeated.Game;
import io.sweepstake.core.repeated.Outcome;
import io.sweepstake.core.repeated.Play;
import io.sweepstake.core.repeated.Strategies;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What payment networks earn from three bidders with the digits for values, trained at the presets
 * with seeds 1 to 5, once new ε-greedy bidders have settled in 16 million auctions.
 */
public final class PaymentRules {
  private static final int SEEDS = 5;
  private static final long SETTLING = 16_000_000;
  private static final Exploration EXPLORATION = new Exploration(0.2, 0.2, 0.01, true);

  private PaymentRules() {}

  public static void main(String[] args) {
    for (boolean withholds : new boolean[] {false, true}) {
      double sum = 0;
      double squares = 0;
      for (int seed = 1; seed <= SEEDS; seed++) {
        double revenue = revenue(withholds, seed);
        sum += revenue;
        squares += revenue * revenue;
      }
      double mean = sum / SEEDS;
      double error = Math.sqrt((squares / SEEDS - mean * mean) / (SEEDS - 1));
      System.out.printf(
          Locale.ROOT,
          "%s: revenue %.4f ± %.4f%n",
          withholds ? "may be withheld" : "always sold",
          mean,
          error);
    }
  }

  private static double revenue(boolean withholds, int seed) {
    BidGrid grid = BidGrid.upToValues(DiscreteValues.uniform(0, 9));
    Game game = Game.of(grid, 3, BidderKind.EPSILON_GREEDY, withholds);
    double before = processorSeconds();
    PaymentTraining training = new PaymentTraining(spec(game, seed), Loops.best().get());
    while (training.round() < 12) {
      training.next();
    }
    double trained = processorSeconds();
    Play play = new Play(game, training.rule(), game.newcomers(EXPLORATION, 99));
    Strategies strategies = play.learn(SETTLING, true, 1234);
    Outcome outcome = Outcome.of(game, training.rule(), strategies);
    System.out.printf(
        Locale.ROOT,
        "seed %d: revenue %.4f, exploitability %.4f (greatest %.4f), %.1f s and %.1f s%n",
        seed,
        outcome.revenue(),
        outcome.exploitability(),
        outcome.greatestGain(),
        trained - before,
        processorSeconds() - trained);
    return outcome.revenue();
  }

  private static PaymentSpec spec(Game game, int seed) {
    return new PaymentSpec(
        game,
        new PaymentNet(3, game.grid().bids(), 128, PaymentNet.Payments.WINNER, game.withholds()),
        0.667,
        12,
        2_000_000,
        EXPLORATION,
        true,
        65_536,
        200,
        PaymentSpec.Incentives.BOTH,
        2,
        0.015,
        0.002,
        Descent.adam(new LearningRate(2e-3, 1e-5)),
        seed);
  }

  /** Of this thread. */
  private static double processorSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
