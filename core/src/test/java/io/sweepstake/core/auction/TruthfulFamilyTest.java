package io.sweepstake.core.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.LookaheadNet;
import io.sweepstake.core.network.MyersonNet;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.Ama;
import io.sweepstake.core.network.affine.CellAma;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.network.affine.SizeAma;
import io.sweepstake.core.network.affine.Vvca;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Truthful families are truthful whatever their weights, before any training. */
class TruthfulFamilyTest {
  private abstract static class FamilyIsTruthful extends MechanismContract {
    private final Setting setting;
    private final TruthfulFamily family;

    FamilyIsTruthful(Setting setting, TruthfulFamily family) {
      this.setting = setting;
      this.family = family;
    }

    @Override
    Setting setting() {
      return setting;
    }

    @Override
    Mechanism mechanism() {
      return of(family, setting, shaken(family, setting));
    }

    @Override
    boolean symmetric() {
      return false;
    }
  }

  private static Mechanism of(TruthfulFamily family, Setting setting, NetworkWeights weights) {
    return family.mechanism(
        setting,
        family.defaultArchitecture(setting),
        weights,
        NetworkMechanism.on(Loops.SCALAR.get()));
  }

  /** Initial weights, moved so that nothing is equal that could differ. */
  private static NetworkWeights shaken(TruthfulFamily family, Setting setting) {
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerWeights layer :
        family.initial(setting, family.defaultArchitecture(setting), 11).layers()) {
      float[] weights = layer.weights().clone();
      for (int k = 0; k < weights.length; k++) {
        weights[k] += (float) (0.2 * Seeds.normal(layers.size(), k));
      }
      layers.add(new LayerWeights(layer.shape(), weights, layer.bias()));
    }
    return new NetworkWeights(layers);
  }

  @Nested
  class FinitelyConvexMenuIsTruthful extends FamilyIsTruthful {
    FinitelyConvexMenuIsTruthful() {
      super(Settings.named("additive-1x3-uniform"), new FinitelyConvex());
    }
  }

  @Nested
  class UnitDemandFinitelyConvexMenuIsTruthful extends FamilyIsTruthful {
    UnitDemandFinitelyConvexMenuIsTruthful() {
      super(Settings.named("unit-1x2-uniform-23"), new FinitelyConvex());
    }
  }

  @Nested
  class CombinatorialFinitelyConvexMenuIsTruthful extends FamilyIsTruthful {
    CombinatorialFinitelyConvexMenuIsTruthful() {
      super(
          Settings.named("combinatorial-1x2:uniform(1,2),uniform(1,2),uniform(-1,1)"),
          new FinitelyConvex());
    }
  }

  @Nested
  class MyersonNetIsTruthful extends FamilyIsTruthful {
    MyersonNetIsTruthful() {
      super(Settings.named("asymmetric", OptionalInt.of(3)), new MyersonNet());
    }
  }

  @Nested
  class LookaheadIsTruthful extends FamilyIsTruthful {
    LookaheadIsTruthful() {
      super(Settings.named("latent", OptionalInt.of(3)), new LookaheadNet());
    }
  }

  @Nested
  class VvcaIsTruthful extends FamilyIsTruthful {
    VvcaIsTruthful() {
      super(Settings.named("additive-2x2-uniform"), new Vvca());
    }
  }

  @Nested
  class AmaIsTruthful extends FamilyIsTruthful {
    AmaIsTruthful() {
      super(Settings.named("additive-2x3-uniform"), new Ama());
    }
  }

  @Nested
  class CombinatorialVvcaIsTruthful extends FamilyIsTruthful {
    CombinatorialVvcaIsTruthful() {
      super(Settings.named("combinatorial-2x2-uniform-12-15"), new Vvca());
    }
  }

  @Nested
  class CombinatorialAmaIsTruthful extends FamilyIsTruthful {
    CombinatorialAmaIsTruthful() {
      super(Settings.named("combinatorial-3x2:uniform(1,2),uniform(1,2),uniform(-1,1)"), new Ama());
    }
  }

  @Nested
  class UnitDemandAmaIsTruthful extends FamilyIsTruthful {
    UnitDemandAmaIsTruthful() {
      super(Settings.named("unit-3x2-uniform"), new Ama());
    }
  }

  @Nested
  class SizeAmaIsTruthful extends FamilyIsTruthful {
    SizeAmaIsTruthful() {
      super(Settings.named("additive-3x3:uniform(0,1);uniform(0,3);uniform(0,1)"), new SizeAma());
    }
  }

  @Nested
  class LotteryAmaIsTruthful extends FamilyIsTruthful {
    LotteryAmaIsTruthful() {
      super(Settings.named("additive-2x2:uniform(0,1);uniform(0,3)"), new LotteryAma());
    }
  }

  /** Whose weights are no auction when they are shaken. */
  @Nested
  class CellMenusAreTruthful extends MechanismContract {
    private static final CellAma FAMILY = new CellAma();

    private static final Setting SETTING = Settings.named("additive-2x2-uniform");
    private static final Mechanism FOUND =
        of(
            FAMILY,
            SETTING,
            FAMILY.near(
                SETTING,
                new float[] {0, -0.61f, -0.61f, -0.61f, -0.93f, -1.13f, -0.61f, -1.13f, -0.93f},
                1));

    @Override
    Setting setting() {
      return SETTING;
    }

    @Override
    Mechanism mechanism() {
      return FOUND;
    }

    @Override
    boolean symmetric() {
      return false;
    }
  }

  @Test
  void oneLineOfSlopeTwoIsMyersonsAuctionOfUniformValues() {
    // φ(v) = 2 v − 1, the virtual value of U[0,1].
    Setting setting = Settings.named("uniform", OptionalInt.of(2));
    Architecture one = new Architecture(List.of(1, 1));
    MyersonNet family = new MyersonNet();
    List<LayerWeights> layers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      for (float weight : new float[] {(float) Math.log(2), -1}) {
        layers.add(
            new LayerWeights(
                family.layers(setting, one).get(layers.size()),
                new float[] {weight},
                new float[1]));
      }
    }
    Mechanism myerson =
        family.mechanism(
            setting, one, new NetworkWeights(layers), NetworkMechanism.on(Loops.SCALAR.get()));
    ValuationProfiles reports = new ValuationProfiles(3, 2, 1);
    float[] values = {0.9f, 0.7f, 0.2f, 0.8f, 0.4f, 0.3f};
    System.arraycopy(values, 0, reports.values(), 0, values.length);
    Outcomes outcomes = myerson.run(reports);
    assertThat(outcomes.allocation()).containsExactly(1, 0, 0, 1, 0, 0);
    assertThat(outcomes.payments())
        .containsExactly(new float[] {0.7f, 0, 0, 0.5f, 0, 0}, within(1e-6f));
  }

  @Test
  void everyWayToSellIsListedOnce() {
    Ama ama = new Ama();
    assertThat(ama.defaultArchitecture(Settings.named("additive-2x2-uniform")).hidden())
        .containsExactly(9);
    assertThat(ama.defaultArchitecture(Settings.named("additive-2x3-uniform")).hidden())
        .containsExactly(27);
    // Nothing, four single sales, two ways to sell one to each.
    assertThat(ama.defaultArchitecture(Settings.named("unit-2x2-uniform")).hidden())
        .containsExactly(7);
    assertThatThrownBy(() -> ama.defaultArchitecture(Settings.named("additive-5x10-uniform")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("60466176")
        .hasMessageContaining("lottery-ama");
  }

  @Test
  void vvcaBoostsAreSumsOverBiddersBundles() {
    Setting setting = Settings.named("additive-2x2-uniform");
    Vvca family = new Vvca();
    Architecture architecture = family.defaultArchitecture(setting);
    NetworkWeights initial = family.initial(setting, architecture, 1);
    float[] boosts = {0, 1, 2, 4, 0, 8, 16, 32}; // [bidder][bundle]
    NetworkWeights weights =
        new NetworkWeights(
            List.of(
                initial.layers().get(0),
                new LayerWeights(initial.layers().get(1).shape(), boosts, new float[2])));
    // Codes count in base 3, item 1 the low digit: nobody, first bidder, second.
    assertThat(family.boosts(setting, architecture, weights))
        .containsExactly(0, 1, 8, 2, 4, 2 + 8, 16, 1 + 16, 32);
  }

  @Test
  void familiesSurviveTheirFiles() {
    for (TruthfulFamily family : List.of(new Ama(), new Vvca(), new SizeAma(), new LotteryAma())) {
      Setting setting = Settings.named("additive-2x2-uniform");
      NetworkFile file =
          new NetworkFile(
              setting.name(),
              2,
              family.name(),
              family.defaultArchitecture(setting),
              shaken(family, setting));
      assertThat(NetworkFile.fromBytes(file.toBytes())).isEqualTo(file);
    }
  }

  @Test
  void settingsThatAFamilyCannotRunAreRefused() {
    assertThatThrownBy(
            () -> new MyersonNet().defaultArchitecture(Settings.named("additive-2x2-uniform")))
        .hasMessageContaining("sells a single item");
    assertThatThrownBy(
            () -> new LotteryAma().defaultArchitecture(Settings.named("unit-2x2-uniform")))
        .hasMessageContaining("additive demand");
    assertThatThrownBy(() -> new SizeAma().defaultArchitecture(Settings.named("unit-2x2-uniform")))
        .hasMessageContaining("additive demand");
    assertThatThrownBy(
            () -> new SizeAma().defaultArchitecture(Settings.named("additive-5x20-uniform")))
        .hasMessage(
            "family size-ama: tries every way to say how many items each bidder gets, at most"
                + " 4096, but setting additive-5x20-uniform has 53130; lottery-ama learns its"
                + " list");
  }

  @Test
  void boostsOfSizesAreThoseOfAllAllocationsOfTheseSizes() {
    Setting setting = Settings.named("additive-2x3:uniform(0,1);uniform(0,2)");
    SizeAma family = new SizeAma();
    NetworkWeights weights = shaken(family, setting);
    BundleSizes sizes = family.sizes(setting);
    float[] allocations = WholeAllocations.of(setting.demand(), 2, 3);
    float[] charges = weights.layers().get(1).weights();
    double[] boosts = new double[allocations.length / 6];
    for (int a = 0; a < boosts.length; a++) {
      int[] each = new int[2];
      for (int cell = 0; cell < 6; cell++) {
        boosts[a] -= allocations[6 * a + cell] * charges[cell];
        each[cell / 3] += (int) allocations[6 * a + cell];
      }
      for (int state = 0; state < sizes.count(); state++) {
        if (sizes.size(state, 0) == each[0] && sizes.size(state, 1) == each[1]) {
          boosts[a] += weights.layers().get(2).weights()[sizes.tie(state)];
        }
      }
    }
    float[] logs = weights.layers().get(0).weights();
    ValuationProfiles reports = new ValuationProfiles(100, 2, 3);
    setting.distribution().sample(0, reports, 7);
    AffineMaximizerAuction all =
        new AffineMaximizerAuction(
            List.of(Math.exp(logs[0]), Math.exp(logs[1])), boosts, allocations);
    Outcomes listed = all.run(reports);
    Mechanism sizing = of(family, setting, weights);
    Outcomes made = sizing.run(reports);
    assertThat(((SizeAuction) sizing).listed()).isEqualTo(all);
    assertThat(made.allocation()).isEqualTo(listed.allocation());
    assertThat(made.payments()).containsExactly(listed.payments(), within(1e-6f));
  }

  @Test
  void sizesAreListedOnceAndTiedWhereBiddersTrade() {
    BundleSizes sizes = new BundleSizes(3, 10);
    assertThat(sizes.count()).isEqualTo(286); // C(13, 3)
    assertThat(sizes.ties()).isEqualTo(67); // partitions of 0 to 10 into at most 3
    assertThatThrownBy(() -> new BundleSizes(5, 20))
        .hasMessageContaining("at most 4096")
        .hasMessageContaining("53130");
  }
}
