package io.sweepstake.core.truthful;

import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.ChoiceTask;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.affine.AffineFamily;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.network.affine.Vvca;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An affine maximiser's revenue with the allocation drawn by a softmax of affine welfare.
 *
 * <p>With {@code W_a = Σ_i w_i v_i(a) + λ_a}, {@code W⁻ⁱ_a = W_a − w_i v_i(a)}, {@code p =
 * softmax(s W)}, {@code pⁱ = softmax(s W⁻ⁱ)} and {@code q_i = 1/w_i}, revenue is {@code R = Σ_i q_i
 * (M_i − Σ_a p_a W⁻ⁱ_a)} with {@code M_i = Σ_a pⁱ_a W⁻ⁱ_a}: were the maximum M_i not as soft as the
 * choice, a bidder of little weight would seem to pay without bound. With {@code c_a = Σ_i q_i
 * W⁻ⁱ_a} and {@code C = Σ_a p_a c_a}: {@code ∂R/∂W_a = −s p_a (c_a − C)} and {@code ∂R/∂W⁻ⁱ_a = q_i
 * (pⁱ_a (1 + s (W⁻ⁱ_a − M_i)) − p_a)}. Weights are scaled to have product 1, for scaling all
 * changes nothing. Parameters are log w, then boosts in units of scale, then the logits of
 * lotteries.
 */
final class AffineRevenue implements OptionRevenue {
  private static final int TILE = Kernels.TILE;

  private final Kernels kernels;
  private final List<LayerShape> layers;
  private final int bidders;
  private final int items;
  private final int count; // of allocations
  private final float scale;
  private final boolean lotteries;
  private final int boosts; // parameters that are boosts
  private final int[] boostOf; // [allocation × tied] parameter, or −1 for none
  private final int tied; // boosts that an allocation sums
  private final float[] allocations; // [allocation][bidder][item]
  private final float[] weights; // w
  private final float[] boost; // [allocation]
  private final float[] values; // [bidder][item][lane]
  // Made when they are first needed, which is never where a device chooses:
  private float[] own; // w_i v_i(a), [allocation][bidder][lane]
  private float[] welfare; // W, then p, [allocation][lane]
  private float[] without; // W⁻ⁱ, then pⁱ, [bidder][allocation][lane]
  private final float[] greatest; // max_a W⁻ⁱ, [bidder][lane]
  private final float[] softest; // M, [bidder][lane]
  private final float[] average; // Σ_a p_a W⁻ⁱ_a, [bidder][lane]
  private final float[] center; // C, [lane]
  private final float[] sure; // [lane]
  private final float[] best; // max W, [lane]
  private final float[] hard; // R at the best allocation, [lane]
  private final float[] slope; // ∂R/∂(w_i v_i(a)), [bidder][lane] of one allocation
  private final double[] weightSums; // ∂R/∂log w
  private final double[] boostSums; // [allocation]
  private final double[] cellSums; // ∂R/∂a, [allocation][bidder][item]
  private double certain;
  private long measured;

  AffineRevenue(
      Kernels kernels,
      AffineFamily family,
      Setting setting,
      Architecture architecture,
      float scale) {
    this.kernels = kernels;
    this.scale = scale;
    bidders = setting.bidders();
    items = setting.items();
    layers = family.layers(setting, architecture);
    lotteries = family instanceof LotteryAma;
    allocations =
        family.allocations(setting, architecture, family.initial(setting, architecture, 0));
    count = allocations.length / (bidders * items);
    LayerShape last = layers.get(1);
    boosts = lotteries ? last.outputs() : last.outputs() * last.inputs();
    if (family instanceof Vvca vvca) {
      boostOf = vvca.bundles(setting);
      tied = bidders;
    } else {
      boostOf = new int[count];
      for (int a = 0; a < count; a++) {
        boostOf[a] = lotteries ? a - 1 : a;
      }
      tied = 1;
    }
    weights = new float[bidders];
    boost = new float[count];
    values = new float[bidders * items * TILE];
    greatest = new float[bidders * TILE];
    softest = new float[bidders * TILE];
    average = new float[bidders * TILE];
    center = new float[TILE];
    sure = new float[TILE];
    best = new float[TILE];
    hard = new float[TILE];
    slope = new float[bidders * TILE];
    weightSums = new double[bidders];
    boostSums = new double[count];
    cellSums = new double[count * bidders * items];
  }

