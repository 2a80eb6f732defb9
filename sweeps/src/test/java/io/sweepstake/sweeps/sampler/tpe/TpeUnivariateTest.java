package io.sweepstake.sweeps.sampler.tpe;

import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerContract;

class TpeUnivariateTest extends SamplerContract {
  @Override
  protected Sampler sampler() {
    return new TpeSampler(TpeOptions.DEFAULT.withJoint(TpeOptions.Joint.NEVER));
  }
}
