package io.sweepstake.core.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.product.HingeKernel;
import io.sweepstake.core.product.QualityLimit;
import io.sweepstake.core.product.SquaresCost;
import io.sweepstake.core.valuation.Exponential;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.LogNormal;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.TruncatedExponential;
import io.sweepstake.core.valuation.Uniform;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void everyListedSettingCanBeNamedAndRebuilt() {
    for (Settings.Listed listed : Settings.all()) {
      Setting setting = Settings.named(listed.name());
      assertThat(setting.name()).isEqualTo(listed.name());
      assertThat(Settings.named(setting.name(), OptionalInt.of(setting.bidders())))
          .isEqualTo(setting);
      assertThat(listed.description()).isNotBlank().doesNotContain("\n");
    }
  }

  @Test
  void sizedNamesTakeAnySize() {
    Setting setting = Settings.named("additive-7x4-uniform");
    assertThat(setting.bidders()).isEqualTo(7);
    assertThat(setting.items()).isEqualTo(4);
    assertThat(setting.demand()).isEqualTo(Demand.ADDITIVE);
    assertThat(Settings.named("unit-3x2-uniform").demand()).isEqualTo(Demand.UNIT_DEMAND);
    assertThat(setting.distribution().support()).isEqualTo(Support.uniform(7, 4, 0, 1));
  }

  @Test
  void singleItemSettingsTakeAnyNumberOfBidders() {
    assertThat(Settings.named("hetero").bidders()).isEqualTo(4);
    assertThat(Settings.named("latent", OptionalInt.of(6)).bidders()).isEqualTo(6);
    assertThat(Settings.named("uniform", OptionalInt.of(1)).items()).isEqualTo(1);
  }

  @Test
  void latentLoadingsCanBeChosenByTheName() {
    assertThat(Settings.named("latent-1").distribution())
        .isEqualTo(Settings.named("latent").distribution());
    assertThat(Settings.named("latent-2").distribution())
        .isNotEqualTo(Settings.named("latent").distribution());
  }

  @Test
  void unknownNamesAreAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Settings.named("additve-2x2-uniform"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"additve-2x2-uniform\"")
        .hasMessageContaining("nearest is \"additive-2x2-uniform\"");
    assertThatThrownBy(() -> Settings.named("additive-7x4-unifrom"))
        .hasMessageContaining("nearest is \"additive-7x4-uniform\"");
    assertThatThrownBy(() -> Settings.named("exponentail"))
        .hasMessageContaining("nearest is \"exponential\"");
  }

  @Test
  void sizesOutOfRangeOrContradictingTheNameAreRefused() {
    assertThatThrownBy(() -> Settings.named("additive-0x2-uniform"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bidders must be from 1 to 250, was 0");
    assertThatThrownBy(() -> Settings.named("uniform", OptionalInt.of(-3)))
        .hasMessageContaining("was -3");
    assertThatThrownBy(() -> Settings.named("additive-2x2-uniform", OptionalInt.of(3)))
        .hasMessageContaining("2 bidders")
        .hasMessageContaining("3");
  }

  @Test
  void seedsAreWholeAndMixturesHaveAnEnd() {
    for (String seed : List.of("NaN", "1.5", "Infinity", "1e30")) {
      assertThatThrownBy(() -> Settings.named("additive-1x2:copula(" + seed + ")"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("copula's seed must be a whole number, was " + seed);
    }
    String component = "0.0001*uniform(0,1)";
    String mixture = component + ("+" + component).repeat(9_999);
    assertThatThrownBy(() -> Settings.named("additive-1x1:" + mixture))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "values: a mixture must have at most 256 components, had 10000; file(PATH) draws from"
                + " as many profiles as there are");
  }

  @Test
  void valuesOfOnesOwnFollowTheColon() {
    assertThat(Settings.named("additive-1x2:uniform(4,16), uniform(4,7)").distribution())
        .isEqualTo(Settings.named("additive-1x2-uniform-416-47").distribution());
    Setting each =
        Settings.named("unit-2x2:uniform(0,1);exponential(2),truncated-exponential(1,3)");
    assertThat(each.demand()).isEqualTo(Demand.UNIT_DEMAND);
    assertThat(((IndependentValuations) each.distribution()).marginals())
        .containsExactly(
            new Uniform(0, 1),
            new Uniform(0, 1),
            new Exponential(2),
            new TruncatedExponential(1, 3));
    assertThat(Settings.named("additive-3x1:0.75*uniform(0,3)+0.25*uniform(3,8)").distribution())
        .isEqualTo(Settings.named("irregular", OptionalInt.of(3)).distribution());
    assertThat(Settings.named("additive-1x4:copula(1)").distribution())
        .isEqualTo(Settings.named("additive-1x4-copula").distribution());
    assertThat(Settings.named("additive-1x2:uniform(4,16),uniform(4,7)").fileName())
        .isEqualTo("additive-1x2-uniform-4-16-uniform-4-7");
  }

  @Test
  void combinatorialBiddersHaveAThirdValueForThePair() {
    Setting unlike = Settings.named("combinatorial-2x2-uniform-12-15");
    assertThat(unlike.demand()).isEqualTo(Demand.COMBINATORIAL);
    assertThat(unlike.itemsForSale()).isEqualTo(2);
    assertThat(((IndependentValuations) unlike.distribution()).marginals())
        .containsExactly(
            new Uniform(1, 2),
            new Uniform(1, 2),
            new Uniform(-1, 1),
            new Uniform(1, 5),
            new Uniform(1, 5),
            new Uniform(-1, 1));
    assertThat(
            Settings.named("combinatorial-2x2:uniform(1,2),uniform(1,2),uniform(-1,1)")
                .distribution())
        .isEqualTo(Settings.named("combinatorial-2x2-uniform-12").distribution());
    assertThat(Settings.named("additive-2x3-uniform").itemsForSale()).isEqualTo(3);
  }

  @Test
  void productsAreScreenedForOneBuyer() {
    Setting published = Settings.named("screening-1x2:lognormal(0,0.5)");
    assertThat(published.surplus()).isEqualTo(new SigmoidSurplus(2, 4, 1));
    assertThat(published.sellsItems()).isFalse();
    assertThat(((IndependentValuations) published.distribution()).marginals())
        .containsExactly(new LogNormal(0, 0.5), new LogNormal(0, 0.5));
    Setting own = Settings.named("screening-1x3(1,50,0.5):uniform(0,1)");
    assertThat(own.surplus()).isEqualTo(new SigmoidSurplus(1, 50, 0.5));
    assertThat(own.items()).isEqualTo(3);
    assertThat(Settings.named("additive-1x2-uniform").surplus()).isEqualTo(Surplus.LINEAR);
    Setting put =
        Settings.named("screening-1x2(hinge(1),squares(0.1),at-most(4)):lognormal(0,0.25)");
    assertThat(put.surplus())
        .isEqualTo(
            new ComposedSurplus(new HingeKernel(1), new SquaresCost(0.1), new QualityLimit(4)));
    assertThatThrownBy(() -> Settings.named("screening-1x2(hinge(1)):lognormal(0,0.5)"))
        .hasMessageContaining("products want a kernel, a cost, and maybe a limit");
    assertThatThrownBy(() -> Settings.named("screening-1x2(hook(1),squares(1)):lognormal(0,0.5)"))
        .hasMessageContaining("kernel: must be one of [")
        .hasMessageContaining("hinge(WORTH)")
        .hasMessageEndingWith("was hook(1)");
    assertThatThrownBy(() -> Settings.named("screening-1x2(hinge(1),squares(x)):lognormal(0,0.5)"))
        .hasMessageEndingWith("must have numbers between its brackets, was squares(x)");
    assertThatThrownBy(() -> Settings.named("screening-2x2:lognormal(0,0.5)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "setting screening-2x2:lognormal(0,0.5): screening is for 1 bidder, the buyer, was 2");
    assertThatThrownBy(() -> Settings.named("screening-1x2(1,x):lognormal(0,0.5)"))
        .hasMessageContaining("three numbers (WORTH,STEEPNESS,COST), was (1,x)");
    assertThatThrownBy(() -> Settings.named("screening-1x2(1,0,1):lognormal(0,0.5)"))
        .hasMessageContaining("steepness must be positive and finite, was 0.0");
    assertThatThrownBy(() -> Settings.named("screening-1x2"))
        .hasMessageContaining("nearest is \"screening-1x");
    assertThatThrownBy(
            () ->
                new Setting(
                    "x",
                    2,
                    1,
                    Demand.ADDITIVE,
                    IndependentValuations.identical(2, 1, new Uniform(0, 1)),
                    1,
                    SigmoidSurplus.standard()))
        .hasMessageContaining("one buyer")
        .hasMessageContaining("bidders were 2");
  }

  @Test
  void whatAPairAddsMayBePublic() {
    Setting known = Settings.named("combinatorial-2x2-uniform-12-public");
    Setting own = Settings.named("combinatorial-2x2-uniform-12");
    assertThat(known.reported()).isEqualTo(2);
    assertThat(known.items()).isEqualTo(3);
    assertThat(known.distribution()).isEqualTo(own.distribution());
    assertThat(own.reported()).isEqualTo(3);
    Setting written =
        Settings.named("combinatorial-2x2-public:uniform(1,2),uniform(1,2),uniform(-1,1)");
    assertThat(written.reported()).isEqualTo(2);
    assertThat(written.name()).startsWith("combinatorial-2x2-public:");
    assertThat(Settings.named("additive-2x3-uniform").reported()).isEqualTo(3);
    assertThatThrownBy(() -> new Setting("x", 2, 3, Demand.COMBINATORIAL, known.distribution(), 4))
        .hasMessage("setting x: reported values must be from 1 to 3, were 4");
  }

  @Test
  void combinatorialSettingsAreOfTwoItemsWorthSomethingTogether() {
    assertThatThrownBy(() -> Settings.named("combinatorial-2x3:uniform(1,2)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("combinatorial demand is for 2 items, was 3");
    assertThatThrownBy(
            () -> Settings.named("combinatorial-2x2:uniform(0,1),uniform(0,1),uniform(-1,1)"))
        .hasMessageContaining("both together must be worth at least 0")
        .hasMessageContaining("-1.0");
    assertThatThrownBy(() -> Settings.named("combinatorial-2x2-uniform"))
        .hasMessageContaining("nearest is \"combinatorial-2x2-uniform-12\"");
  }

  @Test
  void valuesThatMakeNoSenseAreRefusedByWhatCouldStandThere() {
    assertThatThrownBy(() -> Settings.named("additive-1x2:unifrom(0,1)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("uniform(LOW,HIGH)")
        .hasMessageContaining("was unifrom(0,1)");
    assertThatThrownBy(() -> Settings.named("additive-1x3:uniform(0,1),uniform(0,2)"))
        .hasMessageContaining("one for each item, of which there are 3, was 2");
    assertThatThrownBy(() -> Settings.named("additive-1x2:uniform(0,x)"))
        .hasMessageContaining("was 'x'");
    assertThatThrownBy(() -> Settings.named("additive-1x2:uniform(2,1)"))
        .hasMessageContaining("finite low below a finite high");
    assertThatThrownBy(() -> Settings.named("additive-1x2:0.5*uniform(0,1)+uniform(1,2)"))
        .hasMessageContaining("wants a weight");
  }
}
