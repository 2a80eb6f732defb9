package io.sweepstake.core.network;

import io.sweepstake.core.valuation.Setting;

/** A way to be an auction: from a setting and an architecture to a program. One file each. */
public interface MechanismFamily {
  /** As on the command line: the literature name in lower case. */
  String name();

  /**
   * The architecture that its paper uses in this setting.
   *
   * @throws IllegalArgumentException if the family cannot run the setting, saying why
   */
  Architecture defaultArchitecture(Setting setting);

  /**
   * The network for a setting.
   *
   * @throws IllegalArgumentException if the family cannot run the setting, saying why
   */
  NetworkProgram program(Setting setting, Architecture architecture);

  /** The non-linearity of its hidden layers. */
  Activation hiddenActivation();
}
