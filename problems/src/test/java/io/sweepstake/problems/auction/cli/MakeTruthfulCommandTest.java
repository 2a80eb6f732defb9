package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeTruthfulCommandTest {
  private static final Setting SETTING = Settings.named("additive-1x2-uniform");

  @TempDir static Path home;
  private static Path network;

  /** A network that knows nothing yet. */
  @BeforeAll
  static void write() throws IOException {
    MechanismFamily family = MechanismFamilies.named("regretnet");
    Architecture architecture = Architecture.uniform(8, 1);
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerShape shape : family.layers(SETTING, architecture)) {
      float[] weights = new float[shape.outputs() * shape.inputs()];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = (float) Seeds.normal(layers.size(), k);
      }
      layers.add(new LayerWeights(shape, weights, new float[shape.outputs()]));
    }
    network = home.resolve("raw.network");
    write(network, family, architecture, new NetworkWeights(layers));
  }

  private static void write(
      Path file, MechanismFamily family, Architecture architecture, NetworkWeights weights)
      throws IOException {
    Files.write(
        file, new NetworkFile(SETTING.name(), 1, family.name(), architecture, weights).toBytes());
  }

  @Test
  void savesAMenuThatOpensAsAnyNetworkDoes() throws IOException {
    Path out = home.resolve("honest.network");

    Run run =
        Run.of(
            "make-truthful",
            network,
            "--out",
            out,
            "--iterations",
            300,
            "--profiles",
            64,
            "--format",
            "csv");

    assertThat(run.code()).isZero();
    assertThat(run.lines().get(0))
        .isEqualTo("auction,revenue,standard_error,regret,guaranteed,source");
    assertThat(run.lines().get(1)).startsWith("network,").endsWith(",regretnet");
    double guaranteed = Double.parseDouble(run.lines().get(2).split(",")[4]);
    assertThat(run.lines().get(2)).startsWith("every outcome,").contains("menu of 10201");
    assertThat(Double.parseDouble(run.lines().get(2).split(",")[1])).isGreaterThan(guaranteed);
    assertThat(Double.parseDouble(run.lines().get(4).split(",")[3])).isLessThan(1e-7);
    assertThat(run.lines()).anyMatch(line -> line.startsWith("optimum,0.5492"));
    NetworkFile made = NetworkFile.fromBytes(Files.readAllBytes(out));
    assertThat(made.family()).isEqualTo("finitely-convex");
    assertThat(NetworkBytes.setting("made", made, Optional.empty())).isEqualTo(SETTING);
  }

  @Test
  void whatCannotBeDoneIsOneSentence() throws IOException {
    FinitelyConvex family = new FinitelyConvex();
    Path menu = home.resolve("menu.network");
    Architecture two = Architecture.uniform(2, 1);
    write(menu, family, two, family.initial(SETTING, two, 1));

    assertThat(Run.of("make-truthful", menu).err())
        .contains("family finitely-convex: its networks are truthful already");
    assertThat(Run.of("make-truthful", network, "--out", menu).err())
        .contains("--out: must be a file that does not exist yet");
    assertThat(Run.of("make-truthful", "no such network", "--out", home.resolve("missing/file")))
        .isEqualTo(
            new Run(
                2,
                "",
                "sweepstake: --out: must be in a directory that can be written to, was "
                    + home.resolve("missing/file")
                    + System.lineSeparator()));
    assertThat(Run.of("make-truthful", network, "--seconds", 0).err())
        .contains("seconds: must be above 0, was 0");
    assertThat(Run.of("make-truthful", network, "--trial", 1).err())
        .contains("--trial: is for a study");
  }
}
