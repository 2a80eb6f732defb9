package io.sweepstake.sweeps.sampler;

class TpeUnivariateTest extends SamplerContract {
  @Override
  Sampler sampler() {
    return new TpeSampler(TpeOptions.DEFAULT.withJoint(TpeOptions.Joint.NEVER));
  }
}
