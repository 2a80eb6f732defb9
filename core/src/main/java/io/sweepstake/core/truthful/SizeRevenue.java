package io.sweepstake.core.truthful;

import io.sweepstake.core.auction.BundleSizes;
import io.sweepstake.core.auction.SizeWelfare;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.affine.SizeAma;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;

/**
 * Revenue of a {@link SizeAma} with bundle sizes drawn by a softmax of affine welfare; of each
 * share-out of sizes the best allocation is taken as it is.
 *
 * <p>With {@code W_a} the affine welfare of share-out a's best allocation, {@code W⁻ⁱ_a} what is
 * left of it without bidder i's value, {@code V⁻ⁱ_a} the greatest such welfare of any allocation of
 * these sizes, {@code p = softmax(s W)}, {@code pⁱ = softmax(s V⁻ⁱ)} and {@code q_i = 1/w_i},
 * revenue is {@code R = Σ_i q_i (M_i − Σ_a p_a W⁻ⁱ_a)} with {@code M_i = Σ_a pⁱ_a V⁻ⁱ_a}, soft for
 * the reason that {@link AffineRevenue} gives. With {@code c_a = Σ_i q_i W⁻ⁱ_a} and {@code C = Σ_a
 * p_a c_a}: {@code ∂R/∂W_a = −s p_a (c_a − C)}, {@code ∂R/∂W⁻ⁱ_a = −q_i p_a} and {@code ∂R/∂V⁻ⁱ_a =
 * q_i pⁱ_a (1 + s (V⁻ⁱ_a − M_i))}, and each welfare's slope is that of its allocation. Share-outs
 * whose softmax is below {@code e^-}{@value #NEGLIGIBLE} of the greatest count as never drawn.
 *
 * <p>Weights are scaled to have product 1. Parameters are log w, charges, then boosts, both in
 * units of scale.
 */
final class SizeRevenue implements SmoothRevenue {
  private static final int LANES = SizeWelfare.LANES;
  private static final double NEGLIGIBLE = 18;

  private final BundleSizes sizes;
  private final SizeWelfare welfare;
  private final List<LayerShape> layers;
  private final int bidders;
  private final int items;
  private final int states;
  private final int boostsAt; // among parameters
  private final float scale;
  private final double[] weights; // w
  private final double[] worth; // w v − ρ, [bidder][item][lane]
  private final double[] values; // v, as worth
  private final double[] boost; // [state]
  private final int[] drawn; // states that are drawn at all, of one lane
  private final double[] share; // p of them
  private final double[] score; // W of them, or V⁻ⁱ
  private final int[] owners; // [drawn][item]
  private final int[] traced; // one of them
  private final double[] own; // w_i v_i(a), [drawn][bidder]
  private final double[] cost; // c of them
  private final double[] hard; // revenue so far at the best allocation, [lane]
  private final double[] average; // Σ_a p_a W⁻ⁱ_a, [bidder][lane]
  private final double[] sums; // ∂R/∂ parameters
  private int count; // drawn
  private double best; // the greatest score
  private double soft;
  private double certain;
  private long measured;

  SizeRevenue(
      Kernels kernels, SizeAma family, Setting setting, Architecture architecture, float scale) {
    this.scale = scale;
    sizes = family.sizes(setting);
    welfare = new SizeWelfare(sizes, kernels);
    layers = family.layers(setting, architecture);
    bidders = setting.bidders();
    items = setting.items();
    states = sizes.count();
    boostsAt = bidders + bidders * items;
    weights = new double[bidders];
    worth = new double[bidders * items * LANES];
    values = new double[worth.length];
    boost = new double[states];
    drawn = new int[states];
    share = new double[states];
    score = new double[states];
    owners = new int[states * items];
    traced = new int[items];
    own = new double[states * bidders];
    cost = new double[states];
    hard = new double[LANES];
    average = new double[bidders * LANES];
    sums = new double[parameters()];
  }

  @Override
  public int parameters() {
    return boostsAt + sizes.ties();
  }

