package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.sale.Sale;
import io.sweepstake.core.sale.Sold;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.sweeps.problem.TrialOrder;
import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {
  private static final Setting SETTING = Settings.named("additive-2x2-uniform");
  private static final int ROWS = 2500;

  @TempDir static Path home;
  private static Path network;
  private static Path bids;
  private static Sold expected;

  @BeforeAll
  static void writeANetworkAndBids() throws IOException {
    MechanismFamily family = MechanismFamilies.named("regretnet");
    Architecture architecture = Architecture.uniform(8, 1);
    NetworkFile file =
        new NetworkFile(
            SETTING.name(), 2, "regretnet", architecture, weights(family, architecture, 2));
    network = home.resolve("raw.network");
    Files.write(network, file.toBytes());
    double[] values = new double[4 * ROWS];
    StringBuilder text = new StringBuilder("ann car,ann boat,bob car,bob boat\n");
    for (int k = 0; k < values.length; k++) {
      values[k] = Math.rint(1000 * Seeds.uniform(3, k)) / 1000;
      text.append(values[k]).append(k % 4 == 3 ? "\n" : ",");
    }
    bids = home.resolve("bids.csv");
    Files.writeString(bids, text);
    expected = Sale.of(file).hold(values);
  }

  private static NetworkWeights weights(
      MechanismFamily family, Architecture architecture, double spread) {
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerShape shape : family.layers(SETTING, architecture)) {
      float[] weights = new float[shape.outputs() * shape.inputs()];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = (float) (spread * Seeds.normal(layers.size(), k));
      }
      layers.add(new LayerWeights(shape, weights, new float[shape.outputs()]));
    }
    return new NetworkWeights(layers);
  }

  @Test
  void everyRowSaysWhoGetsWhatAndPaysWhat() throws IOException {
    Path out = home.resolve("sold.csv");

    Run run = Run.of("apply", network, bids, "--out", out);

    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("2500 rows, ", "paid in all").doesNotContain("WARNING");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0))
        .isEqualTo(
            "row,bidder1_item1,bidder1_item2,bidder1_pays,"
                + "bidder2_item1,bidder2_item2,bidder2_pays");
    assertThat(lines).hasSize(1 + ROWS);
    double[] last = numbers(lines.get(ROWS));
    assertThat(last[0]).isEqualTo(ROWS);
    assertThat(last[2]).isEqualTo(expected.allocation(ROWS - 1, 0, 1));
    assertThat(last[6]).isEqualTo(expected.payment(ROWS - 1, 1));
    Run printed = Run.of("apply", network, bids, "--format", "csv");
    assertThat(printed.lines()).isEqualTo(lines);
    Run shown = Run.of("apply", network, bids);
    assertThat(shown.lines()).hasSize(23).last().asString().startsWith("... and 2480 rows more");
    Run json = Run.of("apply", network, bids, "--format", "json");
    assertThat(json.lines()).hasSize(ROWS + 2);
    assertThat(json.lines().get(1)).startsWith("  {\"row\": 1, \"bidder1_item1\": ");
  }

  private static double[] numbers(String line) {
    return Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefusedBeforeSparkStarts() {
    Path within = bids.resolve("sold");
    Run run = Run.of("apply", network, bids, "--out", within);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--out: must be a folder that can be written to, was " + within);
    assertThat(run.err()).doesNotContain("Spark");
  }

  @Test
  void ofAStudyByTruthfulRevenueItIsTheTruthfulAuctionThatIsUsed() throws Exception {
    Path study = home.resolve("truthful");
    StudyDefinition definition =
        StudyDefinition.of(
            SweepConfig.of(
                Map.of(
                    "setting", "additive-1x1-uniform",
                    "objective", "truthful_revenue",
                    "iterations", "20",
                    "trials", "1",
                    "sampler", "random",
                    "study", study.toString(),
                    "params", Map.of("width", "4", "profiles", "256", "warm_start", "none"))));
    TrialFunction function =
        definition.problem().trials(new TrialOrder("one", 1, Optional.empty(), false, Map.of()));
    try (ParquetTrialStore store =
            ParquetTrialStore.create(
                new org.apache.hadoop.fs.Path(study.toString()),
                new Configuration(),
                definition.spec());
        ThreadTrialExecutor executor = new ThreadTrialExecutor(function, 1)) {
      var unused =
          new Sweep(
                  store,
                  definition.sampler(),
                  new NoPruner(),
                  executor,
                  SweepPlan.synchronous(Budget.total(1), 1),
                  SweepListener.SILENT)
              .run();
    }
    Path one = Files.writeString(home.resolve("one.csv"), ".2\n.6\n.9\n");
    String[] format = {"--format", "csv"};

    Run used = Run.of("apply", study, one, format[0], format[1]);

    assertThat(used.err()).contains("trial 0 as it was made truthful");
    Path artifacts = study.resolve("artifacts");
    assertThat(used.out())
        .isEqualTo(
            Run.of("apply", artifacts.resolve("trial-0-truthful.bin"), one, format[0], format[1])
                .out())
        .isNotEqualTo(
            Run.of("apply", artifacts.resolve("trial-0-network.bin"), one, format[0], format[1])
                .out());
    Run written = Run.of("export", study, "--to", home.resolve("truthful.onnx"));
    assertThat(written.err()).contains("made truthful", "finitely-convex");
  }

  @Test
  void bidsBeyondWhatWasTrainedOnAreCountedInOneLine() throws IOException {
    Path beyond = home.resolve("beyond.csv");
    Files.writeString(beyond, ".5,.5,.5,.5\n.5,3.5,.5,2\n1,1,1,1.25\n");

    Run run = Run.of("apply", network, beyond, "--format", "csv");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains(
            "WARNING: 2 of 3 rows have bids outside what the auction was trained on, the first "
                + beyond
                + ": line 2, bidder 1, 3.5 where it knows 0.0 to 1.0; they count as the nearest");
  }

  @Test
  void whatCannotBeDoneIsOneSentence() throws IOException {
    refused("1,2,3\n", "bad.csv: line 1: needs 4 values, one for each bidder and item, was 3");
    refused(".1,.2,.3,.4\n\n.1,.2,x,.4\n", "line 3, column 3: must be a finite number", "was 'x'");
    refused(".1,.2,.3,.4\n.1,-.2,.3,.4\n", "line 2, column 2: ", "of at least 0, was '-.2'");
    refused("a,b,c,d\n.1,.2,NaN,.4\n", "line 2, column 3: ", "was 'NaN'");
    refused(".1,.2,.3,Infinity\n", "line 1, column 4: ", "was 'Infinity'");
    refused(".1,.2,.3,1e99\n", "line 1, column 4: ", "was '1e99'");
    refused(".1,.2,.3,\n", "line 1, column 4: ", "was ''");
    refused("", "bids: must have a row, ", "bad.csv has none");
    refused("a,b,c,d\n", "bids: must have a row, ");
    refused("a,b,c\0,d\n", "line 1: must be text, has bytes of 0");
    sentence(Run.of("apply", network, "no such.csv"), "bids: there is no file no such.csv");
    sentence(Run.of("apply", network, network), "must be a file that ends in .csv or .parquet");
    sentence(Run.of("apply", network, bids, "--seed", 1), "--seed: is for --draw");
    sentence(Run.of("apply", network, bids, "--master", "local"), "--master: is for --out DIR");
    sentence(Run.of("apply", network, bids, "--out", bids), "--out: must be a file that does not");
    sentence(Run.of("apply", network, bids, "--out", home), "--out: must be a directory that");
    sentence(Run.of("apply", bids, bids), "bids.csv: network: these bytes are no network");
    sentence(
        Run.of("apply", network, bids, "--setting", "additive-1x2-uniform"),
        "--setting: must be of the size and demand of");
    byte[] bytes = Files.readAllBytes(network);
    MechanismFamily family = MechanismFamilies.named("regretnet");
    Architecture architecture = Architecture.uniform(8, 1);
    Path nan = home.resolve("nan.network");
    Files.write(
        nan,
        new NetworkFile(
                SETTING.name(),
                2,
                "regretnet",
                architecture,
                weights(family, architecture, Double.NaN))
            .toBytes());
    sentence(Run.of("apply", nan, bids), "nan.network: network: weights must be finite numbers");
    bytes[40] ^= 1;
    Path damaged = Files.write(home.resolve("damaged.network"), bytes);
    sentence(Run.of("apply", damaged, bids), "damaged.network: network: damaged");
  }

  private static void refused(String content, String... said) throws IOException {
    Path bad = home.resolve("bad.csv");
    Path out = home.resolve("never.csv");
    Files.writeString(bad, content);
    sentence(Run.of("apply", network, bad, "--out", out), said);
    assertThat(out).doesNotExist();
  }

  private static void sentence(Run run, String... said) {
    assertThat(run.code()).isNotZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains(said);
  }
}
