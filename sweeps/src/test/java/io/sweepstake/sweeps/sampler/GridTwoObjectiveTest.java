package io.sweepstake.sweeps.sampler;

class GridTwoObjectiveTest extends TwoObjectiveContract {
  @Override
  Sampler sampler() {
    return new GridSampler(3);
  }
}
