package io.sweepstake.core.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sweepstake.core.auction.ProductMenu;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.product.Kernel;
import io.sweepstake.core.product.Limit;
import io.sweepstake.core.product.SquaresCost;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxAuctionTest {
  private static final float CLOSE = 1e-6f;
  private static final int COUNT = 500;

  private static final List<String> AUCTIONS =
      List.of(
          "regretnet additive-2x3-uniform",
          "regretnet additive-1x1-uniform",
          "regretnet additive-1x2-uniform-416-47",
          "regretnet unit-2x3-uniform",
          "regretnet unit-1x2-uniform-23",
          "regretnet combinatorial-2x2-uniform-12",
          "regretnet combinatorial-2x2-uniform-12-15-public",
          "regretnet additive-1x2-uniform-triangle",
          "auctionnet uniform",
          "auctionnet hetero",
          "auctionnet latent",
          "equivariantnet additive-3x2-uniform",
          "equivariantnet unit-2x3-uniform",
          "equivariantnet additive-1x2-uniform",
          "rochetnet additive-1x3-uniform",
          "rochetnet unit-1x2-uniform",
          "finitely-convex additive-1x2-uniform",
          "finitely-convex unit-1x2-uniform-23",
          "finitely-convex combinatorial-1x2:uniform(1,2)",
          "myersonnet hetero",
          "myersonnet additive-1x1-uniform",
          "lookahead latent",
          "lookahead additive-1x1-uniform",
          "vvca additive-2x2-uniform",
          "vvca combinatorial-2x2-uniform-12",
          "ama unit-2x2-uniform",
          "ama additive-2x2-uniform",
          "lottery-ama additive-3x2-uniform",
          "size-ama additive-2x3-uniform",
          "size-ama additive-1x4-uniform",
          "finitely-convex screening-1x2:lognormal(0,0.5)",
          "finitely-convex screening-1x3(hinge(1),squares(0.1)):lognormal(0,0.25)",
          "finitely-convex screening-1x2(sigmoid(2,4),length(1)):lognormal(0,0.5)");

  static Stream<Arguments> auctions() {
    return AUCTIONS.stream().map(auction -> Arguments.of((Object[]) auction.split(" ")));
  }

  @ParameterizedTest
  @MethodSource("auctions")
  void onnxRuntimeDecidesAsTheMechanismDoes(String family, String setting) throws OrtException {
    NetworkFile network = network(family, Settings.named(setting));
    ValuationProfiles bids = bids(Settings.named(setting));

    Outcomes outcomes = run(OnnxAuction.toBytes(Settings.named(setting), network, Map.of()), bids);

    Outcomes expected = ours(network, bids);
    float scale = scale(Settings.named(setting));
    assertThat(outcomes.allocation()).containsExactly(expected.allocation(), within(CLOSE));
    assertThat(outcomes.payments()).containsExactly(expected.payments(), within(CLOSE * scale));
    // An auction that never sells would agree as well.
    assertThat(IntStream.range(0, COUNT).anyMatch(k -> outcomes.payment(k, 0) > 0.01)).isTrue();
  }

  @Test
  void everyFamilyButThatOfCellsIsAmongThem() {
    assertThat(AUCTIONS.stream().map(auction -> auction.split(" ")[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(
            MechanismFamilies.all().stream()
                .map(MechanismFamily::name)
                .filter(name -> !name.equals("cell-ama"))
                .toList());
    Setting setting = Settings.named("additive-2x2-uniform");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnnxAuction.toBytes(setting, network("cell-ama", setting), Map.of()))
        .withMessage(
            "family cell-ama: in additive-2x2-uniform its choice is none that is written as an"
                + " ONNX model");
  }

  @Test
  void aListOfAMillionIsRefused() {
    Setting setting = Settings.named("additive-3x10-uniform");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnnxAuction.toBytes(setting, network("size-ama", setting), Map.of()))
        .withMessage(
            "family size-ama: an ONNX model lists every way to sell items whole, at most 65536, but"
                + " setting additive-3x10-uniform has 1048576");
  }

  @Test
  void aModelSaysWhatItTakesAndWhereItIsFrom() throws OrtException {
    Setting setting = Settings.named("additive-2x3-uniform");
    NetworkFile network = network("regretnet", setting);

    byte[] bytes = OnnxAuction.toBytes(setting, network, Map.of("trial", "7"));

    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(bytes)) {
      assertThat(session.getInputInfo()).containsOnlyKeys("bids");
      assertThat(((TensorInfo) session.getInputInfo().get("bids").getInfo()).getShape())
          .containsExactly(-1, 2, 3);
      assertThat(session.getOutputInfo().keySet()).containsExactly("allocation", "payments");
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("setting", "additive-2x3-uniform")
          .containsEntry("family", "regretnet")
          .containsEntry("architecture", network.architecture().toString())
          .containsEntry("fingerprint", network.fingerprint())
          .containsEntry("trial", "7");
      assertThat(session.getMetadata().getProducerName()).isEqualTo("sweepstake");
    }
  }

  @Test
  void aKernelOfAPlugInIsRefused() {
    ProductMenu menu =
        new ProductMenu(
            new ComposedSurplus(new Count(), new SquaresCost(1), Limit.NONE),
            List.of(new ProductMenu.Product(List.of(1f), 0.5f)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProductNodes.menu(new OnnxGraph(), menu, "needs"))
        .withMessage("surplus: an ONNX model knows the kernels sigmoid and hinge, was Count[]");
  }

  private record Count() implements Kernel {
    @Override
    public double value(float[] needs, int at, float[] goods, int from, int count) {
      return count;
    }

    @Override
    public void slope(float[] needs, int at, float[] goods, int from, int count, float[] slope) {
      Arrays.fill(slope, 0, count, 0);
    }
  }

  private static NetworkFile network(String name, Setting setting) {
    MechanismFamily family = MechanismFamilies.named(name);
    Architecture architecture =
        family instanceof NetworkFamily
            ? new Architecture(List.of(9, 6))
            : family.defaultArchitecture(setting);
    NetworkWeights weights =
        family instanceof TruthfulFamily truthful
            ? truthful.initial(setting, architecture, 3)
            : NetworkWeights.glorot(((NetworkFamily) family).program(setting, architecture), 3);
    if (name.equals("size-ama")) {
      float[] boosts = weights.layers().get(2).weights(); // none at the start
      for (int k = 0; k < boosts.length; k++) {
        boosts[k] = (float) (0.2 * Seeds.uniform(2, k));
      }
    }
    return new NetworkFile(setting.name(), setting.bidders(), name, architecture, weights);
  }

  /** Values of the setting, and every fifth profile a bid beyond them. */
  private static ValuationProfiles bids(Setting setting) {
    ValuationProfiles bids = new ValuationProfiles(COUNT, setting.bidders(), setting.items());
    setting.distribution().sample(0, bids, 5);
    int width = setting.bidders() * setting.items();
    for (int k = 0; k < COUNT; k += 5) {
      bids.values()[k * width + k / 5 % width] *= (float) (4 * Seeds.uniform(1, k));
    }
    return bids;
  }

  private static float scale(Setting setting) {
    Support support = setting.distribution().support();
    float highest = 1;
    for (int i = 0; i < setting.bidders(); i++) {
      float all = 0;
      for (int j = 0; j < setting.items(); j++) {
        all += Math.max(0, support.high(i, j));
      }
      highest = Math.max(highest, all);
    }
    return highest;
  }

  private static Outcomes ours(NetworkFile network, ValuationProfiles bids) {
    Setting setting = Settings.named(network.setting());
    MechanismFamily family = MechanismFamilies.named(network.family());
    ValuationProfiles inside =
        new ValuationProfiles(bids.count(), setting.bidders(), setting.items());
    System.arraycopy(bids.values(), 0, inside.values(), 0, bids.values().length);
    if (!(family instanceof TruthfulFamily)) {
      int width = setting.bidders() * setting.items();
      for (int i = 0; i < setting.bidders(); i++) {
        setting
            .distribution()
            .support()
            .project(i, inside.values(), i * setting.items(), bids.count(), 1, width);
      }
    }
    return family
        .mechanism(
            setting,
            network.architecture(),
            network.weights(),
            NetworkMechanism.on(Loops.SCALAR.get()))
        .run(inside);
  }

  private static Outcomes run(byte[] model, ValuationProfiles bids) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {bids.count(), bids.bidders(), bids.items()};
    try (OrtSession session = environment.createSession(model);
        OnnxTensor tensor =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(bids.values()), shape);
        OrtSession.Result result = session.run(Map.of("bids", tensor))) {
      return new Outcomes(
          bids.count(),
          bids.bidders(),
          bids.items(),
          floats(result, "allocation"),
          floats(result, "payments"));
    }
  }

  private static float[] floats(OrtSession.Result result, String output) {
    FloatBuffer buffer = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
    float[] floats = new float[buffer.remaining()];
    buffer.get(floats);
    return floats;
  }
}
