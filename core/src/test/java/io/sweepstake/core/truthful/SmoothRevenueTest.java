package io.sweepstake.core.truthful;

import io.sweepstake.core.auction.BundleSizes;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.LookaheadNet;
import io.sweepstake.core.network.MyersonNet;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.SizeAma;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Smooth revenues and their gradients against their definitions in float64. */
class SmoothRevenueTest extends OptionRevenueContract {
  @Override
  SmoothRevenue revenue(
      TruthfulFamily family, Setting setting, Architecture architecture, float scale) {
    return SmoothRevenue.of(family, setting, architecture, Loops.best().get(), scale);
  }

  @Test
  void myersonNetAgreesWithItsDefinition() {
    int groups = 3;
    int lines = 4;
    Setting setting = Settings.named("asymmetric", OptionalInt.of(3));
    check(
        new MyersonNet(),
        setting,
        new Architecture(List.of(groups, lines)),
        (parameters, values) -> {
          double[] virtual = new double[3];
          double sum = 1;
          for (int i = 0; i < 3; i++) {
            virtual[i] = line(parameters, i, groups, lines, values[i], false);
            sum += Math.exp(SHARPNESS * virtual[i]);
          }
          double paid = 0;
          for (int i = 0; i < 3; i++) {
            double level = Math.max(0, Math.max(virtual[(i + 1) % 3], virtual[(i + 2) % 3]));
            paid +=
                Math.exp(SHARPNESS * virtual[i])
                    / sum
                    * line(parameters, i, groups, lines, level, true);
          }
          return paid;
        });
  }

  @Test
  void lookaheadAgreesWithItsDefinition() {
    int width = 3;
    int cells = LookaheadNet.GROUPS * LookaheadNet.LINES;
    int own = 2 * cells + width * 4 + width * 4 + width + 1;
    check(
        new LookaheadNet(),
        Settings.named("asymmetric", OptionalInt.of(3)),
        new Architecture(List.of(width, width)),
        (parameters, values) -> {
          double[][] lines = new double[3][];
          double[] virtual = new double[3];
          for (int i = 0; i < 3; i++) {
            lines[i] = Arrays.copyOfRange(parameters, i * own, i * own + 2 * cells);
            virtual[i] = handicap(lines[i], values[i], false);
          }
          double paid = 0;
          for (int i = 0; i < 3; i++) {
            int one = i == 0 ? 1 : 0;
            int other = i == 2 ? 1 : 2;
            double least =
                Math.max(0, handicap(lines[i], Math.max(virtual[one], virtual[other]), true));
            double[] inputs = {
              values[one], values[other], Math.max(0, Math.max(values[one], values[other]))
            };
            double price = least + beyond(parameters, i * own + 2 * cells, width, inputs);
            paid += price / (1 + Math.exp(-SHARPNESS * (values[i] - price)));
          }
          return paid;
        });
  }

  private static double handicap(double[] lines, double at, boolean inverse) {
    return line(lines, 0, LookaheadNet.GROUPS, LookaheadNet.LINES, at, inverse);
  }

  /** Softplus of two layers of tanh and a linear one, all of the same width. */
  private static double beyond(double[] parameters, int from, int width, double[] inputs) {
    double[] layer = inputs;
    int at = from;
    for (int l = 0; l < 2; l++) {
      double[] outputs = new double[width];
      for (int o = 0; o < width; o++) {
        outputs[o] = parameters[at + 3 * width + o];
        for (int k = 0; k < 3; k++) {
          outputs[o] += parameters[at + 3 * o + k] * layer[k];
        }
        outputs[o] = Math.tanh(outputs[o]);
      }
      layer = outputs;
      at += 4 * width;
    }
    double logit = parameters[at + width];
    for (int k = 0; k < width; k++) {
      logit += parameters[at + k] * layer[k];
    }
    return Math.log(1 + Math.exp(logit));
  }

  /** min max of lines, or its inverse. */
  private static double line(
      double[] parameters, int bidder, int groups, int lines, double at, boolean inverse) {
    int cells = groups * lines;
    double outer = inverse ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (int k = 0; k < groups; k++) {
      double inner = inverse ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      for (int l = k * lines; l < (k + 1) * lines; l++) {
        double slope = Math.exp(parameters[2 * bidder * cells + l]);
        double level = parameters[(2 * bidder + 1) * cells + l];
        inner =
            inverse ? Math.min(inner, (at - level) / slope) : Math.max(inner, slope * at + level);
      }
      outer = inverse ? Math.max(outer, inner) : Math.min(outer, inner);
    }
    return outer;
  }

