package io.sweepstake.core.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against closed forms, known optima, and the definition. */
class CeilingTest {
  private static Ceiling ceiling(String setting, int steps, int ownDegree, int othersDegree) {
    return Ceilings.of(
        Settings.named(setting),
        new CeilingSpec(7, ownDegree, othersDegree, steps, 512, 65_536),
        done -> {});
  }

  /** {@code Σ_j v_j ((m + 1) s^m − 1)/(m s^m)} at the greater of two bidders, integrated. */
  @Test
  void raysAloneBoundTwoByTwoAtTheirClosedForm() {
    Ceiling rays = ceiling("additive-2x2-uniform", 0, 0, 0);

    assertThat(rays.basis()).isEqualTo(Ceiling.Basis.RAYS);
    assertThat(rays.bound()).isCloseTo(0.920577, within(4 * rays.standardError()));
  }

  @ParameterizedTest
  @CsvSource({
    "additive-1x2-uniform, 0.004",
    "additive-1x3-uniform, 0.015",
    "unit-1x2-uniform, 0.004",
    "additive-1x2-uniform-416-47, 0.02",
    "unit-1x2-uniform-23, 0.02",
    "additive-1x2-uniform-triangle, 0.001"
  })
  void isNotBelowAKnownOptimumAndNotFarAbove(String name, double slack) {
    double optimum = KnownOptimum.of(Settings.named(name)).orElseThrow().revenue();

    Ceiling ceiling = ceiling(name, 400, 6, 4);

    double rounding = 1e-6 * optimum; // virtual values are floats
    assertThat(ceiling.bound() + 3 * ceiling.standardError() + rounding).isGreaterThan(optimum);
    assertThat(ceiling.bound() - 3 * ceiling.standardError()).isLessThan(optimum * (1 + slack));
  }

  @Test
  void streamsBringTwoByTwoBelowWhatNetworksAreSaidToEarn() {
    Ceiling ceiling = ceiling("additive-2x2-uniform", 300, 6, 6);

    assertThat(ceiling.basis()).isEqualTo(Ceiling.Basis.STREAMS);
    assertThat(ceiling.bound()).isBetween(0.876514, 0.884); // the best truthful auction known
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "exponential", "irregular", "asymmetric"})
  void ofOneItemIsMyersonsOptimum(String name) {
    Ceiling ceiling = ceiling(name, 10, 2, 2);

    assertThat(ceiling.basis()).isEqualTo(Ceiling.Basis.OPTIMUM);
    assertThat(ceiling.bound())
        .isEqualTo(KnownOptimum.of(Settings.named(name)).orElseThrow().revenue());
    assertThat(ceiling.standardError()).isZero();
  }

  @Test
  void isAFunctionOfItsSpec() {
    assertThat(ceiling("unit-2x2-uniform", 12, 3, 2))
        .isEqualTo(ceiling("unit-2x2-uniform", 12, 3, 2));
  }

  @Test
  void pairsAreBoundedToo() {
    Ceiling own = ceiling("combinatorial-2x2-uniform-12", 60, 4, 3);
    Ceiling known = ceiling("combinatorial-2x2-uniform-12-public", 60, 4, 3);

    // Selling each item at the lowest value earns 2; nobody earns more than expected welfare.
    assertThat(own.bound()).isBetween(2.0, 4.0);
    assertThat(known.bound()).isBetween(2.0, 4.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "latent|known density",
        "additive-1x2:exponential(1)|no upper end",
        "additive-1x2:0.5*uniform(0,1)+0.5*uniform(2,3)|has none from 1.0 to 2.0",
        "screening-1x2:lognormal(0,0.5)|products of qualities"
      })
  void settingsWithoutOneAreRefusedWithTheReason(String name, String reason) {
    assertThatThrownBy(() -> ceiling(name, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ceiling of ")
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> Ceilings.within(Settings.named(name), 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreTimeBecomesMoreWork() {
    Setting trained = Settings.named("additive-1x2-uniform");
    Setting raysAlone = Settings.named("additive-2x2-uniform-triangle");

    CeilingSpec brief = Ceilings.within(trained, 3, 0.5);
    CeilingSpec ample = Ceilings.within(trained, 3, 30);
    CeilingSpec measured = Ceilings.within(raysAlone, 3, 10_000);

    assertThat(brief.seed()).isEqualTo(3);
    assertThat(ample.steps()).isGreaterThan(4 * brief.steps());
    assertThat(ample.profiles()).isGreaterThanOrEqualTo(brief.profiles());
    assertThat(measured.steps()).isZero();
    assertThat(measured.profiles()).isGreaterThan(Ceilings.FEWEST_PROFILES);
  }

  @Test
  void progressIsToldToTheEnd() {
    List<Double> told = new ArrayList<>();
    Ceilings.of(
        Settings.named("additive-1x2-uniform"), new CeilingSpec(1, 2, 0, 5, 64, 64), told::add);

    assertThat(told).hasSizeGreaterThan(5).isSorted();
    assertThat(told.get(told.size() - 1)).isEqualTo(1);
  }
}
