package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Brings a bound down: Adam on the streams' coefficients, in which it is convex, over fresh
 * profiles each step; at the end the mean of the last fifth's coefficients, which has less noise
 * than any.
 */
final class CeilingTraining {
  private static final int LANES = Kernels.TILE;

  /** Of the first half; it then falls to a hundredth of it. */
  private static final double RATE = 0.05;

  private static final double AVERAGED = 0.8;

  /** Convexity's coefficients are slopes of values, and take smaller steps. */
  private static final double CAUTION = 5;

  private final Setting setting;
  private final CeilingSpec spec;
  private final VirtualValues field;
  private final List<Coefficients> coefficients;
  private final List<float[]> averages = new ArrayList<>();
  private final List<FlowMix> mixes;
  private final List<double[]> mixAverages = new ArrayList<>();
  private final List<Convexity> convexities;
  private final List<double[]> convexityAverages = new ArrayList<>();
  private final Buyers buyers;
  private final ValuationProfiles block;
  private final double[] cells;
  private final float[] allocation;
  private final float[] share; // [cell][lane]
  private long averaged;
  private long step;

  CeilingTraining(
      Setting setting,
      CeilingSpec spec,
      VirtualValues field,
      StreamBasis basis,
      List<Rents> rents) {
    this.setting = setting;
    this.spec = spec;
    this.field = field;
    coefficients = List.copyOf(basis.coefficients());
    mixes = rents.stream().map(Rents::mix).distinct().toList();
    convexities = rents.stream().map(Rents::convexity).filter(Objects::nonNull).distinct().toList();
    convexities.forEach(c -> convexityAverages.add(new double[c.count()]));
    mixes.forEach(mix -> mixAverages.add(new double[mix.flows()]));
    coefficients.forEach(c -> averages.add(new float[c.values.length]));
    buyers = Buyers.of(setting);
    block = new ValuationProfiles(spec.batch(), setting.bidders(), setting.items());
    cells = new double[setting.bidders() * setting.items()];
    allocation = new float[cells.length];
    share = new float[cells.length * LANES];
  }

  long step() {
    return step;
  }

  /** One step; returns the bound's mean over its batch. */
  double advance() {
    setting
        .distribution()
        .sample(step * spec.batch(), block, Seeds.derive(spec.seed(), "ceiling training", 0));
    coefficients.forEach(Coefficients::clearGradient);
    mixes.forEach(FlowMix::clearGradient);
    convexities.forEach(Convexity::clearGradient);
    double total = 0;
    for (int first = 0; first < spec.batch(); first += LANES) {
      field.load(block, first);
      total += sell();
      field.backward(share);
    }
    double done = (double) step / spec.steps();
    double rate = RATE * (done < 0.5 ? 1 : Math.pow(0.01, 2 * done - 1));
    step++;
    coefficients.forEach(c -> c.descend(rate, step));
    mixes.forEach(mix -> mix.descend(rate, step));
    convexities.forEach(c -> c.descend(rate / CAUTION, step));
    if (done >= AVERAGED || step == spec.steps()) {
      average();
    }
    return total / spec.batch();
  }

  /** Finds the loaded tile's best allocations, which are the bound's derivatives. */
  private double sell() {
    double total = 0;
    for (int s = 0; s < LANES; s++) {
      for (int cell = 0; cell < cells.length; cell++) {
        cells[cell] = field.worth()[cell * LANES + s];
      }
      total += buyers.best(cells, allocation);
      for (int cell = 0; cell < cells.length; cell++) {
        share[cell * LANES + s] = allocation[cell] / spec.batch();
      }
    }
    return total;
  }

  private void average() {
    averaged++;
    for (int k = 0; k < averages.size(); k++) {
      float[] mean = averages.get(k);
      float[] now = coefficients.get(k).values;
      for (int c = 0; c < mean.length; c++) {
        mean[c] += (now[c] - mean[c]) / averaged;
      }
    }
    for (int k = 0; k < mixes.size(); k++) {
      toward(mixAverages.get(k), mixes.get(k).logits());
    }
    for (int k = 0; k < convexities.size(); k++) {
      toward(convexityAverages.get(k), convexities.get(k).coefficients());
    }
  }

  private void toward(double[] mean, double[] now) {
    for (int c = 0; c < mean.length; c++) {
      mean[c] += (now[c] - mean[c]) / averaged;
    }
  }

  /** Replaces the coefficients by their average. */
  void finish() {
    for (int k = 0; k < averages.size(); k++) {
      System.arraycopy(averages.get(k), 0, coefficients.get(k).values, 0, averages.get(k).length);
      coefficients.get(k).pack();
    }
    for (int k = 0; k < mixes.size(); k++) {
      mixes.get(k).set(mixAverages.get(k));
    }
    for (int k = 0; k < convexities.size(); k++) {
      double[] mean = convexityAverages.get(k);
      System.arraycopy(mean, 0, convexities.get(k).coefficients(), 0, mean.length);
    }
  }
}
