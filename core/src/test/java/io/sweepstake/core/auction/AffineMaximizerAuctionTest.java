package io.sweepstake.core.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class AffineMaximizerAuctionTest {
  /** One item, two bidders: nobody, the first, the second. */
  private static final float[] ONE_ITEM = {0, 0, 1, 0, 0, 1};

  private static Outcomes run(AffineMaximizerAuction auction, float first, float second) {
    ValuationProfiles reports = new ValuationProfiles(1, 2, 1);
    reports.set(0, 0, 0, first);
    reports.set(0, 1, 0, second);
    return auction.run(reports);
  }

  @Test
  void weightsAndBoostsDecideAndArePaidFor() {
    // Welfare: nobody 0, first 2 v1 − 0.5, second v2.
    AffineMaximizerAuction auction =
        new AffineMaximizerAuction(List.of(2.0, 1.0), new double[] {0, -0.5, 0}, ONE_ITEM);

    Outcomes first = run(auction, 0.6f, 0.4f);
    assertThat(first.allocation(0, 0, 0)).isEqualTo(1);
    // (max(0, 0.4) + 0.5) / 2: at this report her welfare would equal the second's.
    assertThat(first.payment(0, 0)).isCloseTo(0.45f, within(1e-6f));
    assertThat(first.payment(0, 1)).isZero();

    Outcomes second = run(auction, 0.3f, 0.4f);
    assertThat(second.allocation(0, 1, 0)).isEqualTo(1);
    assertThat(second.payment(0, 1)).isCloseTo(0.1f, within(1e-6f));

    Outcomes reserve = run(auction, 0.6f, 0.1f);
    assertThat(reserve.payment(0, 0)).isCloseTo(0.3f, within(1e-6f));
  }

  @Test
  void withoutWeightsAndBoostsItIsVcg() {
    AffineMaximizerAuction auction =
        new AffineMaximizerAuction(List.of(1.0, 1.0), new double[3], ONE_ITEM);
    ValuationProfiles truth = new ValuationProfiles(500, 2, 1);
    Settings.named("additive-2x1:exponential(1)").distribution().sample(0, truth, 4);
    Outcomes found = auction.run(truth);
    Outcomes vcg = new VcgAuction(Demand.ADDITIVE).run(truth);
    assertThat(found.allocation()).isEqualTo(vcg.allocation());
    assertThat(found.payments()).containsExactly(vcg.payments(), within(1e-6f));
  }

  @Test
  void whatCannotBeAnAuctionIsRefused() {
    assertThatThrownBy(() -> new AffineMaximizerAuction(List.of(1.0, 0.0), new double[3], ONE_ITEM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive, finite weight");
    assertThatThrownBy(() -> new AffineMaximizerAuction(List.of(1.0, 1.0), new double[4], ONE_ITEM))
        .hasMessageContaining("do not fit");
    assertThatThrownBy(
            () ->
                new AffineMaximizerAuction(
                    List.of(1.0), new double[] {Double.NaN}, new float[] {1}))
        .hasMessageContaining("must be finite");
    assertThatThrownBy(
            () -> new AffineMaximizerAuction(List.of(1.0), new double[1], new float[] {1.5f}))
        .hasMessageContaining("from 0 to 1");
  }
}
