package io.sweepstake.core.payment;

import io.sweepstake.core.bidding.Exploration;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.repeated.Game;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * How a payment network is trained.
 *
 * @param startFraction of their bids that winners pay at first, between 0 and 1
 * @param rounds in each of which bidders settle and the network takes steps, at least 1
 * @param auctions in which bidders settle, in each round, at least 1
 * @param exploration of the bidders
 * @param anew whether bidders begin each round as if they knew nothing
 * @param recorded auctions that the network's steps look at, at least 1
 * @param updates steps in each round, at least 1
 * @param incentives against whom the truth is to be best
 * @param price of what the truth is short of being best, from 0
 * @param margin by which it is to be best, as a share of what a lie saves, from 0
 * @param leastMargin what comes on top, in units of value, from 0; not where the truth is to be
 *     best against every profile
 * @param seed of everything random
 */
public record PaymentSpec(
    Game game,
    PaymentNet net,
    double startFraction,
    int rounds,
    long auctions,
    Exploration exploration,
    boolean anew,
    int recorded,
    int updates,
    Incentives incentives,
    double price,
    double margin,
    double leastMargin,
    Descent descent,
    long seed) {
  /** Against whose bids the truth is to be best. */
  public enum Incentives {
    /** Those recorded in the round. */
    RECORDED,
    /** Bidders who tell the truth. */
    TRUTH,
    /** Each of these. */
    BOTH,
    /** Every profile of bids of bidders who tell the truth: as a dominant strategy. */
    DOMINANT;

    /** Its name in flags. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PaymentSpec {
    Objects.requireNonNull(game, "game");
    Objects.requireNonNull(net, "net");
    Objects.requireNonNull(exploration, "exploration");
    Objects.requireNonNull(incentives, "incentives");
    Objects.requireNonNull(descent, "descent");
    if (!(startFraction > 0 && startFraction < 1)) {
      throw new IllegalArgumentException(
          "start_fraction: must be between 0 and 1, was " + startFraction);
    }
    atLeast("rounds", rounds, 1);
    atLeast("auctions", (double) auctions, 1);
    atLeast("dataset", recorded, 1);
    atLeast("updates", updates, 1);
    atLeast("incentive_price", price, 0);
    atLeast("margin", margin, 0);
    atLeast("least_margin", leastMargin, 0);
  }

  /** Tells this training from any other. */
  String fingerprint() {
    return digest(toString());
  }

  /** Tells trainings apart that cannot go on from each other. */
  String shapeFingerprint() {
    return digest(game + " " + net);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  private static void atLeast(String name, double value, double least) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(name + ": must be at least " + least + ", was " + value);
    }
  }
}
