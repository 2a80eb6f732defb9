package io.sweepstake.core.network;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;

/**
 * RochetNet (Dütting, Feng, Narasimhan, Parkes and Ravindranath, ICML 2019): a menu whose lotteries
 * are squashed logits.
 *
 * <p>Additive demand: a logit for each item, whose sigmoid is the probability of getting it. Unit
 * demand: one logit more than items; the softmax's last entry stands for no item.
 */
public final class RochetNet extends MenuFamily {
  private static final double LOGIT_SPREAD = 2;

  @Override
  public String name() {
    return "rochetnet";
  }

  @Override
  float[] initialInputs(Setting setting, int count, long seed) {
    float[] logits = new float[count];
    long normals = Seeds.derive(seed, "logits", 0);
    for (int k = 0; k < count; k++) {
      logits[k] = (float) (LOGIT_SPREAD * Seeds.normal(normals, k));
    }
    return logits;
  }

  @Override
  public int inputs(Demand demand, int items) {
    return demand == Demand.UNIT_DEMAND ? items + 1 : items;
  }

  @Override
  public void lotteries(Demand demand, int items, float[] logits, float[] lotteries) {
    int options = lotteries.length / items;
    if (demand == Demand.ADDITIVE) {
      for (int k = 0; k < lotteries.length; k++) {
        lotteries[k] = (float) (1 / (1 + Math.exp(-logits[k])));
      }
      return;
    }
    for (int k = 0; k < options; k++) {
      int first = k * (items + 1);
      double most = logits[first];
      for (int l = 1; l <= items; l++) {
        most = Math.max(most, logits[first + l]);
      }
      double sum = 0;
      for (int l = 0; l <= items; l++) {
        sum += Math.exp(logits[first + l] - most);
      }
      for (int j = 0; j < items; j++) {
        lotteries[k * items + j] = (float) (Math.exp(logits[first + j] - most) / sum);
      }
    }
  }

  @Override
  public void backward(
      Demand demand, int items, float[] lotteries, float[] slopes, float[] gradient) {
    int options = lotteries.length / items;
    if (demand == Demand.ADDITIVE) {
      for (int k = 0; k < lotteries.length; k++) {
        gradient[k] = slopes[k] * lotteries[k] * (1 - lotteries[k]);
      }
      return;
    }
    for (int k = 0; k < options; k++) {
      float mean = 0;
      float nothing = 1;
      for (int j = 0; j < items; j++) {
        mean += lotteries[k * items + j] * slopes[k * items + j];
        nothing -= lotteries[k * items + j];
      }
      for (int j = 0; j < items; j++) {
        gradient[k * (items + 1) + j] = lotteries[k * items + j] * (slopes[k * items + j] - mean);
      }
      gradient[k * (items + 1) + items] = -Math.max(0, nothing) * mean;
    }
  }
}