  @Override
  public void read(NetworkWeights from, float[] parameters) {
    System.arraycopy(from.layers().get(0).weights(), 0, parameters, 0, bidders);
    int at = bidders;
    for (LayerWeights layer : from.layers().subList(1, 3)) {
      for (float weight : layer.weights()) {
        parameters[at++] = weight / scale;
      }
    }
  }

  @Override
  public NetworkWeights write(float[] parameters) {
    float[] logs = Arrays.copyOf(parameters, bidders);
    float mean = (float) meanLog(parameters);
    for (int i = 0; i < bidders; i++) {
      logs[i] -= mean;
    }
    return new NetworkWeights(
        List.of(
            new LayerWeights(layers.get(0), logs, new float[1]),
            scaled(layers.get(1), parameters, bidders),
            scaled(layers.get(2), parameters, boostsAt)));
  }

  private LayerWeights scaled(LayerShape shape, float[] parameters, int at) {
    float[] written = Arrays.copyOfRange(parameters, at, at + shape.inputs() * shape.outputs());
    for (int k = 0; k < written.length; k++) {
      written[k] *= scale;
    }
    return new LayerWeights(shape, written, new float[shape.outputs()]);
  }

  private double meanLog(float[] parameters) {
    double sum = 0;
    for (int i = 0; i < bidders; i++) {
      sum += parameters[i];
    }
    return sum / bidders;
  }

  @Override
  public double certainty() {
    return certain / measured;
  }

  @Override
  public double measure(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      float[] gradient) {
    prepare(parameters);
    certain = 0;
    measured = profiles.count();
    double revenue = 0;
    for (int first = 0; first < profiles.count(); first += LANES) {
      int lanes = Math.min(LANES, profiles.count() - first);
      soft = 0;
      Arrays.fill(hard, 0);
      load(profiles, first, lanes, parameters);
      sell(sharpness, lanes);
      for (int i = 0; i < bidders; i++) {
        withdraw(i, sharpness, lanes, parameters);
      }
      for (int s = 0; s < lanes; s++) {
        revenue += choice == MenuChoice.SOFT ? 0 : hard[s];
      }
      revenue += choice == MenuChoice.SOFT ? soft : 0;
    }
    gradient(profiles.count(), gradient);
    return revenue * scale / profiles.count();
  }

  private void prepare(float[] parameters) {
    double mean = meanLog(parameters);
    for (int i = 0; i < bidders; i++) {
      weights[i] = Math.exp(parameters[i] - mean);
    }
    for (int a = 0; a < states; a++) {
      boost[a] = parameters[boostsAt + sizes.tie(a)];
    }
    Arrays.fill(sums, 0);
  }

  private void load(ValuationProfiles profiles, int first, int lanes, float[] parameters) {
    int width = bidders * items;
    for (int cell = 0; cell < width; cell++) {
      double weight = weights[cell / items];
      double charge = parameters[bidders + cell];
      for (int s = 0; s < LANES; s++) {
        int profile = first + Math.min(s, lanes - 1);
        double value = profiles.values()[profile * width + cell] / scale;
        values[cell * LANES + s] = value;
        worth[cell * LANES + s] = weight * value - charge;
      }
    }
  }

