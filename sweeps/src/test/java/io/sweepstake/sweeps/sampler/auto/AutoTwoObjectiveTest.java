package io.sweepstake.sweeps.sampler.auto;

import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.TwoObjectiveContract;

class AutoTwoObjectiveTest extends TwoObjectiveContract {
  @Override
  protected Sampler sampler() {
    return new AutoSampler(16);
  }

  @Override
  protected int trials(int usual) {
    return Math.min(usual, 25);
  }
}
