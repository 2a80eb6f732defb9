package io.sweepstake.problems.auction.warmstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.dl4j.AuctionGraph;
import io.sweepstake.core.dl4j.GraphShape;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.AuctionNet;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class WarmStartTest {
  private static final Setting UNIFORM = Settings.named("uniform");
  private static final GraphShape AUCTION_NET =
      GraphShape.of(new AuctionNet(), UNIFORM, new AuctionNet().defaultArchitecture(UNIFORM));
  private static final Pattern LOSS = Pattern.compile("loss ([0-9.]+)");

  private static JavaSparkContext spark;

  @TempDir java.nio.file.Path directory;
  private final List<String> progress = new ArrayList<>();

  @BeforeAll
  static void startSpark() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("warm start test")
                .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void sparkOnAnotherScalaIsRefused() {
    ImitatedStart.requireScala("2.12.18");
    assertThatThrownBy(() -> ImitatedStart.requireScala("2.13.18"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("DL4J teaches on Spark of Scala 2.12 only")
        .message()
        .hasLineCount(1);
  }

  @Test
  @Tag("slow")
  void imitatedAuctionNetEarnsWhatMyersonDoes() throws IOException {
    Imitation imitation =
        new Imitation(UNIFORM, Teacher.MYERSON, AUCTION_NET, 65_536, 2, 128, 2, 64, 5e-3, 1);

    AuctionGraph network = warmStart().taught(imitation).graph();

    ValuationProfiles fresh = new ValuationProfiles(20_000, 4, 1);
    UNIFORM.distribution().sample(0, fresh, 999);
    Outcomes outcomes = network.run(fresh);
    // Myerson's is 49/80; noise of 20,000 profiles is 0.002, the rest is what imitation misses.
    assertThat(revenue(outcomes)).isCloseTo(49 / 80.0, within(0.02));
    // Myerson's withholds the item when all four values are below 1/2.
    assertThat(withheld(outcomes)).isCloseTo(1 / 16.0, within(0.02));
    assertThat(losses()).hasSize(2);
    assertThat(losses().get(1)).isLessThan(losses().get(0));
  }

  @Test
  void imitatingAgainGivesTheSameWeights() throws IOException {
    Imitation imitation = brief(UNIFORM, AUCTION_NET, 3);

    AuctionGraph first = new WarmStart(spark, at("first"), progress::add).taught(imitation).graph();
    AuctionGraph second =
        new WarmStart(spark, at("second"), progress::add).taught(imitation).graph();
    AuctionGraph other =
        new WarmStart(spark, at("first"), progress::add)
            .taught(brief(UNIFORM, AUCTION_NET, 4))
            .graph();

    assertThat(second.weights()).isEqualTo(first.weights());
    assertThat(other.weights()).isNotEqualTo(first.weights());
    assertThat(losses()).hasSize(3);
  }

  @Test
  void anEarlierResultIsFoundAgain() throws IOException {
    Imitation imitation = brief(UNIFORM, AUCTION_NET, 5);
    AuctionGraph trained = warmStart().taught(imitation).graph();
    progress.clear();

    assertThat(warmStart().taught(imitation).graph().weights()).isEqualTo(trained.weights());
    assertThat(progress).singleElement().asString().startsWith("warm start: found ");
    assertThat(fileNames()).containsExactly(imitation.label() + ".zip");
  }

  @Test
  void sweepsTakeWhatIsKeptHoweverItWasTaught() throws IOException {
    Imitation unusual = brief(UNIFORM, AUCTION_NET, 8);
    Imitation standard = Imitation.standard(UNIFORM, AUCTION_NET, 1);
    AuctionGraph trained = warmStart().taught(unusual).graph();

    WarmStart.Kept any = warmStart().any(standard);

    assertThat(any.graph().weights()).isEqualTo(trained.weights());
    assertThat(any.recipe())
        .isEqualTo(
            "myerson, 1024 profiles, 1 epochs, batch 64 on 2 shards averaged every 4, rate 0.005,"
                + " seed 8");
  }

  @Test
  void anotherRecipeTakesThePlaceOfTheOld() throws IOException {
    Imitation old = brief(UNIFORM, AUCTION_NET, 5);
    AuctionGraph first = warmStart().taught(old).graph();

    AuctionGraph second = warmStart().taught(brief(UNIFORM, AUCTION_NET, 6)).graph();

    assertThat(second.weights()).isNotEqualTo(first.weights());
    assertThat(warmStart().any(old).graph().weights()).isEqualTo(second.weights());
    assertThat(fileNames()).containsExactly("uniform-4x1-relu-64-32-16-shared.zip");
  }

  @Test
  void likenessIsNoughtForTheTeacherItselfAndLargeForABeginner() throws IOException {
    Imitation imitation =
        new Imitation(UNIFORM, Teacher.MYERSON, AUCTION_NET, 16_384, 2, 64, 2, 64, 5e-3, 1);

    Likeness beginner = Likeness.of(imitation, AuctionGraph.initial(AUCTION_NET, 1e-3, 1));
    Likeness taught = Likeness.of(imitation, warmStart().taught(imitation).graph());

    // Myerson's revenue with four bidders is 49/80; a beginner spreads the item over all.
    assertThat(beginner.teacherRevenue()).isCloseTo(49 / 80.0, within(0.006));
    assertThat(beginner.misallocated()).isBetween(0.6, 0.9);
    assertThat(taught.misallocated()).isLessThan(0.15);
    assertThat(taught.paymentError()).isLessThan(beginner.paymentError());
    assertThat(progress).anyMatch(line -> line.contains("of each item goes elsewhere than by"));
  }

  @Test
  void aDamagedResultIsReplaced() throws IOException {
    Imitation imitation = brief(UNIFORM, AUCTION_NET, 6);
    AuctionGraph trained = warmStart().taught(imitation).graph();
    java.nio.file.Path file = directory.resolve(imitation.label() + ".zip");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    progress.clear();

    AuctionGraph again = warmStart().taught(imitation).graph();

    assertThat(again.weights()).isEqualTo(trained.weights());
    assertThat(progress).first().asString().contains(file.getFileName() + " is damaged");
    progress.clear();
    assertThat(warmStart().taught(imitation).graph().weights()).isEqualTo(trained.weights());
    assertThat(progress).singleElement().asString().startsWith("warm start: found ");
  }

  @Test
  void regretNetImitatesItemWiseMyerson() throws IOException {
    Setting setting = Settings.named("additive-2x2-uniform");
    GraphShape shape = GraphShape.of(new RegretNet(), setting, Architecture.uniform(40, 2));

    AuctionGraph network =
        warmStart()
            .taught(
                new Imitation(setting, Teacher.of(setting), shape, 16_384, 2, 64, 2, 64, 5e-3, 7))
            .graph();

    ValuationProfiles fresh = new ValuationProfiles(20_000, 2, 2);
    setting.distribution().sample(0, fresh, 999);
    assertThat(revenue(network.run(fresh))).isCloseTo(2 * 5 / 12.0, within(0.06));
    assertThat(losses().get(1)).isLessThan(losses().get(0));
  }

  @Test
  void settingsHaveTheTeachersOfTheirLiterature() {
    assertThat(Teacher.of(UNIFORM)).isEqualTo(Teacher.MYERSON);
    assertThat(Teacher.of(Settings.named("exponential"))).isEqualTo(Teacher.MYERSON);
    assertThat(Teacher.of(Settings.named("additive-2x3-uniform"))).isEqualTo(Teacher.MYERSON);
    assertThat(Teacher.of(Settings.named("latent"))).isEqualTo(Teacher.VICKREY);
    assertThat(Teacher.of(Settings.named("hetero"))).isEqualTo(Teacher.VICKREY);
  }

  @Test
  void impossibleImitationsAreRefused() {
    Setting latent = Settings.named("latent");
    GraphShape shape = GraphShape.of(new AuctionNet(), latent, Architecture.uniform(4, 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Imitation(latent, Teacher.MYERSON, shape, 256, 1, 128, 2, 1, 1e-3, 1))
        .withMessage("setting latent: Myerson's auction needs independent values, choose vickrey");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Imitation(latent, Teacher.VICKREY, shape, 255, 1, 128, 2, 1, 1e-3, 1))
        .withMessage("imitation: profiles must be at least batch × workers = 256, was 255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Imitation(latent, Teacher.VICKREY, shape, 256, 1, 128, 2, 1, 0, 1))
        .withMessage("imitation: learning rate must be above 0, was 0.0");
    Setting two = Settings.named("additive-2x2-uniform");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Imitation.standard(two, shape, 1))
        .withMessageContaining("2 bidders and 2 items, the network is for 4 and 1");
  }

  private WarmStart warmStart() {
    return new WarmStart(spark, new Path(directory.toUri()), progress::add);
  }

  private Path at(String name) {
    return new Path(directory.resolve(name).toUri());
  }

  private static Imitation brief(Setting setting, GraphShape shape, long seed) {
    return new Imitation(setting, Teacher.of(setting), shape, 1024, 1, 64, 2, 4, 5e-3, seed);
  }

  private static double revenue(Outcomes outcomes) {
    double total = 0;
    for (float payment : outcomes.payments()) {
      total += payment;
    }
    return total / outcomes.count();
  }

  private static double withheld(Outcomes outcomes) {
    double sold = 0;
    for (float share : outcomes.allocation()) {
      sold += share;
    }
    return 1 - sold / outcomes.count();
  }

  private List<Double> losses() {
    List<Double> losses = new ArrayList<>();
    for (String line : progress) {
      Matcher matcher = LOSS.matcher(line);
      if (matcher.find()) {
        losses.add(Double.valueOf(matcher.group(1)));
      }
    }
    return losses;
  }

  /** Without the checksums that Hadoop's local file system keeps beside its files. */
  private List<String> fileNames() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