  @Override
  public int parameters() {
    return bidders + boosts + (lotteries ? logits() : 0);
  }

  private int logits() {
    return layers.get(1).outputs() * layers.get(1).inputs();
  }

  @Override
  public void read(NetworkWeights from, float[] parameters) {
    System.arraycopy(from.layers().get(0).weights(), 0, parameters, 0, bidders);
    LayerWeights last = from.layers().get(1);
    float[] given = lotteries ? last.bias() : last.weights();
    for (int k = 0; k < boosts; k++) {
      parameters[bidders + k] = given[k] / scale;
    }
    if (lotteries) {
      System.arraycopy(last.weights(), 0, parameters, bidders + boosts, logits());
    }
  }

  @Override
  public NetworkWeights write(float[] parameters) {
    float[] logs = Arrays.copyOf(parameters, bidders);
    float mean = (float) meanLog(parameters);
    for (int i = 0; i < bidders; i++) {
      logs[i] -= mean;
    }
    float[] written = Arrays.copyOfRange(parameters, bidders, bidders + boosts);
    for (int k = 0; k < boosts; k++) {
      written[k] *= scale;
    }
    List<LayerWeights> into = new ArrayList<>();
    into.add(new LayerWeights(layers.get(0), logs, new float[1]));
    LayerShape last = layers.get(1);
    into.add(
        lotteries
            ? new LayerWeights(
                last, Arrays.copyOfRange(parameters, bidders + boosts, parameters.length), written)
            : new LayerWeights(last, written, new float[last.outputs()]));
    return new NetworkWeights(into);
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
    if (own == null) {
      own = new float[count * bidders * TILE];
      welfare = new float[count * TILE];
      without = new float[bidders * count * TILE];
    }
    prepare(parameters);
    certain = 0;
    measured = profiles.count();
    double revenue = 0;
    for (int first = 0; first < profiles.count(); first += TILE) {
      int lanes = Math.min(TILE, profiles.count() - first);
      load(profiles, first, lanes);
      weigh();
      choose((float) sharpness, lanes);
      for (int s = 0; s < lanes; s++) {
        revenue += choice == MenuChoice.SOFT ? soft(s) : hard[s];
        certain += sure[s];
      }
      slopes((float) sharpness, lanes);
    }
    gradient(parameters, profiles.count(), gradient);
    return revenue * scale / profiles.count();
  }

  @Override
  public ChoiceShape shape(int profiles) {
    return new ChoiceShape(bidders, items, count, true, profiles);
  }

  @Override
  public void ask(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      ChoiceTask task) {
    prepare(parameters);
    for (int cell = 0; cell < allocations.length; cell++) {
      task.shares[cell] = weights[cell / items % bidders] * allocations[cell];
    }
    System.arraycopy(boost, 0, task.boosts, 0, count);
    System.arraycopy(weights, 0, task.weights, 0, bidders);
    for (int k = 0; k < task.values.length; k++) {
      task.values[k] = profiles.values()[k] / scale;
    }
    task.sharpness = (float) sharpness;
    task.sharpest = 0;
  }

  @Override
  public double told(
      float[] parameters, int profiles, MenuChoice choice, ChoiceTask task, float[] gradient) {
    double revenue = 0;
    for (int i = 0; i < bidders; i++) {
      weightSums[i] = -task.paid[i]; // ∂q/∂log w = −q
      revenue += task.paid[i];
    }
    for (int cell = 0; cell < allocations.length; cell++) {
      int bidder = cell / items % bidders;
      weightSums[bidder] += (double) task.shareSlopes[cell] * task.shares[cell];
      cellSums[cell] = (double) task.shareSlopes[cell] * weights[bidder];
    }
    for (int a = 0; a < count; a++) {
      boostSums[a] = task.boostSlopes[a];
    }
    gradient(parameters, profiles, gradient);
    return (choice == MenuChoice.SOFT ? revenue : task.best) * scale / profiles;
  }

