package io.sweepstake.core.repeated;

import io.sweepstake.core.bidding.Bidder;
import io.sweepstake.core.random.Seeds;
import java.util.Arrays;
import java.util.List;

/**
 * Auctions under one rule, in which bidders learn. Everything random is a function of a seed and
 * the number of the auction. Running auctions allocates nothing.
 */
public final class Play {
  /** How often choices are looked at, and those who reckon are told what the others do. */
  private static final int LOOKS = 64;

  /** The same where nobody learns from auctions, so that none need be run. */
  private static final int RECKONED_LOOKS = 512;

  private static final int NOBODY = -1;
  private static final int BY_LOT = -2;

  private final Game game;
  private final PaymentRule rule;
  private final Bidder[] bidders;
  private final ValueDraws draws;
  private final int[] winners; // by profile: a bidder, NOBODY or BY_LOT
  private final int[] powers;
  private final int[] values;
  private final int[] bids;
  private final double[] worth;

  /**
   * @param rule whose table bidders do not know, unless they reckon; budgets are not looked at
   *     here, see {@link Game#met}
   */
  public Play(Game game, PaymentRule rule, List<Bidder> bidders) {
    this.game = game;
    this.rule = rule;
    this.bidders = bidders.toArray(new Bidder[0]);
    draws = new ValueDraws(game.grid().values());
    int count = game.bidders();
    if (rule.bidders() != count || bidders.size() != count || rule.bids() != game.grid().bids()) {
      throw new IllegalArgumentException(
          "play: rule, bidders and game must be of one size, were of "
              + rule.bidders()
              + ", "
              + bidders.size()
              + " and "
              + count
              + " bidders");
    }
    powers = new int[count];
    for (int i = 0, power = 1; i < count; i++, power *= rule.bids()) {
      powers[i] = power;
    }
    values = new int[count];
    bids = new int[count];
    worth = new double[game.grid().values().count()];
    for (int v = 0; v < worth.length; v++) {
      worth[v] = game.grid().values().value(v);
    }
    winners = new int[rule.profiles()];
    for (int p = 0; p < winners.length; p++) {
      winners[p] = winner(p);
    }
  }

  private int winner(int profile) {
    double sum = 0;
    for (int i = 0; i < rule.bidders(); i++) {
      if (rule.share(profile, i) >= 1) {
        return i;
      }
      sum += rule.share(profile, i);
    }
    return sum > 0 ? BY_LOT : NOBODY;
  }

  /**
   * Bidders learn.
   *
   * @param auctions how many, at least 1
   * @param anew whether they have forgotten what they knew
   * @return what they chose at the looks of the second half, on average, nothing bid at random
   */
  public Strategies learn(long auctions, boolean anew, long seed) {
    for (Bidder bidder : bidders) {
      bidder.begin(auctions, anew);
    }
    boolean some = Arrays.stream(bidders).anyMatch(Bidder::learns);
    int looks = some ? (int) Math.min(LOOKS, auctions) : RECKONED_LOOKS;
    Choices chosen = new Choices(game, bidders);
    Choices late = new Choices(game, bidders);
    chosen.look();
    for (int look = 0; look < looks; look++) {
      if (some) {
        run(auctions * look / looks, auctions * (look + 1) / looks, seed);
      }
      reckon(chosen.mean());
      chosen.look();
      if (2 * look >= looks) {
        late.look();
      }
    }
    return late.mean();
  }

  private void reckon(Strategies chosen) {
    for (int i = 0; i < bidders.length; i++) {
      if (bidders[i].reckons()) {
        bidders[i].reckon(
            Interim.of(game.grid(), rule, chosen, i, game.attitudes().get(i)).utility());
      }
    }
  }

  /** Runs the auctions of these numbers. */
  public void run(long from, long to, long seed) {
    int count = bidders.length;
    for (long auction = from; auction < to; auction++) {
      long position = auction * (count + 1);
      int profile = 0;
      for (int i = 0; i < count; i++) {
        long random = Seeds.bits(seed, position + i);
        int value = draws.draw((int) (random >>> 32));
        int bid = bidders[i].bid(value, (int) random);
        values[i] = value;
        bids[i] = bid;
        profile += bid * powers[i];
      }
      int winner = winners[profile];
      if (winner == BY_LOT) {
        winner = drawn(profile, Seeds.uniform(seed, position + count));
      }
      for (int i = 0; i < count; i++) {
        double surplus =
            i == winner ? worth[values[i]] - rule.winning(profile, i) : -rule.losing(profile, i);
        bidders[i].learn(values[i], bids[i], surplus);
      }
    }
  }

  private int drawn(int profile, double lot) {
    double rest = lot;
    for (int i = 0; i < bidders.length; i++) {
      rest -= rule.share(profile, i);
      if (rest < 0) {
        return i;
      }
    }
    return NOBODY;
  }

  /**
   * How often each profile of bids came, in auctions in which everybody bids what she chooses now.
   *
   * @param auctions how many
   * @return by the profile's number
   */
  public int[] record(int auctions, long seed) {
    int[] counts = new int[rule.profiles()];
    for (long auction = 0; auction < auctions; auction++) {
      int profile = 0;
      for (int i = 0; i < bidders.length; i++) {
        long random = Seeds.bits(seed, auction * bidders.length + i);
        profile += bidders[i].choice(draws.draw((int) (random >>> 32))) * powers[i];
      }
      counts[profile]++;
    }
    return counts;
  }
}
