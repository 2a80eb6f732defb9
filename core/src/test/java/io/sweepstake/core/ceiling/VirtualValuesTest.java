package io.sweepstake.core.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.auction.AffineMaximizerAuction;
import io.sweepstake.core.auction.ItemWiseAuction;
import io.sweepstake.core.auction.VcgAuction;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.GaussianCopulaValuations;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The identity that ceilings rest on, and gradients against differences. */
class VirtualValuesTest {
  private static final int LANES = Kernels.TILE;
  private static final int PROFILES = 1_024 * LANES;

  /** Their density takes long. */
  private static final int PROFILES_OF_A_COPULA = 24 * LANES;

  /** A field with random coefficients: it need not be a good one. */
  private record Field(
      Setting setting, StreamBasis basis, List<Rents> rents, VirtualValues values) {
    static Field of(String name, long seed, double size) {
      Setting setting = Settings.named(name);
      StreamBasis basis = StreamBasis.of(setting, 3, 2, Loops.best().get());
      List<Rents> rents = Ceilings.rents(setting, true);
      int k = 0;
      for (Coefficients c : basis.coefficients()) {
        for (int at = 0; at < c.values.length; at++) {
          c.values[at] = (float) (size * Seeds.normal(seed, k++));
        }
        c.pack();
      }
      return new Field(
          setting, basis, rents, new VirtualValues(setting, rents, basis, Loops.best().get()));
    }
  }

  /** What three numbers make of 2x2: revenue .874402993684372 (a public certificate's). */
  private static Mechanism threeNumbers() {
    float[] allocations = WholeAllocations.of(Demand.ADDITIVE, 2, 2);
    double[] boosts = new double[allocations.length / 4];
    for (int a = 0; a < boosts.length; a++) {
      float first = allocations[a * 4] + allocations[a * 4 + 1];
      float second = allocations[a * 4 + 2] + allocations[a * 4 + 3];
      boosts[a] =
          first + second == 0 ? 0 : first + second == 1 ? -.636 : first == 1 ? -1.137 : -.91;
    }
    return new AffineMaximizerAuction(List.of(1.0, 1.0), boosts, allocations);
  }

  private record Mean(double mean, double error) {}

  private static Mean surplusLessPayments(Field field, Mechanism auction, boolean toLowest) {
    boolean copula = field.setting().distribution() instanceof GaussianCopulaValuations;
    return surplusLessPayments(field, auction, toLowest, copula ? PROFILES_OF_A_COPULA : PROFILES);
  }

  /** E(Σ F x − Σ p), of F with all rents down to the lowest type or of F itself. */
  private static Mean surplusLessPayments(
      Field field, Mechanism auction, boolean toLowest, int profiles) {
    Setting setting = field.setting();
    int cells = setting.bidders() * setting.items();
    double sum = 0;
    double squares = 0;
    ValuationProfiles block = new ValuationProfiles(LANES, setting.bidders(), setting.items());
    for (int first = 0; first < profiles; first += LANES) {
      setting.distribution().sample(first, block, 11);
      field.values().load(block, 0);
      Outcomes outcomes = auction.run(block);
      for (int s = 0; s < LANES; s++) {
        double difference = 0;
        for (int cell = 0; cell < cells; cell++) {
          float share = outcomes.allocation()[s * cells + cell];
          double worth =
              toLowest
                  ? field.values().toLowest(cell, s)
                  : field.values().worth()[cell * LANES + s];
          difference += share == 0 ? 0 : share * worth;
        }
        for (int i = 0; i < setting.bidders(); i++) {
          difference -= outcomes.payment(s, i);
        }
        sum += difference;
        squares += difference * difference;
      }
    }
    double mean = sum / profiles;
    return new Mean(mean, Math.sqrt((squares / profiles - mean * mean) / profiles));
  }

  @Test
  void virtualSurplusIsRevenueForAnyCoefficients() {
    Field field = Field.of("additive-2x2-uniform", 5, 0.5);
    IndependentValuations valuations = (IndependentValuations) field.setting().distribution();
    for (Mechanism auction :
        List.of(
            threeNumbers(), new VcgAuction(Demand.ADDITIVE), ItemWiseAuction.myerson(valuations))) {
      Mean mean = surplusLessPayments(field, auction, true);

      assertThat(mean.mean()).isCloseTo(0, within(4 * mean.error()));
      assertThat(mean.error()).isLessThan(0.008);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "additive-2x3-uniform",
        "additive-2x2:truncated-exponential(1,3)",
        "additive-2x2:0.75*uniform(0,3)+0.25*uniform(3,8),uniform(0,2)",
        "additive-3x2:uniform(0,1),uniform(0,2)",
        "unit-2x2-uniform",
        "additive-2x3-copula",
        "additive-2x2-uniform-triangle"
      })
  void itIsSoForOtherDistributions(String name) {
    Field field =
        name.contains("copula") || name.contains("triangle")
            ? Field.of(name, 5, 0)
            : Field.of(name, 5, 0.3);

    Mean mean = surplusLessPayments(field, new VcgAuction(field.setting().demand()), true);

    assertThat(mean.mean()).isCloseTo(0, within(4 * mean.error()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "additive-2x2-uniform",
        "additive-1x3-uniform",
        "additive-2x2:uniform(1,3),uniform(2,3)"
      })
  void otherFlowsAndConvexityBoundFromAbove(String name) {
    for (int flow = 0; flow < Field.of(name, 5, 0.3).rents().get(0).mix().flows(); flow++) {
      Field field = Field.of(name, 5, 0.3);
      for (Rents rents : field.rents()) {
        double[] logits = new double[rents.mix().flows()];
        logits[flow] = 30;
        rents.mix().set(logits);
        Arrays.setAll(
            rents.convexity().coefficients(), k -> 0.02 * Seeds.uniform(flowSeed(name), k));
      }

      Mean mean = surplusLessPayments(field, new VcgAuction(Demand.ADDITIVE), false, PROFILES / 4);

      assertThat(mean.mean()).as("flow %d", flow).isGreaterThan(-4 * mean.error());
    }
  }

  private static long flowSeed(String name) {
    return Seeds.derive(1, name, 0);
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    Field field = Field.of("additive-2x3-uniform", 9, 0.1);
    ValuationProfiles block = new ValuationProfiles(LANES, 2, 3);
    field.setting().distribution().sample(0, block, 3);
    float[] share = new float[6 * LANES];
    for (int k = 0; k < share.length; k++) {
      share[k] = (float) Seeds.uniform(4, k);
    }
    field.values().load(block, 0);
    field.values().backward(share);
    Coefficients c = field.basis().coefficients().iterator().next();
    for (int at : new int[] {0, 1, c.stride + 1, 4 * c.stride + 3}) {
      double slope = c.gradient[at];
      float before = c.values[at];
      c.values[at] = before + 0.01f;
      c.pack();
      double above = total(field, block, share);
      c.values[at] = before - 0.01f;
      c.pack();
      double below = total(field, block, share);
      c.values[at] = before;
      c.pack();

      assertThat((above - below) / 0.02).isCloseTo(slope, within(1e-3 * (1 + Math.abs(slope))));
    }
  }

  private static double total(Field field, ValuationProfiles block, float[] share) {
    field.values().load(block, 0);
    double total = 0;
    for (int k = 0; k < share.length; k++) {
      total += share[k] * (double) field.values().worth()[k];
    }
    return total;
  }
}