  private void prepare(float[] parameters) {
    double mean = meanLog(parameters);
    for (int i = 0; i < bidders; i++) {
      weights[i] = (float) Math.exp(parameters[i] - mean);
    }
    for (int a = 0; a < count; a++) {
      boost[a] = 0;
      for (int t = 0; t < tied; t++) {
        int at = boostOf[a * tied + t];
        boost[a] += at < 0 ? 0 : parameters[bidders + at];
      }
    }
    if (lotteries) {
      LotteryAma.lotteries(
          bidders, items, parameters, bidders + boosts, allocations, bidders * items);
    }
    Arrays.fill(weightSums, 0);
    Arrays.fill(boostSums, 0);
    Arrays.fill(cellSums, 0);
  }

  private double meanLog(float[] parameters) {
    double sum = 0;
    for (int i = 0; i < bidders; i++) {
      sum += parameters[i];
    }
    return sum / bidders;
  }

  private void load(ValuationProfiles profiles, int first, int lanes) {
    int width = bidders * items;
    for (int s = 0; s < TILE; s++) {
      int at = (first + Math.min(s, lanes - 1)) * width;
      for (int cell = 0; cell < width; cell++) {
        values[cell * TILE + s] = profiles.values()[at + cell] / scale;
      }
    }
  }

  /** W of every allocation, and the greatest without each bidder. */
  private void weigh() {
    Arrays.fill(own, 0);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    for (int a = 0; a < count; a++) {
      int at = a * TILE;
      Arrays.fill(welfare, at, at + TILE, boost[a]);
      for (int i = 0; i < bidders; i++) {
        int mine = (a * bidders + i) * TILE;
        for (int j = 0; j < items; j++) {
          float share = weights[i] * allocations[(a * bidders + i) * items + j];
          int value = (i * items + j) * TILE;
          for (int s = 0; s < TILE; s++) {
            own[mine + s] += share * values[value + s];
          }
        }
        for (int s = 0; s < TILE; s++) {
          welfare[at + s] += own[mine + s];
        }
      }
      for (int i = 0; i < bidders; i++) {
        int mine = (a * bidders + i) * TILE;
        for (int s = 0; s < TILE; s++) {
          float others = welfare[at + s] - own[mine + s];
          greatest[i * TILE + s] =
              others > greatest[i * TILE + s] ? others : greatest[i * TILE + s];
        }
      }
    }
  }

  /** p, what it makes of others' welfare, and what the best allocation pays. */
  private void choose(float sharpness, int lanes) {
    Arrays.fill(average, 0);
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    for (int a = 0; a < count; a++) {
      for (int s = 0; s < TILE; s++) {
        float here = welfare[a * TILE + s];
        if (here > best[s]) {
          best[s] = here;
          hard[s] = payments(a, s, here);
        }
      }
    }
    // own becomes W⁻ⁱ; welfare becomes p.
    for (int a = 0; a < count; a++) {
      for (int i = 0; i < bidders; i++) {
        int mine = (a * bidders + i) * TILE;
        for (int s = 0; s < TILE; s++) {
          own[mine + s] = welfare[a * TILE + s] - own[mine + s];
          without[(i * count + a) * TILE + s] = sharpness * own[mine + s];
        }
      }
    }
    for (int at = 0; at < welfare.length; at++) {
      welfare[at] *= sharpness;
    }
    kernels.softmax(welfare, 0, count, TILE);
    for (int i = 0; i < bidders; i++) {
      kernels.softmax(without, i * count * TILE, count, TILE);
    }
    Arrays.fill(softest, 0);
    Arrays.fill(sure, 0);
    for (int a = 0; a < count; a++) {
      for (int s = 0; s < TILE; s++) {
        float share = welfare[a * TILE + s];
        sure[s] = share > sure[s] ? share : sure[s];
      }
      for (int i = 0; i < bidders; i++) {
        int mine = (a * bidders + i) * TILE;
        for (int s = 0; s < TILE; s++) {
          average[i * TILE + s] += welfare[a * TILE + s] * own[mine + s];
          softest[i * TILE + s] += without[(i * count + a) * TILE + s] * own[mine + s];
        }
      }
    }
    Arrays.fill(center, 0);
    for (int i = 0; i < bidders; i++) {
      for (int s = 0; s < lanes; s++) {
        center[s] += average[i * TILE + s] / weights[i];
      }
    }
  }

