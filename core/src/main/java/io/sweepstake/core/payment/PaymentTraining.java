package io.sweepstake.core.payment;

import io.sweepstake.core.bidding.Bidder;
import io.sweepstake.core.bidding.Truthful;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.repeated.Outcome;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.core.repeated.Play;
import io.sweepstake.core.repeated.Strategies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A payment network in training, round by round. Everything random is a function of the seed and
 * the round, so one that was stopped between rounds and restored goes on as if it had not been.
 */
public final class PaymentTraining {
  /** Up to so many profiles, what truthful bidders bid is summed over and not drawn. */
  private static final int SUMMED = 4_096;

  private final PaymentSpec spec;
  private final Kernels kernels;
  private final PaymentTiles tiles;
  private final PaymentRule shape;
  private final List<Bidder> bidders;
  private final float[] first;
  private final float[] second;
  private final double[] schedule;
  private final List<Round> rounds = new ArrayList<>();

  public PaymentTraining(PaymentSpec spec, Kernels kernels) {
    this.spec = spec;
    this.kernels = kernels;
    tiles = new PaymentTiles(spec.net(), kernels);
    shape = Profiles.shape(spec.net());
    tiles
        .network()
        .load(spec.net().start(spec.startFraction(), Seeds.derive(spec.seed(), "weights", 0)));
    bidders = spec.game().newcomers(spec.exploration(), Seeds.derive(spec.seed(), "newcomers", 0));
    first = new float[tiles.network().weights().length];
    second = new float[first.length];
    schedule = spec.descent().schedule().initial();
  }

  /** Rounds done. */
  public int round() {
    return rounds.size();
  }

  /** What was seen in each. */
  public List<Round> rounds() {
    return List.copyOf(rounds);
  }

  public NetworkWeights weights() {
    return tiles.network().networkWeights();
  }

  /** The loops that the network runs on. */
  public String engine() {
    return kernels.name();
  }

  /** All that this training is. */
  public byte[] checkpoint() {
    return new PaymentCheckpoint(
            spec.fingerprint(),
            spec.shapeFingerprint(),
            kernels.name(),
            List.of(tiles.network().weights(), first, second),
            schedule,
            bidders.stream().map(Bidder::state).toList(),
            rounds.stream().map(Round::numbers).toList())
        .toBytes();
  }

  /**
   * Takes up a checkpoint of the same training.
   *
   * @return the engine that it was trained with so far
   * @throws IllegalArgumentException if it is another's, or damaged
   */
  public String restore(byte[] bytes) {
    PaymentCheckpoint checkpoint = PaymentCheckpoint.fromBytes(bytes);
    if (!checkpoint.training().equals(spec.fingerprint())) {
      throw new IllegalArgumentException("checkpoint of a payment network: is of another training");
    }
    take(checkpoint);
    return checkpoint.engine();
  }

  /**
   * Goes on from the checkpoint of a training of the same game and network.
   *
   * @throws IllegalArgumentException if it is of others, or damaged
   */
  public void adopt(byte[] bytes) {
    take(PaymentCheckpoint.fromBytes(bytes));
  }

