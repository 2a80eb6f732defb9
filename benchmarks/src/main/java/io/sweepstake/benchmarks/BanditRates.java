package io.sweepstake.benchmarks;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.bidding.Bidder;
import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.bidding.DiscreteValues;
import io.sweepstake.core.bidding.Exploration;
import io.sweepstake.core.repeated.ClassicRules;
import io.sweepstake.core.repeated.Game;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.core.repeated.Play;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many auctions a second of one core runs with three bidders who learn, values and bids from 0
 * to 9: processor time of the thread, so that other programs on the machine hardly matter.
 */
public final class BanditRates {
  private static final int WARM_UP = 2;
  private static final int MEASURED = 5;

  private BanditRates() {}

  public static void main(String[] args) {
    Map<BidderKind, Integer> auctions =
        Map.of(
            BidderKind.EPSILON_GREEDY,
            4_000_000,
            BidderKind.UCB,
            1_000_000,
            BidderKind.DQN,
            200_000);
    for (BidderKind kind : List.of(BidderKind.EPSILON_GREEDY, BidderKind.UCB, BidderKind.DQN)) {
      for (boolean second : new boolean[] {false, true}) {
        PaymentRule rule =
            second ? ClassicRules.secondPrice(3, 10) : ClassicRules.firstPrice(3, 10);
        report(kind, second ? "second price" : "first price", rule, auctions.get(kind));
      }
    }
  }

  private static void report(BidderKind kind, String name, PaymentRule rule, int auctions) {
    BidGrid grid = BidGrid.upToValues(DiscreteValues.uniform(0, 9));
    Game game = Game.of(grid, 3, kind, false);
    List<Bidder> bidders = game.newcomers(Exploration.STANDARD, 1);
    Play play = new Play(game, rule, bidders);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    double sum = 0;
    for (int k = 0; k < WARM_UP + MEASURED; k++) {
      for (Bidder bidder : bidders) {
        bidder.begin(auctions, true);
      }
      long before = threads.getCurrentThreadCpuTime();
      play.run(0, auctions, k);
      double rate = auctions * 1e3 / (threads.getCurrentThreadCpuTime() - before);
      if (k >= WARM_UP) {
        least = Math.min(least, rate);
        greatest = Math.max(greatest, rate);
        sum += rate;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-14s %-12s %6.2f million auctions/s (%.2f to %.2f)%n",
        kind,
        name,
        sum / MEASURED,
        least,
        greatest);
  }
}