  private float payments(int allocation, int lane, float welfareHere) {
    float paid = 0;
    for (int i = 0; i < bidders; i++) {
      float others = welfareHere - own[(allocation * bidders + i) * TILE + lane];
      paid += (greatest[i * TILE + lane] - others) / weights[i];
    }
    return paid;
  }

  private double soft(int lane) {
    double paid = 0;
    for (int i = 0; i < bidders; i++) {
      paid += (softest[i * TILE + lane] - average[i * TILE + lane]) / weights[i];
    }
    return paid;
  }

  /** Adds the tile to the sums. */
  private void slopes(float sharpness, int lanes) {
    for (int i = 0; i < bidders; i++) {
      for (int s = 0; s < lanes; s++) {
        // ∂q/∂log w = −q.
        weightSums[i] -= (softest[i * TILE + s] - average[i * TILE + s]) / weights[i];
      }
    }
    for (int a = 0; a < count; a++) {
      Arrays.fill(slope, 0);
      double boosted = 0;
      for (int s = 0; s < lanes; s++) {
        float share = welfare[a * TILE + s];
        float cost = 0;
        for (int i = 0; i < bidders; i++) {
          cost += own[(a * bidders + i) * TILE + s] / weights[i];
        }
        float all = -sharpness * share * (cost - center[s]);
        float total = all;
        for (int i = 0; i < bidders; i++) {
          float others = own[(a * bidders + i) * TILE + s];
          float soft =
              without[(i * count + a) * TILE + s]
                  * (1 + sharpness * (others - softest[i * TILE + s]));
          float slopeOfOthers = (soft - share) / weights[i];
          slope[i * TILE + s] = -slopeOfOthers; // her own value is not in W⁻ⁱ
          total += slopeOfOthers;
        }
        boosted += total;
        for (int i = 0; i < bidders; i++) {
          slope[i * TILE + s] += total;
        }
      }
      boostSums[a] += boosted;
      addCells(a, lanes);
    }
  }

  private void addCells(int a, int lanes) {
    for (int i = 0; i < bidders; i++) {
      for (int j = 0; j < items; j++) {
        int value = (i * items + j) * TILE;
        double sum = 0;
        for (int s = 0; s < lanes; s++) {
          sum += slope[i * TILE + s] * values[value + s];
        }
        int cell = (a * bidders + i) * items + j;
        weightSums[i] += sum * weights[i] * allocations[cell];
        cellSums[cell] += sum * weights[i];
      }
    }
  }

  private void gradient(float[] parameters, int profiles, float[] into) {
    Arrays.fill(into, 0);
    double mean = 0;
    for (int i = 0; i < bidders; i++) {
      mean += weightSums[i] / bidders;
    }
    for (int i = 0; i < bidders; i++) {
      into[i] = (float) ((mean - weightSums[i]) / profiles);
    }
    for (int a = 0; a < count; a++) {
      for (int t = 0; t < tied; t++) {
        int at = boostOf[a * tied + t];
        if (at >= 0) {
          into[bidders + at] -= (float) (boostSums[a] / profiles);
        }
      }
    }
    if (lotteries) {
      lotteryGradient(profiles, into);
    }
  }

  /** Through the softmax over bidders and nobody: {@code a_i (g_i − Σ_k a_k g_k)}. */
  private void lotteryGradient(int profiles, float[] into) {
    int width = bidders * items;
    for (int a = 1; a < count; a++) {
      int logit = bidders + boosts + (a - 1) * (width + items);
      for (int j = 0; j < items; j++) {
        double mean = 0;
        double nobody = 1;
        for (int i = 0; i < bidders; i++) {
          int cell = a * width + i * items + j;
          mean += allocations[cell] * cellSums[cell];
          nobody -= allocations[cell];
        }
        for (int i = 0; i < bidders; i++) {
          int cell = a * width + i * items + j;
          into[logit + i * items + j] =
              (float) (-allocations[cell] * (cellSums[cell] - mean) / profiles);
        }
        into[logit + bidders * items + j] = (float) (nobody * mean / profiles);
      }
    }
  }
}
