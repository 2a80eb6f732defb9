package io.sweepstake.core.auction;

import static io.sweepstake.core.auction.GoldenAuctions.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.Exponential;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.Mixture;
import io.sweepstake.core.valuation.Uniform;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Single profiles worked out by hand, and mean revenues of simulations. */
class AuctionOutcomesTest {
  private static ValuationProfiles profile(int bidders, int items, double... values) {
    ValuationProfiles profile = new ValuationProfiles(1, bidders, items);
    for (int k = 0; k < values.length; k++) {
      profile.values()[k] = (float) values[k];
    }
    return profile;
  }

  private static void assertSimulates(Mechanism mechanism, Setting setting, double expected) {
    int count = 40_000;
    ValuationProfiles truth = new ValuationProfiles(count, setting.bidders(), setting.items());
    setting.distribution().sample(0, truth, 17);
    Outcomes outcomes = mechanism.run(truth);
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < count; k++) {
      double revenue = 0;
      for (int i = 0; i < setting.bidders(); i++) {
        revenue += outcomes.payment(k, i);
      }
      sum += revenue;
      squares += revenue * revenue;
    }
    double mean = sum / count;
    double standardError = Math.sqrt((squares / count - mean * mean) / count);
    assertThat(mean).isCloseTo(expected, within(4 * standardError));
  }

  @Test
  void secondPriceChargesTheSecondBidOrTheReserve() {
    SecondPriceAuction auction = SecondPriceAuction.withReserve(3, 0.5);
    Outcomes second = auction.run(profile(3, 1, 0.25, 0.875, 0.75));
    assertThat(second.allocation()).containsExactly(0, 1, 0);
    assertThat(second.payments()).containsExactly(0, 0.75f, 0);
    Outcomes reserve = auction.run(profile(3, 1, 0.25, 0.875, 0.375));
    assertThat(reserve.payments()).containsExactly(0, 0.5f, 0);
    Outcomes unsold = auction.run(profile(3, 1, 0.25, 0.375, 0.375));
    assertThat(unsold.allocation()).containsOnly(0);
    assertThat(unsold.payments()).containsOnly(0);
    Outcomes tie = auction.run(profile(3, 1, 0.75, 0.25, 0.75));
    assertThat(tie.allocation()).containsExactly(0.5f, 0, 0.5f);
    assertThat(tie.payments()).containsExactly(0.375f, 0, 0.375f);
  }

  @Test
  void ownReservesExcludeBeforeBidsAreCompared() {
    SecondPriceAuction auction = new SecondPriceAuction(List.of(0.5, 0.25));
    Outcomes outcomes = auction.run(profile(2, 1, 0.4375, 0.375));
    assertThat(outcomes.allocation()).containsExactly(0, 1);
    assertThat(outcomes.payments()).containsExactly(0, 0.25f);
  }

  @Test
  void myersonOfUnlikeBiddersHandicapsTheStronger() {
    // φ1 = 2v − 1, φ2 = 2v − 2: bidder 2 needs half a unit more to win.
    MyersonAuction auction = new MyersonAuction(List.of(new Uniform(0, 1), new Uniform(0, 2)));
    Outcomes weak = auction.run(profile(2, 1, 0.75, 1.125));
    assertThat(weak.allocation()).containsExactly(1, 0);
    assertThat(weak.payments()[0]).isEqualTo(0.625f);
    Outcomes strong = auction.run(profile(2, 1, 0.75, 1.5));
    assertThat(strong.allocation()).containsExactly(0, 1);
    assertThat(strong.payments()[1]).isEqualTo(1.25f);
    Outcomes unsold = auction.run(profile(2, 1, 0.4375, 0.9375));
    assertThat(unsold.allocation()).containsOnly(0);
  }

  @Test
  void biddersInOneIronedIntervalShareTheItem() {
    Mixture hetero = Mixture.even(new Uniform(0.5, 1), new Uniform(0, 0.5), new Exponential(1));
    MyersonAuction auction = new MyersonAuction(List.of(hetero, hetero, hetero));
    IronedVirtualValue.Flat flat = new IronedVirtualValue(hetero).flats().get(0);
    Outcomes tied = auction.run(profile(3, 1, 1.0, 1.4, 0.7));
    assertThat(tied.allocation()).containsExactly(0.5f, 0.5f, 0);
    assertThat(tied.payments()[0]).isCloseTo((float) (flat.from() / 2), within(1e-7f));
    assertThat(tied.payments()[1]).isEqualTo(tied.payments()[0]);
    // Above the interval with two rivals in it: she would have shared by three.
    Outcomes above = auction.run(profile(3, 1, 1.0, 1.4, 2.0));
    assertThat(above.allocation()).containsExactly(0, 0, 1);
    assertThat(above.payments()[2])
        .isCloseTo((float) (flat.to() - (flat.to() - flat.from()) / 3), within(1e-6f));
  }

  @Test
  void vcgChargesUnitDemandBiddersWhatTheyDisplace() {
    // Efficient: bidder 1 gets item 2, bidder 2 item 1, 0.5 + 0.75. Without bidder 1 the others
    // still get 0.75; without bidder 2 they get max(0.625, …) = 0.625 from bidder 1 on item 1.
    Outcomes outcomes =
        new VcgAuction(Demand.UNIT_DEMAND).run(profile(2, 2, 0.625, 0.5, 0.75, 0.125));
    assertThat(outcomes.allocation()).containsExactly(0, 1, 1, 0);
    assertThat(outcomes.payments()).containsExactly(0, 0.125f);
  }

  @Test
  void vcgWithReserveKeepsWhatNobodyPaysEnoughFor() {
    // Only 0.75 for item 1 reaches 0.6875; the reserve binds, for the rival bid less than it.
    Outcomes binding =
        new VcgAuction(Demand.UNIT_DEMAND, 0.6875).run(profile(2, 2, 0.625, 0.5, 0.75, 0.125));
    assertThat(binding.allocation()).containsExactly(0, 0, 1, 0);
    assertThat(binding.payments()).containsExactly(0, 0.6875f);
    // At 0.25 both are served as without; bidder 1 pays the reserve, bidder 2 displaces 0.125 more.
    Outcomes loose =
        new VcgAuction(Demand.UNIT_DEMAND, 0.25).run(profile(2, 2, 0.625, 0.5, 0.75, 0.125));
    assertThat(loose.allocation()).containsExactly(0, 1, 1, 0);
    assertThat(loose.payments()).containsExactly(0.25f, 0.375f);
    assertThat(new VcgAuction(Demand.ADDITIVE, 0.5).run(profile(1, 2, 0.75, 0.25)).payments())
        .containsExactly(0.5f);
  }

  @Test
  void vcgSellsPairsToWhomTheyComplement() {
    // Both to bidder 1, 3.5; split 1.25 + 1.5 or 1.5 + 1.25; both to bidder 2, 2.5.
    VcgAuction vcg = new VcgAuction(Demand.COMBINATORIAL);
    Outcomes together = vcg.run(profile(2, 3, 1.25, 1.25, 1, 1.5, 1.5, -0.5));
    assertThat(together.allocation()).containsExactly(1, 1, 1, 0, 0, 0);
    assertThat(together.payments()).containsExactly(2.5f, 0);
    // Substitutes to bidder 1: an item each, 1.25 + 1.5; alone bidder 2 would have 2.5, bidder 1
    // 1.5.
    Outcomes apart = vcg.run(profile(2, 3, 1.25, 1, -0.75, 1.25, 1.5, -0.25));
    assertThat(apart.allocation()).containsExactly(1, 0, 0, 0, 1, 0);
    assertThat(apart.payments()).containsExactly(1, 0.25f);
    // Neither of 1.25 and 1.5 reaches the reserve, 2.75 of the pair less than 2 × 1.5 either.
    assertThat(
            new VcgAuction(Demand.COMBINATORIAL, 1.5)
                .run(profile(1, 3, 1.25, 1.25, 0.25))
                .allocation())
        .containsExactly(0, 0, 0);
  }

  @Test
  void vcgOfAdditiveBiddersIsItemWise() {
    ValuationProfiles truth = new ValuationProfiles(100, 3, 2);
    Settings.named("additive-3x2-uniform").distribution().sample(0, truth, 1);
    assertThat(new VcgAuction(Demand.ADDITIVE).run(truth).payments())
        .isEqualTo(ItemWiseAuction.secondPrice(3, 2).run(truth).payments());
  }

  @Test
  void menuBuyerTakesWhatSheLikesBest() {
    MenuAuction menu = MenuAuction.byCount(0.625, 0.875);
    assertThat(menu.run(profile(1, 2, 0.875, 0.125)).payments()).containsExactly(0.625f);
    Outcomes both = menu.run(profile(1, 2, 0.75, 0.5));
    assertThat(both.allocation()).containsExactly(1, 1);
    assertThat(both.payments()).containsExactly(0.875f);
    assertThat(menu.run(profile(1, 2, 0.5, 0.25)).payments()).containsExactly(0);
    assertThat(MenuAuction.anyOneItem(2, 0.5).run(profile(1, 2, 0.75, 0.875)).allocation())
        .containsExactly(0, 1);
  }

  @Test
  void simulatedRevenuesAreTheExpected() {
    Setting hetero = Settings.named("hetero");
    IndependentValuations valuations = (IndependentValuations) hetero.distribution();
    MyersonAuction ironed = new MyersonAuction(valuations.ofItem(0));
    assertSimulates(ironed, hetero, ironed.expectedRevenue());

    Setting uneven =
        new Setting(
            "uneven",
            3,
            1,
            Demand.ADDITIVE,
            new IndependentValuations(
                3, 1, List.of(new Uniform(0, 1), new Exponential(1), new Uniform(1, 4))));
    List<Marginal> marginals = ((IndependentValuations) uneven.distribution()).ofItem(0);
    MyersonAuction myerson = new MyersonAuction(marginals);
    assertSimulates(myerson, uneven, myerson.expectedRevenue());
    SecondPriceAuction reserves = new SecondPriceAuction(List.of(0.5, 1.0, 2.0));
    assertSimulates(reserves, uneven, reserves.expectedRevenue(marginals));

    Setting exponential = Settings.named("exponential", OptionalInt.of(3));
    assertSimulates(
        SecondPriceAuction.withoutReserve(3),
        exponential,
        number("/iid_single_item/exp_rate1/3/vickrey"));

    Setting additive = Settings.named("additive-3x2-uniform");
    IndependentValuations items = (IndependentValuations) additive.distribution();
    assertSimulates(
        ItemWiseAuction.myerson(items),
        additive,
        number("/multi_bidder_additive_U01/3x2/itemwise_myerson"));
    Setting twoByTwo = Settings.named("additive-2x2-uniform");
    assertSimulates(
        BundledAuction.myerson((IndependentValuations) twoByTwo.distribution()),
        twoByTwo,
        number("/bundled_myerson/2x2"));
  }

  @Test
  void bestReserveOfASampleBeatsEveryOther() {
    Setting latent = Settings.named("latent");
    ValuationProfiles sample = new ValuationProfiles(4000, 4, 1);
    latent.distribution().sample(0, sample, 2);
    double best = BestReserve.of(sample);
    double revenue = revenue(SecondPriceAuction.withReserve(4, best), sample);
    for (double reserve = 0; reserve < 2; reserve += 0.01) {
      assertThat(revenue(SecondPriceAuction.withReserve(4, reserve), sample))
          .isLessThanOrEqualTo(revenue + 1e-6);
    }
    ValuationProfiles uniform = new ValuationProfiles(100_000, 2, 1);
    Settings.named("uniform", OptionalInt.of(2)).distribution().sample(0, uniform, 2);
    assertThat(BestReserve.of(uniform)).isCloseTo(0.5, within(0.05));
  }

  private static double revenue(Mechanism mechanism, ValuationProfiles truth) {
    double sum = 0;
    for (float payment : mechanism.run(truth).payments()) {
      sum += payment;
    }
    return sum / truth.count();
  }

  @Test
  void profilesOfAnotherShapeAreRefused() {
    assertThatThrownBy(() -> SecondPriceAuction.withoutReserve(2).run(profile(3, 1, 1, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 bidders");
    assertThatThrownBy(() -> new SecondPriceAuction(List.of(-1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1.0");
    assertThatThrownBy(() -> MenuAuction.byCount(0.5).run(profile(1, 2, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
