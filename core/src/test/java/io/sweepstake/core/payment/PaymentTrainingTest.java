package io.sweepstake.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.bidding.DiscreteValues;
import io.sweepstake.core.bidding.Exploration;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.repeated.Game;
import io.sweepstake.core.repeated.Outcome;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.core.repeated.Strategies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two bidders with values from 0 to 3. */
class PaymentTrainingTest {
  private static final BidGrid GRID = BidGrid.upToValues(DiscreteValues.uniform(0, 3));

  private static PaymentTraining training(BidderKind kind, boolean withholds, int rounds) {
    PaymentSpec spec =
        new PaymentSpec(
            Game.of(GRID, 2, kind, withholds),
            new PaymentNet(2, 4, 32, PaymentNet.Payments.WINNER, withholds),
            0.5,
            rounds,
            5_000,
            Exploration.STANDARD,
            false,
            2_000,
            60,
            PaymentSpec.Incentives.BOTH,
            2,
            0.03,
            0.001,
            Descent.adam(new LearningRate(3e-3, 1e-5)),
            4);
    return new PaymentTraining(spec, Loops.best().get());
  }

  /** Bounds: E[2 max − 3] and E[max(0, 2 max − 3)], less what the margin leaves to bidders. */
  @ParameterizedTest
  @EnumSource(names = {"SOLD", "WITHHELD"})
  void learnsARuleNearTheBoundUnderWhichTruthIsBest(Kind kind) {
    boolean withholds = kind == Kind.WITHHELD;
    PaymentTraining training = training(BidderKind.BEST_RESPONSE, withholds, 12);
    while (training.round() < 12) {
      training.next();
    }
    Game game = Game.of(GRID, 2, BidderKind.BEST_RESPONSE, withholds);
    Outcome outcome = Outcome.of(game, training.rule(), Strategies.truthful(GRID, 2));
    assertThat(outcome.exploitability()).isLessThan(0.003);
    assertThat(outcome.revenue())
        .isBetween(0.93 * game.revenueBound(), game.revenueBound() + outcome.allowance());
    assertThat(outcome.losersShare()).isZero();
    assertThat(training.rounds().get(11).revenue()).isCloseTo(outcome.revenue(), within(0.05));
  }

  enum Kind {
    SOLD,
    WITHHELD
  }

  @Test
  void winnersPayNoMoreThanTheyBid() {
    PaymentTraining training = training(BidderKind.TRUTHFUL, true, 2);
    training.next();
    PaymentRule rule = training.rule();
    int[] bids = new int[2];
    for (int p = 0; p < rule.profiles(); p++) {
      rule.profile(p, bids);
      for (int i = 0; i < 2; i++) {
        assertThat(rule.winning(p, i)).isBetween(0.0, (double) bids[i]);
        assertThat(rule.losing(p, i)).isZero();
        assertThat(rule.share(p, i)).isLessThanOrEqualTo(bids[i] > bids[1 - i] ? 1 : 0.5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPSILON_GREEDY", "UCB", "DQN"})
  void stoppedAndResumedIsNeverStopped(BidderKind kind) {
    PaymentTraining never = training(kind, true, 4);
    PaymentTraining stopped = training(kind, true, 4);
    stopped.next();
    stopped.next();
    PaymentTraining resumed = training(kind, true, 4);
    assertThat(resumed.restore(stopped.checkpoint())).isEqualTo(stopped.engine());
    while (never.round() < 4) {
      never.next();
    }
    while (resumed.round() < 4) {
      resumed.next();
    }
    assertThat(resumed.checkpoint()).isEqualTo(never.checkpoint());
  }

  @Test
  void goesOnFromAnothersCheckpointOnlyWhereItIsAdopted() {
    PaymentTraining one = training(BidderKind.TRUTHFUL, true, 4);
    one.next();
    PaymentTraining longer = training(BidderKind.TRUTHFUL, true, 8);
    assertThatThrownBy(() -> longer.restore(one.checkpoint()))
        .hasMessage("checkpoint of a payment network: is of another training");
    longer.adopt(one.checkpoint());
    assertThat(longer.round()).isEqualTo(1);
    assertThatThrownBy(() -> training(BidderKind.TRUTHFUL, false, 4).adopt(one.checkpoint()))
        .hasMessageContaining("is of another game, network or schedule");
    byte[] damaged = one.checkpoint();
    damaged[100] ^= 1;
    assertThatThrownBy(() -> longer.restore(damaged)).hasMessageContaining("damaged");
  }

  @Test
  void filesHoldTheRuleAndTheRounds() {
    PaymentTraining training = training(BidderKind.TRUTHFUL, true, 2);
    training.next();
    PaymentNet net = new PaymentNet(2, 4, 32, PaymentNet.Payments.WINNER, true);
    PaymentFile file =
        PaymentFile.fromBytes(
            new PaymentFile("repeated", net, training.weights(), training.rounds()).toBytes());
    assertThat(file.net()).isEqualTo(net);
    assertThat(file.rounds().get(0).meanBids()).containsExactly(0, 1, 2, 3);
    assertThat(file.rounds().get(0).revenue()).isEqualTo(training.rounds().get(0).revenue());
    PaymentRule rule = file.rule(Loops.best().get());
    for (int p = 0; p < rule.profiles(); p++) {
      assertThat(rule.payment(p, 1)).isEqualTo(training.rule().payment(p, 1));
    }
  }

  /** The fractions of a softmax sum to 1, whoever wins. */
  @Test
  void underASoftmaxLosersPay() {
    PaymentNet net = new PaymentNet(3, 4, 8, PaymentNet.Payments.SOFTMAX, false);
    PaymentRule rule = PaymentTiles.rule(net, net.start(0.5, 1), Loops.best().get());
    int profile = rule.number(new int[] {3, 3, 3});
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      assertThat(rule.losing(profile, i)).isPositive().isEqualTo(rule.winning(profile, i));
      sum += rule.payment(profile, i);
    }
    assertThat(sum).isCloseTo(3, within(1e-5));
  }
}
