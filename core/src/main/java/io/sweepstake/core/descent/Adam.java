package io.sweepstake.core.descent;

import io.sweepstake.core.kernel.Kernels;

/** Adam (Kingma and Ba, ICLR 2015) with β of .9 and .999. */
public record Adam() implements Optimiser {
  @Override
  public void step(
      Kernels kernels,
      float[] weights,
      float[] gradient,
      float[] first,
      float[] second,
      double rate,
      long step) {
    kernels.adam(
        weights,
        gradient,
        first,
        second,
        weights.length,
        AdamRule.BETA1,
        AdamRule.BETA2,
        AdamRule.rate(rate, step),
        AdamRule.epsilon(step));
  }
}
