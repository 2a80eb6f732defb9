package io.sweepstake.core.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BestReserveTest {
  private static ValuationProfiles profiles(int bidders, double... values) {
    ValuationProfiles sample = new ValuationProfiles(values.length / bidders, bidders, 1);
    for (int k = 0; k < values.length; k++) {
      sample.values()[k] = (float) values[k];
    }
    return sample;
  }

  /** What a second-price auction with a reserve earns, profile by profile. */
  private static double revenue(ValuationProfiles sample, double reserve) {
    double sum = 0;
    for (int k = 0; k < sample.count(); k++) {
      double highest = 0;
      double second = 0;
      for (int i = 0; i < sample.bidders(); i++) {
        double value = sample.value(k, i, 0);
        if (value > highest) {
          second = highest;
          highest = value;
        } else {
          second = Math.max(second, value);
        }
      }
      sum += highest >= reserve ? Math.max(second, reserve) : 0;
    }
    return sum;
  }

  /** Prices 1, 2, 3, 4 to one bidder each earn 4, 6, 6, 4: the lower of the best two. */
  @Test
  void oneBiddersIsAPostedPrice() {
    assertThat(BestReserve.of(profiles(1, 3, 1, 4, 2))).isEqualTo(2);
    assertThat(BestReserve.of(profiles(1, 1, 1, 9))).isEqualTo(9);
    assertThat(BestReserve.of(profiles(1, 8, 8, 9))).isEqualTo(8);
    assertThat(BestReserve.of(profiles(1, 0, 0))).isZero();
  }

  /** Second prices earn 5 + 5; a reserve of 6 earns 6 + 0, of 5 no more than none. */
  @Test
  void noneIsNeededWhereOthersBidAsMuch() {
    assertThat(BestReserve.of(profiles(2, 6, 5, 5, 5))).isZero();
    // Now 1 + 5 without, 6 + 6 with a reserve of 6.
    assertThat(BestReserve.of(profiles(2, 6, 1, 5, 7))).isEqualTo(6);
  }

  @Test
  void nothingEarnsMoreWhateverTheSample() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int bidders = 1 + random.nextInt(3);
      double[] values = random.ints((long) bidders * 12, 0, 10).asDoubleStream().toArray();
      ValuationProfiles sample = profiles(bidders, values);
      double most = 0;
      for (int reserve = 0; reserve <= 10; reserve++) {
        most = Math.max(most, revenue(sample, reserve));
      }
      assertThat(revenue(sample, BestReserve.of(sample))).isCloseTo(most, within(1e-9));
    }
  }

  @Test
  void isForOneItem() {
    assertThatThrownBy(() -> BestReserve.of(new ValuationProfiles(1, 1, 2)))
        .hasMessage("best reserve: is for 1 item, the sample has 2");
  }
}
