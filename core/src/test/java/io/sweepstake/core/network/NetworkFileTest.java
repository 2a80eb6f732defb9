package io.sweepstake.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkFileTest {
  private final Setting setting = Settings.named("uniform");
  private final Architecture architecture = new Architecture(List.of(3, 2));
  private final NetworkProgram program = new AuctionNet().program(setting, architecture);
  private final NetworkFile file =
      new NetworkFile("uniform", 4, "auctionnet", architecture, NetworkWeights.glorot(program, 1));

  @Test
  void bytesComeBackTheSame() {
    assertThat(NetworkFile.fromBytes(file.toBytes())).isEqualTo(file);
  }

  @Test
  void damageIsRefusedWhereverItIs() {
    byte[] bytes = file.toBytes();
    for (int k = 0; k < bytes.length; k += 7) {
      byte[] changed = bytes.clone();
      changed[k] ^= 1;
      byte[] cut = Arrays.copyOf(bytes, k);
      assertThatThrownBy(() -> NetworkFile.fromBytes(changed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("network: ");
      assertThatThrownBy(() -> NetworkFile.fromBytes(cut))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("network: ");
    }
  }

  @Test
  void layersShareNoWeights() {
    // Two trunks of 100, 100 and heads: the published network of 2x2 has 22,008 parameters.
    NetworkProgram published =
        new RegretNet()
            .program(Settings.named("additive-2x2-uniform"), Architecture.uniform(100, 2));
    assertThat(published.parameterCount()).isEqualTo(2 * (500 + 10_100) + 606 + 202);

    NetworkProgram.Builder builder = NetworkProgram.builder();
    Block bids = builder.input("bids", 1);
    builder.dense("same", bids, 2);
    assertThatThrownBy(() -> builder.dense("same", bids, 2))
        .hasMessage("layer 'same' exists already");
  }

  @Test
  void anotherNetworksWeightsAreRefusedByTheLayerThatDiffers() {
    NetworkProgram wider = new AuctionNet().program(setting, new Architecture(List.of(4, 2)));

    assertThatThrownBy(() -> file.weights().requireFor(wider))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer 0");
  }

  @Test
  void aSingleItemFamilyRefusesTwoItems() {
    assertThatThrownBy(
            () -> new AuctionNet().program(Settings.named("additive-2x2-uniform"), architecture))
        .hasMessage(
            "family auctionnet: sells a single item, but setting additive-2x2-uniform has 2");
  }
}
