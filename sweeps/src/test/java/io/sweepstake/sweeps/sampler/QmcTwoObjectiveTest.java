package io.sweepstake.sweeps.sampler;

class QmcTwoObjectiveTest extends TwoObjectiveContract {
  @Override
  Sampler sampler() {
    return new QmcSampler();
  }
}