  private void take(PaymentCheckpoint checkpoint) {
    if (!checkpoint.shape().equals(spec.shapeFingerprint())
        || checkpoint.schedule().length != schedule.length) {
      throw new IllegalArgumentException(
          "checkpoint of a payment network: is of another game, network or schedule");
    }
    copy(checkpoint.network().get(0), tiles.network().weights());
    copy(checkpoint.network().get(1), first);
    copy(checkpoint.network().get(2), second);
    tiles.network().weightsChanged();
    System.arraycopy(checkpoint.schedule(), 0, schedule, 0, schedule.length);
    for (int i = 0; i < bidders.size(); i++) {
      bidders.get(i).restore(checkpoint.bidders().get(i));
    }
    rounds.clear();
    checkpoint.rounds().forEach(numbers -> rounds.add(Round.of(numbers)));
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** The rule as the network is now. */
  public PaymentRule rule() {
    return PaymentTiles.rule(spec.net(), weights(), kernels);
  }

  /**
   * One round.
   *
   * @return what was seen in it
   */
  public Round next() {
    int number = round();
    PaymentRule rule = spec.game().met(rule());
    Play play = new Play(spec.game(), rule, bidders);
    Strategies strategies =
        play.learn(
            spec.auctions(),
            spec.anew() || number == 0,
            Seeds.derive(spec.seed(), "auctions", number));
    Round seen =
        Round.of(spec.game().grid(), Outcome.of(spec.game(), rule, strategies), strategies);
    int[] counts = play.record(spec.recorded(), Seeds.derive(spec.seed(), "recorded", number));
    learn(number, counts);
    rounds.add(seen);
    return seen;
  }

  private void learn(int number, int[] counts) {
    PaymentSpec.Incentives incentives = spec.incentives();
    List<double[]> worlds = new ArrayList<>();
    worlds.add(Arrays.stream(counts).asDoubleStream().toArray());
    if (incentives != PaymentSpec.Incentives.RECORDED && spec.price() > 0) {
      worlds.add(truths(number));
    }
    Profiles profiles = Profiles.of(shape, worlds);
    int columns = profiles.numbers().length;
    PaymentTiles.Outputs at = PaymentTiles.Outputs.of(columns, spec.net().bidders());
    boolean each = incentives == PaymentSpec.Incentives.DOMINANT;
    PaymentLoss loss =
        new PaymentLoss(
            spec.net(), spec.game().grid(), each, spec.margin(), each ? 0 : spec.leastMargin());
    tiles.load(shape, profiles.numbers());
    for (int update = 0; update < spec.updates(); update++) {
      tiles.forward(at);
      PaymentTiles.Outputs slopes = PaymentTiles.Outputs.of(columns, spec.net().bidders());
      double sum = 0;
      for (int k = 0; k < worlds.size(); k++) {
        boolean recorded = k == 0;
        boolean priced =
            !recorded
                || incentives == PaymentSpec.Incentives.RECORDED
                || incentives == PaymentSpec.Incentives.BOTH;
        sum +=
            loss.addGradients(
                profiles.numbers(),
                profiles.worlds().get(k),
                recorded ? 1 : 0,
                priced ? spec.price() : 0,
                shape,
                at,
                slopes);
      }
      tiles.network().clearGradients();
      tiles.backward(slopes);
      descend((long) number * spec.updates() + update, sum);
    }
  }

  /** How often each profile of bids comes where all tell the truth. */
  private double[] truths(int number) {
    int bidders = spec.game().bidders();
    if (shape.profiles() > SUMMED) {
      List<Bidder> truthful = Collections.nCopies(bidders, new Truthful(spec.game().grid()));
      long seed = Seeds.derive(spec.seed(), "truths", number);
      int[] counts = new Play(spec.game(), shape, truthful).record(spec.recorded(), seed);
      return Arrays.stream(counts).asDoubleStream().toArray();
    }
    double[] bids = Strategies.truthful(spec.game().grid(), bidders).bids(spec.game().grid(), 0);
    double[] chances = new double[shape.profiles()];
    int[] profile = new int[bidders];
    for (int p = 0; p < chances.length; p++) {
      shape.profile(p, profile);
      chances[p] = 1;
      for (int bid : profile) {
        chances[p] *= bids[bid];
      }
    }
    return chances;
  }

  private void descend(long update, double loss) {
    CompiledNetwork network = tiles.network();
    Descent descent = spec.descent();
    descent.clip(network.gradients());
    double rate = descent.schedule().rate(schedule, update, (long) spec.rounds() * spec.updates());
    descent
        .optimiser()
        .step(kernels, network.weights(), network.gradients(), first, second, rate, update + 1);
    descent.schedule().update(schedule, loss);
    network.weightsChanged();
  }
}
