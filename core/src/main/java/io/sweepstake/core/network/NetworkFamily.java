package io.sweepstake.core.network;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import java.util.List;

/** A family whose mechanism is a differentiable program of the bids. */
public interface NetworkFamily extends MechanismFamily {
  /**
   * The network for a setting.
   *
   * @throws IllegalArgumentException if the family cannot run the setting, saying why
   */
  NetworkProgram program(Setting setting, Architecture architecture);

  /** The non-linearity of its hidden layers. */
  Activation hiddenActivation();

  @Override
  default List<LayerShape> layers(Setting setting, Architecture architecture) {
    return program(setting, architecture).layers();
  }

  @Override
  default Mechanism mechanism(
      Setting setting, Architecture architecture, NetworkWeights weights, ProgramRunner engine) {
    return engine.mechanism(program(setting, architecture), weights);
  }
}
