package io.sweepstake.core.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ProgramGraphTest {
  @ParameterizedTest
  @CsvSource({
    "regretnet,additive-2x3-uniform",
    "regretnet,additive-1x1-uniform",
    "regretnet,unit-2x3-uniform",
    "regretnet,unit-1x2-uniform-23",
    "regretnet,combinatorial-2x2-uniform-12",
    "auctionnet,uniform",
    "auctionnet,hetero",
    "equivariantnet,additive-3x2-uniform",
    "equivariantnet,unit-2x3-uniform",
    "equivariantnet,additive-1x2-uniform",
  })
  void aNetworkThatWasExportedDecidesAsItDid(String family, String setting) throws IOException {
    NetworkFile network = network(family, setting, 3);
    ValuationProfiles reports = profiles(network, 17);

    byte[] bytes = ProgramGraph.of(network).toBytes();

    ProgramGraph back = ProgramGraph.fromBytes(bytes);
    assertThat(back.network()).isEqualTo(network);
    Outcomes expected = ours(network).run(reports);
    Outcomes outcomes = back.run(reports);
    assertThat(outcomes.allocation()).containsExactly(expected.allocation(), within(2e-6f));
    assertThat(outcomes.payments()).containsExactly(expected.payments(), within(4e-6f));
    Outcomes before = ProgramGraph.of(network).run(reports);
    assertThat(outcomes.allocation()).containsExactly(before.allocation());
    assertThat(outcomes.payments()).containsExactly(before.payments());
  }

  @Test
  void everyNetworkFamilyHasAGraph() {
    assertThat(ProgramGraph.expressible())
        .containsExactly("regretnet", "auctionnet", "equivariantnet");
  }

  @Test
  void dl4jAloneRunsAnExportedNetwork() throws IOException {
    NetworkFile network = network("regretnet", "additive-2x2-uniform", 1);
    ValuationProfiles reports = profiles(network, 5);

    INDArray[] outputs =
        ModelSerializer.restoreComputationGraph(
                new ByteArrayInputStream(ProgramGraph.of(network).toBytes()))
            .output(Nd4j.createFromArray(reports.values()).reshape(5, 4));

    Outcomes expected = ours(network).run(reports);
    for (int k = 0; k < 5; k++) {
      for (int i = 0; i < 2; i++) {
        assertThat(outputs[1].getFloat(k, i)).isCloseTo(expected.payment(k, i), within(4e-6f));
        for (int j = 0; j < 2; j++) {
          assertThat(outputs[0].getFloat(k, 2 * i + j))
              .isCloseTo(expected.allocation(k, i, j), within(2e-6f));
        }
      }
    }
  }

  @Test
  void aMechanismThatIsNoNetworkIsRefused() {
    for (String family : List.of("rochetnet", "finitely-convex", "myersonnet", "vvca", "ama")) {
      NetworkFile file =
          new NetworkFile(
              "additive-1x2-uniform",
              1,
              family,
              Architecture.uniform(4, 1),
              new NetworkWeights(List.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ProgramGraph.of(file))
          .withMessageStartingWith(
              "family " + family + ": its mechanism is a choice among outcomes")
          .withMessageEndingWith("those of regretnet, auctionnet, equivariantnet do");
    }
  }

  @Test
  void damagedAndForeignZipsAreRefused() throws IOException {
    NetworkFile network = network("auctionnet", "uniform", 1);
    byte[] whole = ProgramGraph.of(network).toBytes();
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 0x10;
    byte[] foreign =
        AuctionGraph.of(
                GraphShape.of(
                    MechanismFamilies.named("auctionnet"),
                    Settings.named("uniform"),
                    network.architecture()),
                network.weights())
            .toBytes(java.util.Map.of());

    for (byte[] bytes : List.of(Arrays.copyOf(whole, whole.length / 2), flipped, new byte[100])) {
      assertThatIOException().isThrownBy(() -> ProgramGraph.fromBytes(bytes));
    }
    assertThatIOException()
        .isThrownBy(() -> ProgramGraph.fromBytes(foreign))
        .withMessageContaining("not one that sweepstake exported");
  }

  private static NetworkFile network(String name, String settingName, long seed) {
    Setting setting = Settings.named(settingName);
    NetworkFamily family = (NetworkFamily) MechanismFamilies.named(name);
    Architecture architecture = new Architecture(List.of(9, 6));
    return new NetworkFile(
        settingName,
        setting.bidders(),
        name,
        architecture,
        NetworkWeights.glorot(family.program(setting, architecture), seed));
  }

  private static NetworkMechanism ours(NetworkFile network) {
    Setting setting = Settings.named(network.setting());
    NetworkFamily family = (NetworkFamily) MechanismFamilies.named(network.family());
    return new NetworkMechanism(
        family.program(setting, network.architecture()), network.weights(), Loops.SCALAR.get());
  }

  private static ValuationProfiles profiles(NetworkFile network, int count) {
    Setting setting = Settings.named(network.setting());
    ValuationProfiles profiles = new ValuationProfiles(count, setting.bidders(), setting.items());
    setting.distribution().sample(0, profiles, 5);
    return profiles;
  }
}
