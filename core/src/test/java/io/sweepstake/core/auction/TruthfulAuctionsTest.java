package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.Exponential;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Mixture;
import io.sweepstake.core.valuation.Uniform;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;

/** Every classical auction is a truthful mechanism. */
class TruthfulAuctionsTest {
  private static final Setting UNLIKE =
      new Setting(
          "unlike",
          3,
          1,
          Demand.ADDITIVE,
          new IndependentValuations(
              3,
              1,
              List.of(
                  new Uniform(0, 1),
                  new Exponential(1),
                  Mixture.even(new Uniform(0, 1), new Uniform(2, 3)))));

  abstract static class Contract extends MechanismContract {
    IndependentValuations independent() {
      return (IndependentValuations) setting().distribution();
    }
  }

  @Nested
  class SecondPriceIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("latent");
    }

    @Override
    Mechanism mechanism() {
      return SecondPriceAuction.withoutReserve(4);
    }
  }

  @Nested
  class SecondPriceWithReserveIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("exponential");
    }

    @Override
    Mechanism mechanism() {
      return SecondPriceAuction.withReserve(4, 1.25);
    }
  }

  @Nested
  class SecondPriceWithOwnReservesIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("uniform", OptionalInt.of(3));
    }

    @Override
    Mechanism mechanism() {
      return new SecondPriceAuction(List.of(0.25, 0.5, 0.75));
    }

    @Override
    boolean symmetric() {
      return false;
    }
  }

  @Nested
  class MyersonUniformIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("uniform");
    }

    @Override
    Mechanism mechanism() {
      return new MyersonAuction(independent().ofItem(0));
    }
  }

  @Nested
  class MyersonExponentialIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("exponential", OptionalInt.of(2));
    }

    @Override
    Mechanism mechanism() {
      return new MyersonAuction(independent().ofItem(0));
    }
  }

  @Nested
  class MyersonIronedIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("hetero", OptionalInt.of(3));
    }

    @Override
    Mechanism mechanism() {
      return new MyersonAuction(independent().ofItem(0));
    }
  }

  @Nested
  class MyersonOfUnlikeBiddersIsTruthful extends Contract {
    @Override
    Setting setting() {
      return UNLIKE;
    }

    @Override
    Mechanism mechanism() {
      return new MyersonAuction(independent().ofItem(0));
    }

    @Override
    boolean symmetric() {
      return false;
    }
  }

  @Nested
  class ItemWiseSecondPriceIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("additive-2x3-uniform");
    }

    @Override
    Mechanism mechanism() {
      return ItemWiseAuction.secondPrice(2, 3);
    }
  }

  @Nested
  class ItemWiseMyersonIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("additive-3x2-uniform");
    }

    @Override
    Mechanism mechanism() {
      return ItemWiseAuction.myerson(independent());
    }
  }

  @Nested
  class BundledMyersonIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("additive-2x2-uniform");
    }

    @Override
    Mechanism mechanism() {
      return BundledAuction.myerson(independent());
    }
  }

  @Nested
  class VcgUnitDemandIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("unit-3x2-uniform");
    }

    @Override
    Mechanism mechanism() {
      return new VcgAuction(Demand.UNIT_DEMAND);
    }
  }

  @Nested
  class VcgUnitDemandWithReserveIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("unit-2x3-uniform");
    }

    @Override
    Mechanism mechanism() {
      return new VcgAuction(Demand.UNIT_DEMAND, 0.5);
    }
  }

  @Nested
  class VcgOfPairsIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("combinatorial-3x2:uniform(1,2),uniform(1,2),uniform(-1,1)");
    }

    @Override
    Mechanism mechanism() {
      return new VcgAuction(Demand.COMBINATORIAL, 1.25);
    }
  }

  @Nested
  class BundledMyersonOfPairsIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("combinatorial-2x2-uniform-12");
    }

    @Override
    Mechanism mechanism() {
      return BundledAuction.myerson(independent());
    }
  }

  @Nested
  class ManelliVincentMenuIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("additive-1x2-uniform");
    }

    @Override
    Mechanism mechanism() {
      return MenuAuction.byCount(2.0 / 3, (4 - Math.sqrt(2)) / 3);
    }
  }

  @Nested
  class LotteryMenuIsTruthful extends Contract {
    @Override
    Setting setting() {
      return Settings.named("additive-1x2-uniform-416-47");
    }

    @Override
    Mechanism mechanism() {
      return new MenuAuction(
          List.of(
              new MenuAuction.Option(List.of(0.5, 1.0), 8),
              new MenuAuction.Option(List.of(1.0, 1.0), 12)));
    }
  }
}
