package io.sweepstake.core.explanation;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A small network that has learned nothing, so that its bidders have much to gain by lies. */
record TestNetwork(Setting setting, NetworkProgram program, NetworkWeights weights) {
  static final Kernels KERNELS = Loops.best().get();

  static TestNetwork of(String setting, String family, int... hidden) {
    Setting known =
        Settings.named(
            setting, setting.equals("uniform") ? OptionalInt.of(3) : OptionalInt.empty());
    List<Integer> widths = new ArrayList<>();
    for (int width : hidden) {
      widths.add(width);
    }
    NetworkProgram program =
        ((NetworkFamily) MechanismFamilies.named(family)).program(known, new Architecture(widths));
    return new TestNetwork(known, program, random(program));
  }

  /** One of each family and kind of demand. */
  static Stream<TestNetwork> all() {
    return Stream.of(
        of("additive-2x2-uniform", "regretnet", 8, 6),
        of("unit-2x2-uniform", "regretnet", 8, 6),
        of("combinatorial-2x2-uniform-12", "regretnet", 8, 6),
        of("additive-2x2-uniform", "equivariantnet", 3, 3),
        of("unit-2x2-uniform", "equivariantnet", 3, 3),
        of("uniform", "auctionnet", 8, 6, 4));
  }

  private static NetworkWeights random(NetworkProgram program) {
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerShape shape : program.layers()) {
      long stream = Seeds.derive(1, shape.name(), 0);
      float[] weights = new float[shape.outputs() * shape.inputs()];
      float[] bias = new float[shape.outputs()];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = (float) (1.5 * Seeds.normal(stream, k) / Math.sqrt(shape.inputs()));
      }
      for (int k = 0; k < bias.length; k++) {
        bias[k] = (float) (0.3 * Seeds.normal(stream, weights.length + k));
      }
      layers.add(new LayerWeights(shape, weights, bias));
    }
    return new NetworkWeights(layers);
  }

  AttackedProfiles attacked(int count) {
    return AttackedProfiles.of(
        setting,
        new NetworkMechanism(program, weights, KERNELS),
        new StrongAttack(11, 7, 7, 2, 2, 10, 0.1, 0.01),
        count,
        3);
  }

  @Override
  public String toString() {
    return setting.name() + " " + program.layers().get(0).name();
  }
}