  /** Draws share-outs, and takes what payments are lessened by: Σ_i q_i Σ_a p_a W⁻ⁱ_a. */
  private void sell(double sharpness, int lanes) {
    double[] greatest = welfare.greatest(worth);
    for (int s = 0; s < lanes; s++) {
      draw(greatest, s, sharpness);
      double center = 0; // C
      double most = 0; // p
      for (int k = 0; k < count; k++) {
        trace(k, s);
        cost[k] = 0;
        for (int i = 0; i < bidders; i++) {
          cost[k] += (score[k] - own[k * bidders + i]) / weights[i];
        }
        center += share[k] * cost[k];
        most = Math.max(most, share[k]);
        if (score[k] == best) {
          hard[s] = -cost[k];
        }
      }
      soft -= center;
      certain += most;
      for (int i = 0; i < bidders; i++) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
          sum += share[k] * (score[k] - own[k * bidders + i]);
        }
        average[i * LANES + s] = sum;
      }
      slopes(sharpness, center);
    }
  }

  /** Of what {@link #sell} took from revenue. */
  private void slopes(double sharpness, double center) {
    for (int k = 0; k < count; k++) {
      double ofAll = -sharpness * share[k] * (cost[k] - center);
      double total = ofAll;
      for (int i = 0; i < bidders; i++) {
        total -= share[k] / weights[i];
      }
      for (int i = 0; i < bidders; i++) {
        // Her own value is not in W⁻ⁱ.
        sums[i] += own[k * bidders + i] * (total + share[k] / weights[i]);
      }
      addAllocation(k, total);
    }
  }

  /** What payments are raised by: q_i M_i, and the slopes of it. */
  private void withdraw(int bidder, double sharpness, int lanes, float[] parameters) {
    int first = bidder * items;
    for (int cell = first; cell < first + items; cell++) {
      Arrays.fill(worth, cell * LANES, (cell + 1) * LANES, -parameters[bidders + cell]);
    }
    double[] greatest = welfare.greatest(worth);
    double inverse = 1 / weights[bidder];
    for (int s = 0; s < lanes; s++) {
      draw(greatest, s, sharpness);
      double mean = 0; // M
      for (int k = 0; k < count; k++) {
        mean += share[k] * score[k];
      }
      soft += inverse * mean;
      hard[s] += inverse * best;
      sums[bidder] -= inverse * (mean - average[bidder * LANES + s]);
      for (int k = 0; k < count; k++) {
        trace(k, s);
        double slope = inverse * share[k] * (1 + sharpness * (score[k] - mean));
        for (int i = 0; i < bidders; i++) {
          sums[i] += i == bidder ? 0 : slope * own[k * bidders + i];
        }
        addAllocation(k, slope);
      }
    }
    for (int cell = first; cell < first + items; cell++) {
      double charge = parameters[bidders + cell];
      for (int s = 0; s < LANES; s++) {
        worth[cell * LANES + s] = weights[bidder] * values[cell * LANES + s] - charge;
      }
    }
  }

  /** The softmax of a lane's share-outs, of those that count. */
  private void draw(double[] greatest, int lane, double sharpness) {
    best = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < states; a++) {
      best = Math.max(best, greatest[a * LANES + lane] + boost[a]);
    }
    count = 0;
    double all = 0;
    for (int a = 0; a < states; a++) {
      double here = greatest[a * LANES + lane] + boost[a];
      double exponent = sharpness * (here - best);
      if (exponent > -NEGLIGIBLE) {
        drawn[count] = a;
        score[count] = here;
        share[count] = Math.exp(exponent);
        all += share[count];
        count++;
      }
    }
    for (int k = 0; k < count; k++) {
      share[k] /= all;
    }
  }

  /** Who owns what in the k-th share-out drawn, and what that is worth to them. */
  private void trace(int k, int lane) {
    welfare.trace(worth, drawn[k], lane, traced);
    Arrays.fill(own, k * bidders, (k + 1) * bidders, 0);
    for (int j = 0; j < items; j++) {
      int owner = traced[j];
      owners[k * items + j] = owner;
      if (owner >= 0) {
        own[k * bidders + owner] += weights[owner] * values[(owner * items + j) * LANES + lane];
      }
    }
  }

  /** Adds a slope in a welfare to those in its boost and its charges. */
  private void addAllocation(int k, double slope) {
    sums[boostsAt + sizes.tie(drawn[k])] += slope;
    for (int j = 0; j < items; j++) {
      int owner = owners[k * items + j];
      if (owner >= 0) {
        sums[bidders + owner * items + j] -= slope;
      }
    }
  }

  private void gradient(int profiles, float[] into) {
    double mean = 0;
    for (int i = 0; i < bidders; i++) {
      mean += sums[i] / bidders;
    }
    for (int k = 0; k < into.length; k++) {
      into[k] = (float) (((k < bidders ? mean : 0) - sums[k]) / profiles);
    }
  }
}
