package io.sweepstake.core.network;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import java.util.List;

/**
 * A way to be an auction: from a setting, an architecture and weights to a mechanism.
 *
 * <p>Jars bring their own as services: public classes without state, with a public constructor that
 * takes nothing.
 */
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
   * The layers that its weights have in a setting.
   *
   * @throws IllegalArgumentException if the family cannot run the setting, saying why
   */
  List<LayerShape> layers(Setting setting, Architecture architecture);

  /**
   * The mechanism that weights stand for.
   *
   * @param engine what runs the programs of families that are networks
   * @throws IllegalArgumentException if the weights have other layers
   */
  Mechanism mechanism(
      Setting setting, Architecture architecture, NetworkWeights weights, ProgramRunner engine);
}
