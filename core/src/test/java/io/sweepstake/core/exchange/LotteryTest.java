package io.sweepstake.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.quadratic.Packing;
import io.sweepstake.core.quadratic.PackingSolver;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LotteryTest {
  /** In a bipartite graph a matching of fractions is always an expectation of whole ones. */
  @Test
  void ticketsAreWholeMatchingsThatHaveTheFractionsForTheirExpectation() {
    ExchangeSetting path = ExchangeSettings.named(ExchangeSettings.SEVEN_TYPES);
    PackingSolver solver = new PackingSolver(path.central(), 0.3);
    RandomGenerator random = new Random(1);
    for (int k = 0; k < 200; k++) {
      double[] capacities = random.ints(14, 0, 5).asDoubleStream().toArray();
      double[] matching = new double[24];
      solver.solve(random.doubles(24, -1, 5).toArray(), capacities, matching);
      Lottery lottery = Lottery.of(path.central(), matching, capacities).orElseThrow();
      double[] mean = new double[24];
      double sum = 0;
      for (Lottery.Ticket ticket : lottery.tickets()) {
        sum += ticket.probability();
        double[] taken = path.central().taken(ticket.matching());
        for (int i = 0; i < taken.length; i++) {
          assertThat(taken[i]).isLessThanOrEqualTo(capacities[i]);
        }
        for (int j = 0; j < mean.length; j++) {
          assertThat(ticket.matching()[j]).isEqualTo(Math.rint(ticket.matching()[j]));
          mean[j] += ticket.probability() * ticket.matching()[j];
        }
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
      assertThat(mean).as("instance %d", k).containsExactly(matching, within(1e-5));
    }
  }

  @Test
  void aNumberDrawsEachTicketAsOftenAsItIsLikely() {
    double[] rare = {1, 0};
    double[] often = {0, 1};
    Lottery lottery =
        new Lottery(List.of(new Lottery.Ticket(0.25, rare), new Lottery.Ticket(0.75, often)));
    int drawn = 0;
    for (int k = 0; k < 100; k++) {
      drawn += lottery.draw(k / 100.0)[0] == 1 ? 1 : 0;
    }
    assertThat(drawn).isEqualTo(25);
    assertThat(lottery.draw(Math.nextDown(1.0))).isEqualTo(often);
  }

  @Test
  void halfOfEachSideOfATriangleIsNoLottery() {
    Packing triangle =
        new Packing(
            3,
            List.of(
                new Packing.Column(new int[] {0, 1}, new double[] {1, 1}),
                new Packing.Column(new int[] {1, 2}, new double[] {1, 1}),
                new Packing.Column(new int[] {0, 2}, new double[] {1, 1})));
    double[] half = new double[3];
    Arrays.fill(half, 0.5);
    assertThat(Lottery.of(triangle, half, new double[] {1, 1, 1})).isEmpty();
  }
}
