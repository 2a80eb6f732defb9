package io.sweepstake.core.truthful;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.RochetNet;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.Ama;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.network.affine.Vvca;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Smooth revenues over options and their gradients against their definitions in float64. */
abstract class OptionRevenueContract {
  private static final double STEP = 1e-6;
  static final double SHARPNESS = 9;

  /** A revenue by its definition, in units of scale. */
  interface Definition {
    double revenue(double[] parameters, double[] values);
  }

  abstract SmoothRevenue revenue(
      TruthfulFamily family, Setting setting, Architecture architecture, float scale);

  final void check(
      TruthfulFamily family, Setting setting, Architecture architecture, Definition definition) {
    check(family, setting, architecture, definition, 1);
  }

  /**
   * @param unit of the gradient, next to scale
   */
  final void check(
      TruthfulFamily family,
      Setting setting,
      Architecture architecture,
      Definition definition,
      double unit) {
    float scale = 2;
    SmoothRevenue revenue = revenue(family, setting, architecture, scale);
    float[] parameters = new float[revenue.parameters()];
    revenue.read(family.initial(setting, architecture, 3), parameters);
    for (int k = 0; k < parameters.length; k++) {
      parameters[k] += (float) (0.3 * Seeds.normal(8, k));
    }
    ValuationProfiles profiles = new ValuationProfiles(75, setting.bidders(), setting.items());
    setting.distribution().sample(0, profiles, 5);
    float[] gradient = new float[parameters.length];
    double found = revenue.measure(parameters, profiles, MenuChoice.SOFT, SHARPNESS, gradient);

    double[] exact = new double[parameters.length];
    for (int k = 0; k < exact.length; k++) {
      exact[k] = parameters[k];
    }
    assertThat(found).isCloseTo(scale * mean(definition, exact, profiles, scale), within(1e-5));
    for (int k = 0; k < exact.length; k++) {
      double value = exact[k];
      exact[k] = value + STEP;
      double up = mean(definition, exact, profiles, scale);
      exact[k] = value - STEP;
      double down = mean(definition, exact, profiles, scale);
      exact[k] = value;
      assertThat((double) gradient[k])
          .as("%s, parameter %d", family.name(), k)
          .isCloseTo(-(up - down) / (2 * STEP) / unit, within(2e-5));
    }
  }

  private static double mean(
      Definition definition, double[] parameters, ValuationProfiles profiles, double scale) {
    int width = profiles.bidders() * profiles.items();
    double sum = 0;
    for (int s = 0; s < profiles.count(); s++) {
      double[] values = new double[width];
      for (int cell = 0; cell < width; cell++) {
        values[cell] = profiles.values()[s * width + cell] / scale;
      }
      sum += definition.revenue(parameters, values);
    }
    return sum / profiles.count();
  }

  @Test
  void amaAgreesWithItsDefinition() {
    Setting setting = Settings.named("additive-3x2:uniform(0,1);uniform(0,2);uniform(1,2)");
    Ama family = new Ama();
    Architecture architecture = family.defaultArchitecture(setting);
    float[] allocations =
        family.allocations(setting, architecture, family.initial(setting, architecture, 1));
    check(
        family,
        setting,
        architecture,
        (parameters, values) ->
            affine(
                3,
                parameters,
                values,
                doubles(allocations),
                Arrays.copyOfRange(parameters, 3, parameters.length)));
  }

  @Test
  void vvcaAgreesWithItsDefinition() {
    Setting setting = Settings.named("additive-2x2-uniform");
    Vvca family = new Vvca();
    Architecture architecture = family.defaultArchitecture(setting);
    float[] allocations =
        family.allocations(setting, architecture, family.initial(setting, architecture, 1));
    int[] bundles = family.bundles(setting);
    check(
        family,
        setting,
        architecture,
        (parameters, values) -> {
          double[] boosts = new double[9];
          for (int a = 0; a < 9; a++) {
            boosts[a] = parameters[2 + bundles[2 * a]] + parameters[2 + bundles[2 * a + 1]];
          }
          return affine(2, parameters, values, doubles(allocations), boosts);
        });
  }

