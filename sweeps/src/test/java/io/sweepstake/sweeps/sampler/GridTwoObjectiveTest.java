package io.sweepstake.sweeps.sampler;

class GridTwoObjectiveTest extends TwoObjectiveContract {
  @Override
  protected Sampler sampler() {
    return new GridSampler(3);
  }
}