  @Test
  void sizeAmaAgreesWithItsDefinition() {
    int bidders = 3;
    int items = 2;
    Setting setting = Settings.named("additive-3x2-uniform");
    SizeAma family = new SizeAma();
    float[] allocations = WholeAllocations.of(setting.demand(), bidders, items);
    BundleSizes sizes = family.sizes(setting);
    check(
        family,
        setting,
        family.defaultArchitecture(setting),
        (parameters, values) -> sizeAma(parameters, values, allocations, sizes));
  }

  /** Soft between share-outs, of each the allocation that is best with the bidder and without. */
  private static double sizeAma(
      double[] parameters, double[] values, float[] allocations, BundleSizes sizes) {
    int bidders = sizes.bidders();
    double logs = 0;
    for (int i = 0; i < bidders; i++) {
      logs += parameters[i] / bidders;
    }
    double paid = 0;
    double[][] all = new double[sizes.count()][];
    for (int a = 0; a < sizes.count(); a++) {
      all[a] = best(parameters, logs, values, allocations, sizes, a, -1);
    }
    for (int i = 0; i < bidders; i++) {
      double[] welfare = new double[all.length];
      double[] others = new double[all.length];
      double[] without = new double[all.length];
      for (int a = 0; a < all.length; a++) {
        welfare[a] = all[a][bidders];
        others[a] = all[a][bidders] - all[a][i];
        without[a] = best(parameters, logs, values, allocations, sizes, a, i)[bidders];
      }
      paid +=
          (average(without, without) - average(welfare, others)) / Math.exp(parameters[i] - logs);
    }
    return paid;
  }

  /** Of the best allocation of a share-out: what it is worth to each bidder, and W. */
  private static double[] best(
      double[] parameters,
      double logs,
      double[] values,
      float[] allocations,
      BundleSizes sizes,
      int state,
      int absent) {
    int bidders = sizes.bidders();
    int items = sizes.items();
    double[] best = new double[bidders + 1];
    best[bidders] = Double.NEGATIVE_INFINITY;
    for (int at = 0; at < allocations.length; at += values.length) {
      double[] own = new double[bidders + 1];
      own[bidders] = parameters[bidders + values.length + sizes.tie(state)];
      boolean fits = true;
      for (int i = 0; i < bidders; i++) {
        int size = 0;
        for (int j = 0; j < items; j++) {
          double share = allocations[at + i * items + j];
          size += (int) share;
          own[i] +=
              share
                  * values[i * items + j]
                  * Math.exp(parameters[i] - logs)
                  * (i == absent ? 0 : 1);
          own[bidders] -= share * parameters[bidders + i * items + j];
        }
        own[bidders] += own[i];
        fits &= size == sizes.size(state, i);
      }
      if (fits && own[bidders] > best[bidders]) {
        best = own;
      }
    }
    return best;
  }

  @Test
  void screeningProfitAgreesWithItsDefinition() {
    int products = 7;
    int width = 2;
    Setting setting = Settings.named("screening-1x2(1.5,3,0.4):lognormal(0,0.5)");
    check(
        new FinitelyConvex(),
        setting,
        Architecture.uniform(products, 1),
        (parameters, values) -> {
          double weights = 1; // of nothing
          double profit = 0;
          for (int k = 0; k < products; k++) {
            double price = parameters[products * width + k];
            double utility = -price;
            double squares = 0;
            for (int j = 0; j < width; j++) {
              double quality = 0.2 * parameters[k * width + j]; // a tenth of scale
              double need = 2 * values[j];
              utility += 1 / (1 + Math.exp(3 * (need - quality)));
              utility -= 1 / (1 + Math.exp(3 * need));
              squares += quality * quality;
            }
            double weight = Math.exp(SHARPNESS * utility);
            weights += weight;
            profit += weight * (price - 0.4 / 1.5 * Math.sqrt(squares));
          }
          return profit / weights * 1.5 / 2; // in units of scale, as the others
        },
        1.5 / 2);
  }
}
