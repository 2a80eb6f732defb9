package io.sweepstake.sweeps.sampler;

class RandomTwoObjectiveTest extends TwoObjectiveContract {
  @Override
  Sampler sampler() {
    return new RandomSampler();
  }
}
