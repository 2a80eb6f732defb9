package io.sweepstake.core.repeated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.bidding.DiscreteValues;
import io.sweepstake.core.bidding.Exploration;
import io.sweepstake.core.bidding.RiskAttitude;
import io.sweepstake.core.random.Seeds;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayTest {
  private static final BidGrid GRID = BidGrid.upToValues(DiscreteValues.uniform(0, 9));

  private static Play play(Game game, PaymentRule rule) {
    return new Play(game, rule, game.newcomers(Exploration.STANDARD, 1));
  }

  private static Outcome settled(Game game, PaymentRule rule, long auctions) {
    return Outcome.of(game, rule, play(game, rule).learn(auctions, true, 2));
  }

  /**
   * With digits for values, first price's equilibria earn 4.3 to 4.5, far from 6.975 at the truth.
   */
  @Test
  void banditsLearnToShade() {
    Game game = Game.of(GRID, 3, BidderKind.EPSILON_GREEDY, false);
    Outcome outcome = settled(game, ClassicRules.firstPrice(3, 10), 600_000);
    assertThat(outcome.revenue()).isCloseTo(4.35, within(0.15));
    assertThat(outcome.exploitability()).isLessThan(0.03);
    assertThat(outcome.bidOverValue()).isCloseTo(0.6, within(0.05));
  }

  @Test
  void bestRespondersComeNearTheSameWithoutAnAuction() {
    Game game = Game.of(GRID, 3, BidderKind.BEST_RESPONSE, false);
    Outcome outcome = settled(game, ClassicRules.firstPrice(3, 10), 1);
    assertThat(outcome.revenue()).isCloseTo(4.4, within(0.15));
    assertThat(outcome.exploitability()).isLessThan(0.015);
  }

  @Test
  void whoFearsLossesShadesLess() {
    Game averse =
        new Game(
            GRID,
            List.of(BidderKind.BEST_RESPONSE, BidderKind.BEST_RESPONSE, BidderKind.BEST_RESPONSE),
            List.of(
                new RiskAttitude.Crra(0.4), new RiskAttitude.Crra(0.4), new RiskAttitude.Crra(0.4)),
            List.of(1e9, 1e9, 1e9),
            false);
    Outcome outcome = settled(averse, ClassicRules.firstPrice(3, 10), 1);
    assertThat(outcome.bidOverValue()).isGreaterThan(0.7); // neutral ones bid .6
    assertThat(averse.classical()).isFalse();
  }

  @Test
  void aBudgetKeepsBidsBelowIt() {
    Game poor =
        new Game(
            GRID,
            List.of(BidderKind.BEST_RESPONSE, BidderKind.BEST_RESPONSE),
            List.of(RiskAttitude.NEUTRAL, RiskAttitude.NEUTRAL),
            List.of(3.0, Double.POSITIVE_INFINITY),
            false);
    PaymentRule rule = poor.met(ClassicRules.firstPrice(2, 10));
    Strategies strategies = play(poor, rule).learn(1, true, 0);
    for (int value = 0; value < 10; value++) {
      assertThat(strategies.meanBid(0, value)).isLessThanOrEqualTo(3);
      assertThat(strategies.meanBid(1, value)).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void theSameSeedsPlayTheSame() {
    Game game = Game.of(GRID, 3, BidderKind.EPSILON_GREEDY, false);
    PaymentRule rule = ClassicRules.secondPrice(3, 10);
    assertThat(play(game, rule).learn(20_000, true, 5).chances())
        .isDeepEqualTo(play(game, rule).learn(20_000, true, 5).chances());
  }

  @Test
  void auctionsAllocateNothing() {
    Game game = Game.of(GRID, 3, BidderKind.EPSILON_GREEDY, false);
    Play play = play(game, ClassicRules.secondPrice(3, 10));
    play.learn(100_000, true, 5);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    play.run(0, 100_000, 6);
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
  }

  /** χ² of 10,000 draws with 4 degrees of freedom: below 18.47 but once in a thousand. */
  @Test
  void valuesComeWithTheirChances() {
    DiscreteValues values = DiscreteValues.weighted(1, 2, 5, 1, 3);
    ValueDraws draws = new ValueDraws(values);
    int[] counts = new int[5];
    for (int k = 0; k < 10_000; k++) {
      counts[draws.draw((int) Seeds.bits(11, k))]++;
    }
    double chi = 0;
    for (int k = 0; k < 5; k++) {
      double expected = 10_000 * values.chance(k);
      chi += (counts[k] - expected) * (counts[k] - expected) / expected;
    }
    assertThat(chi).isLessThan(18.47);
  }

  @Test
  void whatIsRecordedIsWhatIsChosen() {
    Game game = Game.of(GRID, 2, BidderKind.TRUTHFUL, false);
    int[] counts = play(game, ClassicRules.firstPrice(2, 10)).record(20_000, 4);
    assertThat(counts).hasSize(100);
    assertThat(counts[37]).isBetween(120, 290); // 200 ± 6 standard errors
  }

  @Test
  void tablesThatWouldBeTooGreatAreRefused() {
    assertThatThrownBy(() -> Game.of(GRID, 7, BidderKind.TRUTHFUL, false))
        .hasMessage("payment rule: bids^bidders must be at most 1048576, was 10^7");
  }
}