  @Test
  void lotteryAmaAgreesWithItsDefinition() {
    Setting setting = Settings.named("additive-2x3-uniform");
    int lotteries = 6;
    check(
        new LotteryAma(),
        setting,
        Architecture.uniform(lotteries, 1),
        (parameters, values) -> {
          double[] allocations = new double[(lotteries + 1) * 6];
          double[] boosts = new double[lotteries + 1];
          for (int a = 0; a < lotteries; a++) {
            boosts[a + 1] = parameters[2 + a];
            for (int j = 0; j < 3; j++) {
              int logit = 2 + lotteries + a * 9 + j;
              double sum = 0;
              for (int i = 0; i < 3; i++) {
                sum += Math.exp(parameters[logit + 3 * i]);
              }
              for (int i = 0; i < 2; i++) {
                allocations[(a + 1) * 6 + 3 * i + j] = Math.exp(parameters[logit + 3 * i]) / sum;
              }
            }
          }
          return affine(2, parameters, values, allocations, boosts);
        });
  }

  @ParameterizedTest
  @CsvSource({"ADDITIVE,1", "ADDITIVE,3", "UNIT_DEMAND,2", "UNIT_DEMAND,17"})
  void menusAgreeWithTheirDefinition(Demand demand, int items) {
    int options = 7;
    int logits = new RochetNet().inputs(demand, items);
    check(
        new RochetNet(),
        Settings.named(
            (demand == Demand.ADDITIVE ? "additive-1x" : "unit-1x") + items + "-uniform"),
        Architecture.uniform(options, 1),
        (parameters, values) -> {
          double weights = 1; // of nothing
          double paid = 0;
          for (int k = 0; k < options; k++) {
            double price = parameters[options * logits + k];
            double utility = -price;
            double total = 0;
            for (int l = 0; l < logits; l++) {
              total += Math.exp(parameters[k * logits + l]);
            }
            for (int j = 0; j < items; j++) {
              double e = Math.exp(parameters[k * logits + j]);
              utility += values[j] * (demand == Demand.ADDITIVE ? e / (1 + e) : e / total);
            }
            double weight = Math.exp(SHARPNESS * utility);
            weights += weight;
            paid += weight * price;
          }
          return paid / weights;
        });
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int k = 0; k < doubles.length; k++) {
      doubles[k] = floats[k];
    }
    return doubles;
  }

  /** Soft choice, and others' greatest welfare as soft. */
  private static double affine(
      int bidders, double[] parameters, double[] values, double[] allocations, double[] boosts) {
    int width = values.length;
    int count = boosts.length;
    int items = width / bidders;
    double mean = 0;
    for (int i = 0; i < bidders; i++) {
      mean += parameters[i] / bidders;
    }
    double[][] own = new double[bidders][count];
    double[] welfare = boosts.clone();
    for (int i = 0; i < bidders; i++) {
      for (int a = 0; a < count; a++) {
        for (int j = 0; j < items; j++) {
          own[i][a] += allocations[a * width + i * items + j] * values[i * items + j];
        }
        own[i][a] *= Math.exp(parameters[i] - mean);
        welfare[a] += own[i][a];
      }
    }
    double paid = 0;
    for (int i = 0; i < bidders; i++) {
      double[] others = new double[count];
      for (int a = 0; a < count; a++) {
        others[a] = welfare[a] - own[i][a];
      }
      paid += (average(others, others) - average(welfare, others)) / Math.exp(parameters[i] - mean);
    }
    return paid;
  }

  static double average(double[] scores, double[] of) {
    double sum = 0;
    double weighted = 0;
    for (int a = 0; a < scores.length; a++) {
      double weight = Math.exp(SHARPNESS * scores[a]);
      sum += weight;
      weighted += weight * of[a];
    }
    return weighted / sum;
  }
}
