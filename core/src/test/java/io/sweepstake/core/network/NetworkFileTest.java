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
import java.util.OptionalInt;
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
  void weightsThatAreNotFiniteAreRefused() {
    for (float weight : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      NetworkWeights weights = NetworkWeights.glorot(program, 1);
      weights.layers().get(1).bias()[0] = weight;
      byte[] bytes = new NetworkFile("uniform", 4, "auctionnet", architecture, weights).toBytes();
      assertThatThrownBy(() -> NetworkFile.fromBytes(bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "network: weights must be finite numbers, in layer "
                  + weights.layers().get(1).shape().name()
                  + " were some that are not");
    }
  }

  @Test
  void sizesThatTheFileDoesNotHaveAreRefusedBeforeAnythingIsAllocated() {
    for (int size : new int[] {-1, 0, 60_000, 1 << 30, Integer.MAX_VALUE}) {
      byte[] bytes =
          new SealedBytes("network", 0x53574E54, 1)
              .seal(
                  out -> {
                    out.writeUTF("uniform");
                    out.writeInt(4);
                    out.writeUTF("auctionnet");
                    out.writeInt(1);
                    out.writeInt(3);
                    out.writeInt(1);
                    out.writeUTF("trunk.0");
                    out.writeInt(size);
                    out.writeInt(size);
                  });
      assertThatThrownBy(() -> NetworkFile.fromBytes(bytes))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFileThatTheSettingNamesIsNotOpened() {
    String name = "additive-2x2:file(/no/such/bids.csv#00000000)";
    NetworkFile named =
        new NetworkFile(name, 2, "regretnet", architecture, new NetworkWeights(List.of()));

    assertThat(NetworkFile.fromBytes(named.toBytes())).isEqualTo(named);
    Setting sized = Settings.sized(name, OptionalInt.of(2));
    assertThat(sized).isEqualTo(Settings.named("additive-2x2:uniform(0,1)"));
    assertThat(Settings.namesFile(name)).isTrue();
    assertThat(Settings.namesFile(sized.name())).isFalse();
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
