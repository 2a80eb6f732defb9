package io.sweepstake.sweeps.sampler;

class QmcTwoObjectiveTest extends TwoObjectiveContract {
  @Override
  protected Sampler sampler() {
    return new QmcSampler();
  }
}
