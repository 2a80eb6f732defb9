package io.sweepstake.benchmarks.gpu;

import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.opencl.OpenClEngine;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.AffineFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.util.Arrays;

/**
 * Prints the kernels of a network, a menu or an affine maximiser: {@code KernelSource SETTING
 * FAMILY [WIDTH-WIDTH-…]}.
 */
public final class KernelSource {
  private KernelSource() {}

  public static void main(String[] arguments) {
    Setting setting = Settings.named(arguments[0]);
    if (MechanismFamilies.named(arguments[1]) instanceof TruthfulFamily options) {
      boolean pivots = options instanceof AffineFamily;
      ChoiceShape.Worth worth =
          setting.sellsItems() ? ChoiceShape.Worth.LINEAR : ChoiceShape.Worth.SIGMOID;
      System.out.println(
          OpenClEngine.source(
              new ChoiceShape(setting.bidders(), setting.items(), 1, pivots, 1, worth)));
      return;
    }
    NetworkFamily family = (NetworkFamily) MechanismFamilies.named(arguments[1]);
    Architecture layers =
        arguments.length < 3
            ? family.defaultArchitecture(setting)
            : new Architecture(
                Arrays.stream(arguments[2].split("-")).map(Integer::valueOf).toList());
    System.out.println(OpenClEngine.source(family.program(setting, layers)));
  }
}
