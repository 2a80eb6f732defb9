package io.sweepstake.sweeps.sampler;

class RandomTwoObjectiveTest extends TwoObjectiveContract {
  @Override
  protected Sampler sampler() {
    return new RandomSampler();
  }
}
