package io.sweepstake.core.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.example.HoldAuction;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SaleTest {
  private static final int ROWS = 300;
  private static final List<String> SETTINGS =
      List.of(
          "additive-1x2-uniform",
          "additive-2x2-uniform",
          "unit-1x2-uniform",
          "unit-3x2-uniform",
          "combinatorial-2x2-uniform-12-15",
          "combinatorial-2x2-uniform-12-public",
          "additive-3x1:exponential(1)",
          "screening-1x2:lognormal(0,0.5)");

  /** Every family in every setting that it can run. */
  static Stream<NetworkFile> networks() {
    return SETTINGS.stream()
        .flatMap(
            setting ->
                MechanismFamilies.all().stream()
                    .flatMap(family -> untrained(Settings.named(setting), family)));
  }

  private static Stream<NetworkFile> untrained(Setting setting, MechanismFamily family) {
    try {
      Architecture architecture =
          family instanceof TruthfulFamily
              ? family.defaultArchitecture(setting)
              : smaller(family.defaultArchitecture(setting));
      NetworkWeights weights =
          family instanceof TruthfulFamily truthful
              ? truthful.initial(setting, architecture, 5)
              : wild(family.layers(setting, architecture), 3);
      return Stream.of(
          new NetworkFile(setting.name(), setting.bidders(), family.name(), architecture, weights));
    } catch (IllegalArgumentException cannotRunIt) {
      return Stream.empty();
    }
  }

  private static Architecture smaller(Architecture whole) {
    return new Architecture(whole.hidden().stream().map(width -> Math.min(width, 8)).toList());
  }

  /** Weights that make outcomes of all sorts. */
  private static NetworkWeights wild(List<LayerShape> shapes, double spread) {
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerShape shape : shapes) {
      float[] weights = new float[shape.outputs() * shape.inputs()];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = (float) (spread * Seeds.normal(layers.size(), k));
      }
      layers.add(new LayerWeights(shape, weights, new float[shape.outputs()]));
    }
    return new NetworkWeights(layers);
  }

  /** Some in the support, some beyond it, some round, some zero. */
  private static double[] bids(Setting setting) {
    ValuationProfiles profiles = new ValuationProfiles(ROWS, setting.bidders(), setting.items());
    setting.distribution().sample(0, profiles, 9);
    double[] bids = new double[profiles.values().length];
    for (int k = 0; k < bids.length; k++) {
      int row = k / (setting.bidders() * setting.items());
      double value = profiles.values()[k];
      boolean added =
          setting.demand() == Demand.COMBINATORIAL && k % setting.items() == setting.items() - 1;
      bids[k] =
          row % 5 == 0
              ? Math.rint(value * 10) / 10
              : row % 5 == 1 && !added ? Math.abs(3 * value) : row % 5 == 2 && !added ? 0 : value;
      if (added) {
        bids[k] = Math.max(bids[k], -bids[k - 1] - bids[k - 2]);
      }
    }
    return bids;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyFamilyIsExactlyFeasibleAndNobodyPaysMoreThanItIsWorth(NetworkFile network) {
    Sale sale = Sale.of(network);
    Sold sold = sale.hold(bids(sale.setting()));

    check(sale.setting(), sold);
    Sold drawn = sale.draw(sold, 0, 7);
    if (sale.setting().sellsItems()) {
      assertThat(Arrays.stream(drawn.allocation())).allMatch(share -> share == 0 || share == 1);
    }
    check(sale.setting(), drawn);
  }

  private static void check(Setting setting, Sold sold) {
    for (int row = 0; row < sold.rows(); row++) {
      for (int i = 0; i < sold.bidders(); i++) {
        assertThat(decimal(sold.payment(row, i)))
            .as("what bidder %d pays in row %d", i, row)
            .isLessThanOrEqualTo(worth(setting, sold, row, i));
      }
      if (setting.sellsItems()) {
        feasible(setting, sold, row);
      } else {
        assertThat(Arrays.stream(sold.allocation())).allMatch(quality -> quality >= 0);
      }
    }
  }

  /** The reported value of what a bidder gets, of the decimals as they are written. */
  private static BigDecimal worth(Setting setting, Sold sold, int row, int bidder) {
    int at = (row * sold.bidders() + bidder) * sold.items();
    if (!setting.sellsItems()) {
      float[] needs = {(float) sold.bids()[at], (float) sold.bids()[at + 1]};
      float[] goods = {(float) sold.allocation()[at], (float) sold.allocation()[at + 1]};
      return BigDecimal.valueOf(setting.surplus().value(needs, 0, goods, 0, 2));
    }
    BigDecimal worth = BigDecimal.ZERO;
    double rounded = 0;
    for (int j = 0; j < sold.items(); j++) {
      worth =
          worth.add(
              decimal(sold.allocation()[at + j]).multiply(BigDecimal.valueOf(sold.bids()[at + j])));
      rounded += sold.allocation()[at + j] * sold.bids()[at + j];
    }
    assertThat(sold.payment(row, bidder)).isLessThanOrEqualTo(rounded);
    return worth;
  }

  /** The decimal that an outcome is the nearest double to. */
  private static BigDecimal decimal(double outcome) {
    return new BigDecimal(outcome).round(new MathContext(9));
  }

  private static void feasible(Setting setting, Sold sold, int row) {
    BigDecimal both = BigDecimal.ZERO;
    List<BigDecimal> alone = new ArrayList<>();
    for (int j = 0; j < setting.itemsForSale(); j++) {
      atMostOne(sold, row, j, sold.items(), sold.bidders());
    }
    for (int i = 0; i < sold.bidders(); i++) {
      if (setting.demand() == Demand.UNIT_DEMAND) {
        atMostOne(sold, row, i * sold.items(), 1, sold.items());
      } else if (setting.demand() == Demand.COMBINATORIAL) {
        BigDecimal one = decimal(sold.allocation(row, i, 0));
        BigDecimal other = decimal(sold.allocation(row, i, 1));
        BigDecimal pair = decimal(sold.allocation(row, i, 2));
        assertThat(pair).isLessThanOrEqualTo(one.min(other));
        both = both.add(pair);
        alone.add(one.add(other).subtract(pair).subtract(pair));
      }
    }
    for (BigDecimal without : alone) {
      // Else whoever gets one item alone leaves no room for the others to get both.
      assertThat(without.add(both)).isLessThanOrEqualTo(BigDecimal.ONE);
    }
  }

  private static void atMostOne(Sold sold, int row, int first, int step, int count) {
    BigDecimal decimals = BigDecimal.ZERO;
    BigDecimal doubles = BigDecimal.ZERO;
    double sum = 0;
    for (int k = 0; k < count; k++) {
      double chance = sold.allocation()[row * sold.bidders() * sold.items() + first + k * step];
      assertThat(chance).isNotNegative();
      decimals = decimals.add(decimal(chance));
      doubles = doubles.add(new BigDecimal(chance));
      sum += chance;
    }
    assertThat(decimals).isLessThanOrEqualTo(BigDecimal.ONE);
    assertThat(doubles).isLessThanOrEqualTo(BigDecimal.ONE);
    assertThat(sum).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatIsSoldIsWhatEvaluationsMeasure(NetworkFile network) {
    Setting setting = Settings.named(network.setting());
    ValuationProfiles truth = new ValuationProfiles(ROWS, setting.bidders(), setting.items());
    setting.distribution().sample(0, truth, 4);
    Outcomes measured =
        MechanismFamilies.named(network.family())
            .mechanism(
                setting,
                network.architecture(),
                network.weights(),
                NetworkMechanism.on(Loops.best().get()))
            .run(truth);
    double[] bids = new double[truth.values().length];
    for (int k = 0; k < bids.length; k++) {
      bids[k] = truth.values()[k];
    }

    Sold sold = Sale.of(network).hold(bids);

    if (sold.corrected() == 0) {
      for (int k = 0; k < bids.length; k++) {
        assertThat(sold.allocation()[k]).isCloseTo(measured.allocation()[k], within(1e-6));
      }
      for (int k = 0; k < sold.payments().length; k++) {
        assertThat(sold.payments()[k]).isCloseTo(measured.payments()[k], within(2e-6));
      }
    } else {
      // RegretNet's rule for pairs is none of lotteries over pairs, see the next test.
      assertThat(setting.demand()).isEqualTo(Demand.COMBINATORIAL);
      assertThat(network.family()).isEqualTo("regretnet");
    }
  }

  @Test
  void chancesOfPairsThatNoLotteryHasShrinkUntilOneDoes() {
    Setting setting = Settings.named("combinatorial-2x2-uniform-12-15");
    // Half the time bidder 1 gets the first item alone, half the time the second, and bidder 2
    // both in half of all cases: there is no case left for that.
    float[] allocation = {.5f, .5f, 0, .5f, .5f, .5f};
    Sale sale =
        Sale.of(setting, reports -> new Outcomes(1, 2, 3, allocation, new float[] {.9f, .9f}));

    Sold sold = sale.hold(1, 1, 0, 1, 1, 0);

    assertThat(sold.corrected()).isEqualTo(1);
    check(setting, sold);
    assertThat(sold.allocation(0, 0, 0)).isCloseTo(1 / 3.0, within(1e-8));
    assertThat(sold.allocation(0, 1, 2)).isCloseTo(1 / 3.0, within(1e-8));
    assertThat(sold.payment(0, 0)).isCloseTo(2 / 3.0, within(1e-8));
  }

  @Test
  void whatAMechanismOversellsOrOverchargesIsCutAndCounted() {
    Setting setting = Settings.named("additive-2x2-uniform");
    Function<float[], Mechanism> selling =
        cells -> reports -> new Outcomes(1, 2, 2, cells, new float[] {.5f, -.25f});
    double[] bids = {.2, .4, .6, .8};

    Sold over = Sale.of(setting, selling.apply(new float[] {.8f, 0, .8f, -1})).hold(bids);

    assertThat(over.allocation()).containsExactly(.5, 0, .5, 0);
    assertThat(over.payments()).containsExactly(.1, -.25);
    assertThat(over.corrected()).isEqualTo(1);
    float nan = Float.NaN;
    assertThatThrownBy(() -> Sale.of(setting, selling.apply(new float[] {nan, 0, 0, 0})).hold(bids))
        .isInstanceOf(RowException.class)
        .hasMessage("bids: row 1: the auction's probability must be a number, was NaN");
  }

  @Test
  void bidsAreNumbersThatCanBeSomebodys() {
    Sale sale = Sale.of(Settings.named("additive-1x2-uniform"), r -> new Outcomes(1, 1, 2));
    for (double wrong : new double[] {-.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> sale.hold(.5, .5, .5, wrong))
          .hasMessage("bids: row 2, column 2: must be a finite number of at least 0, was " + wrong);
    }
    assertThatThrownBy(() -> sale.hold(.5, 1e39))
        .hasMessage("bids: row 1, column 2: must be at most 3.4028235E38, was 1.0E39");
    assertThatThrownBy(() -> sale.hold(.5, .5, .5)).hasMessageContaining("needs rows of 2");
    assertThatThrownBy(sale::hold).hasMessageContaining("needs rows of 2");
    Sale pairs =
        Sale.of(Settings.named("combinatorial-2x2-uniform-12"), r -> new Outcomes(1, 2, 3));
    assertThat(pairs.hold(1, 1, -1, 1, 1, 0).rows()).isEqualTo(1);
    assertThatThrownBy(() -> pairs.hold(1, 1, -2.5, 1, 1, 0))
        .hasMessageContaining("column 3: must leave both items together worth at least 0");
  }

  @Test
  void networksSeeBidsBeyondTheirSupportAsItsNearestPoint() {
    NetworkFile network =
        networks().filter(n -> n.family().equals("regretnet")).findFirst().orElseThrow();
    Sale sale = Sale.of(network);

    Sold beyond = sale.hold(7, .5);

    assertThat(beyond.allocation()).isEqualTo(sale.hold(1, .5).allocation());
    assertThat(beyond.payments()).isEqualTo(sale.hold(1, .5).payments());
    assertThat(sale.within(new double[] {7, .5}, 0, 0)).isFalse();
    assertThat(sale.within(new double[] {1, .5}, 0, 0)).isTrue();
  }

  @Test
  void aNetworkOfWeightsThatAreNoNumbersIsRefused() {
    NetworkFile good =
        networks().filter(n -> n.family().equals("regretnet")).findFirst().orElseThrow();
    float[] nan = good.weights().layers().get(0).weights().clone();
    nan[0] = Float.NaN;
    List<LayerWeights> layers = new ArrayList<>(good.weights().layers());
    layers.set(0, new LayerWeights(layers.get(0).shape(), nan, layers.get(0).bias()));

    assertThatThrownBy(
            () ->
                Sale.of(
                    new NetworkFile(
                        good.setting(),
                        good.bidders(),
                        good.family(),
                        good.architecture(),
                        new NetworkWeights(layers))))
        .hasMessage("network: weights must be finite numbers, some are not");
  }

  @Test
  void drawsComeAsOftenAsTheirChancesAndPaymentsMeetTheirMean() {
    for (String name :
        List.of("additive-2x2-uniform", "unit-3x2-uniform", "combinatorial-2x2-uniform-12-15")) {
      Setting setting = Settings.named(name, OptionalInt.empty());
      NetworkFile network =
          untrained(setting, MechanismFamilies.named("regretnet")).findFirst().orElseThrow();
      Sale sale = Sale.of(network);
      for (int row = 1; row < 40; row += 13) {
        int width = setting.bidders() * setting.items();
        double[] one = Arrays.copyOfRange(bids(setting), row * width, (row + 1) * width);
        Sold sold = sale.hold(one);
        int draws = 8_000;
        double[] got = new double[width];
        double[] paid = new double[setting.bidders()];
        double[] squares = new double[setting.bidders()];
        for (int d = 0; d < draws; d++) {
          Sold drawn = sale.draw(sold, d, 11);
          for (int cell = 0; cell < width; cell++) {
            got[cell] += drawn.allocation()[cell] / draws;
          }
          for (int i = 0; i < paid.length; i++) {
            paid[i] += drawn.payment(0, i) / draws;
            squares[i] += drawn.payment(0, i) * drawn.payment(0, i) / draws;
          }
        }
        for (int cell = 0; cell < width; cell++) {
          double chance = sold.allocation()[cell];
          double error = Math.sqrt(chance * (1 - chance) / draws);
          assertThat(got[cell]).as(name + " " + row).isCloseTo(chance, within(4 * error + 1e-4));
        }
        for (int i = 0; i < paid.length; i++) {
          double error = Math.sqrt(Math.max(0, squares[i] - paid[i] * paid[i]) / draws);
          assertThat(paid[i]).isCloseTo(sold.payment(0, i), within(4 * error + 1e-4));
        }
      }
    }
  }

  @Test
  void threeLinesOfJavaDoAsTheDocsSay(@TempDir Path home) throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/io/sweepstake/core/example/HoldAuction.java"));
    assertThat(Files.readString(Path.of("../docs/apply.md")))
        .contains(source.substring(source.indexOf("import ")).strip());
    NetworkFile network =
        networks().filter(n -> n.family().equals("regretnet")).findFirst().orElseThrow();
    Path file = Files.write(home.resolve("honest.network"), network.toBytes());

    HoldAuction.main(new String[] {file.toString()});
  }

  @Test
  void aDrawIsAFunctionOfTheSeedAndTheRowAlone() {
    NetworkFile network =
        untrained(Settings.named("additive-2x2-uniform"), MechanismFamilies.named("regretnet"))
            .findFirst()
            .orElseThrow();
    Sale sale = Sale.of(network);
    double[] bids = bids(sale.setting());
    Sold all = sale.draw(sale.hold(bids), 0, 3);
    int from = 117;

    Sold some = sale.draw(sale.hold(Arrays.copyOfRange(bids, 4 * from, bids.length)), from, 3);

    assertThat(some.allocation())
        .isEqualTo(Arrays.copyOfRange(all.allocation(), 4 * from, bids.length));
    assertThat(sale.draw(sale.hold(bids), 0, 4).allocation()).isNotEqualTo(all.allocation());
  }
}
