package io.sweepstake.core.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Menus of products are truthful and individually rational whatever they are. */
class ProductMenuTest {
  private static final Architecture MENU = Architecture.uniform(40, 1);

  private static NetworkWeights arbitrary(Setting setting) {
    NetworkWeights weights = new FinitelyConvex().initial(setting, MENU, 11);
    float[] qualities = weights.layers().get(0).weights();
    for (int k = 0; k < qualities.length; k++) {
      qualities[k] += (float) (0.5 * Seeds.normal(2, k)); // some below 0
    }
    float[] bias = weights.layers().get(0).bias();
    for (int k = 0; k < bias.length; k++) {
      bias[k] += (float) Math.abs(bias[k] * Seeds.uniform(3, k)); // cheaper
    }
    return weights;
  }

  private static Mechanism mechanism(Setting setting) {
    return new FinitelyConvex()
        .mechanism(setting, MENU, arbitrary(setting), NetworkMechanism.on(Loops.SCALAR.get()));
  }

  private static ValuationProfiles draw(Setting setting, int count) {
    ValuationProfiles truth = new ValuationProfiles(count, 1, setting.items());
    setting.distribution().sample(0, truth, 33);
    return truth;
  }

  /** In float64 by the formula. */
  private static double surplus(
      double worth, double steepness, Setting setting, float[] x, int at, float[] y, int from) {
    double sum = 0;
    for (int j = 0; j < setting.items(); j++) {
      sum += 1 / (1 + Math.exp(-steepness * ((double) y[from + j] - x[at + j])));
      sum -= 1 / (1 + Math.exp(steepness * x[at + j]));
    }
    return worth * sum;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "screening-1x1(1,200,0.5):uniform(0,3)", // exponents up to 600: no shortcut
        "screening-1x2:lognormal(0,0.5)",
        "screening-1x5(3,2,0.2):lognormal(1,0.3)"
      })
  void sheChoosesWhatAllComparisonsSay(String name) {
    Setting setting = Settings.named(name);
    SigmoidSurplus own = (SigmoidSurplus) setting.surplus();
    float[] weights = arbitrary(setting).layers().get(0).weights();
    float[] bias = arbitrary(setting).layers().get(0).bias();
    for (int k = 0; k < weights.length; k++) {
      weights[k] = Math.max(0, weights[k]);
    }
    ValuationProfiles truth = draw(setting, 2000);
    Outcomes outcomes = mechanism(setting).run(truth);
    int width = setting.items();
    int bought = 0;
    for (int k = 0; k < truth.count(); k++) {
      double best = 0;
      for (int p = 0; p < bias.length; p++) {
        double price = Math.max(0, -bias[p]);
        best =
            Math.max(
                best,
                surplus(
                        own.worth(),
                        own.steepness(),
                        setting,
                        truth.values(),
                        k * width,
                        weights,
                        p * width)
                    - price);
      }
      double got =
          surplus(
                  own.worth(),
                  own.steepness(),
                  setting,
                  truth.values(),
                  k * width,
                  outcomes.allocation(),
                  k * width)
              - outcomes.payment(k, 0);
      assertThat(got).isBetween(best - 1e-12, best + 1e-12);
      assertThat(got).isGreaterThanOrEqualTo(0);
      bought += outcomes.payment(k, 0) > 0 ? 1 : 0;
    }
    assertThat(bought).isBetween(200, 2000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"screening-1x1(1,50,0.5):uniform(0,1)", "screening-1x2:lognormal(0,0.5)"})
  void theStrongAttackFindsNothing(String name) {
    Setting setting = Settings.named(name);
    ValuationProfiles truth = draw(setting, 24);
    float[] gains =
        StrongAttack.standard()
            .estimate(mechanism(setting).bidderUtility(), setting, truth, 0, 1)
            .gains();
    for (float gain : gains) {
      assertThat(gain).isBetween(0f, 1e-6f);
    }
  }

  @Test
  void utilityIsThatOfTheTruthWhateverIsReported() {
    SigmoidSurplus surplus = new SigmoidSurplus(1, 2, 0.1);
    ProductMenu menu =
        new ProductMenu(
            surplus,
            List.of(
                new ProductMenu.Product(List.of(1f), 0.1f),
                new ProductMenu.Product(List.of(4f), 0.4f)));
    ValuationProfiles truth = new ValuationProfiles(1, 1, 1);
    truth.set(0, 0, 0, 0.5f);
    var utility = menu.bidderUtility();
    utility.fix(truth, 0, 1, 0);
    float[] utilities = new float[1];
    utility.utilities(new float[] {3}, utilities);
    // Reporting 3 she buys quality 4 for 0.4, which is worth σ(2 · 3.5) − σ(−1) to her.
    double worth = 1 / (1 + Math.exp(-7)) - 1 / (1 + Math.exp(1));
    assertThat(utilities[0]).isEqualTo((float) (worth - 0.4f));
  }

  @Test
  void everyOtherFamilyRefusesProducts() {
    for (String name : List.of("screening-1x1:lognormal(0,0.5)", "screening-1x2:uniform(0,1)")) {
      Setting setting = Settings.named(name);
      assertThat(MechanismFamilies.defaultFor(setting).name()).isEqualTo("finitely-convex");
      for (MechanismFamily family : MechanismFamilies.all()) {
        if (!family.name().equals("finitely-convex")) {
          String message =
              "family "
                  + family.name()
                  + ": sells items, but setting "
                  + name
                  + " sells products of qualities; finitely-convex does";
          assertThatThrownBy(() -> family.defaultArchitecture(setting)).hasMessage(message);
          assertThatThrownBy(() -> family.layers(setting, Architecture.uniform(4, 1)))
              .hasMessage(message);
        }
      }
    }
  }

  @Test
  void wrongProductsAreRefused() {
    assertThatThrownBy(() -> new ProductMenu.Product(List.of(-0.5f), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("product: qualities must be finite and at least 0, were [-0.5]");
    assertThatThrownBy(() -> new ProductMenu.Product(List.of(1f), Float.NaN))
        .hasMessageContaining("price");
    assertThatThrownBy(() -> new ProductMenu(SigmoidSurplus.standard(), List.of()))
        .hasMessageContaining("at least one product");
    assertThatThrownBy(() -> new SigmoidSurplus(0, 4, 1))
        .hasMessage("sigmoid surplus: the worth must be positive and finite, was 0.0");
    assertThatThrownBy(() -> new SigmoidSurplus(2, 4, -1)).hasMessageContaining("-1.0");
  }

  @Test
  void aMenuSurvivesItsFile() {
    Setting setting = Settings.named("screening-1x2:lognormal(0,0.5)");
    NetworkFile file =
        new NetworkFile(setting.name(), 1, "finitely-convex", MENU, arbitrary(setting));
    assertThat(NetworkFile.fromBytes(file.toBytes())).isEqualTo(file);
  }
}
