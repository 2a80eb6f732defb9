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
 * What payment networks earn from three bidders with the digits for values, trained at the presets,
 * once new ε-greedy bidders have settled in 16 million auctions. Arguments: the first seed and the
 * last (1 and 5), by how many groups of bidders each rule is judged (1), and rounds (12).
 */
public final class PaymentRules {
  private static final long SETTLING = 16_000_000;
  private static final Exploration EXPLORATION = new Exploration(0.2, 0.2, 0.01, true);

  private PaymentRules() {}

  public static void main(String[] args) {
    int first = argument(args, 0, 1);
    int last = argument(args, 1, 5);
    int groups = argument(args, 2, 1);
    int rounds = argument(args, 3, 12);
    int seeds = last - first + 1;
    for (boolean withholds : new boolean[] {false, true}) {
      double sum = 0;
      double squares = 0;
      for (int seed = first; seed <= last; seed++) {
        double revenue = revenue(withholds, seed, groups, rounds);
        sum += revenue;
        squares += revenue * revenue;
      }
      double mean = sum / seeds;
      double error = Math.sqrt((squares / seeds - mean * mean) / (seeds - 1));
      System.out.printf(
          Locale.ROOT,
          "%s: revenue %.4f ± %.4f%n",
          withholds ? "may be withheld" : "always sold",
          mean,
          error);
    }
  }

  private static int argument(String[] args, int at, int otherwise) {
    return at < args.length ? Integer.parseInt(args[at]) : otherwise;
  }

  private static double revenue(boolean withholds, int seed, int groups, int rounds) {
    BidGrid grid = BidGrid.upToValues(DiscreteValues.uniform(0, 9));
    Game game = Game.of(grid, 3, BidderKind.EPSILON_GREEDY, withholds);
    double before = processorSeconds();
    PaymentTraining training = new PaymentTraining(spec(game, seed, rounds), Loops.best().get());
    while (training.round() < rounds) {
      training.next();
    }
    double trained = processorSeconds();
    double revenue = 0;
    double exploitability = 0;
    double greatest = 0;
    for (int group = 0; group < groups; group++) {
      Play play = new Play(game, training.rule(), game.newcomers(EXPLORATION, 99 + group));
      Strategies strategies = play.learn(SETTLING, true, 1234 + group);
      Outcome outcome = Outcome.of(game, training.rule(), strategies);
      revenue += outcome.revenue() / groups;
      exploitability += outcome.exploitability() / groups;
      greatest = Math.max(greatest, outcome.greatestGain());
    }
    System.out.printf(
        Locale.ROOT,
        "seed %d: revenue %.4f, exploitability %.4f (greatest %.4f), %.1f s and %.1f s%n",
        seed,
        revenue,
        exploitability,
        greatest,
        trained - before,
        processorSeconds() - trained);
    return revenue;
  }

  private static PaymentSpec spec(Game game, int seed, int rounds) {
    return new PaymentSpec(
        game,
        new PaymentNet(3, game.grid().bids(), 128, PaymentNet.Payments.WINNER, game.withholds()),
        0.667,
        rounds,
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
