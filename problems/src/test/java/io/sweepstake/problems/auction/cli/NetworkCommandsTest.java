package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.dl4j.ProgramGraph;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.affine.CellAma;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onnx.Onnx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with networks before and after a study: teach, evaluate, export. */
@Tag("spark")
class NetworkCommandsTest {
  private static final Object[] SETTING = {"--setting", "uniform", "--bidders", 2};

  @TempDir static Path home;
  private static Path study;
  private static Run taught;
  private static Run sweep;
  private static SparkWorkers workers;

  @BeforeAll
  static void teachAndSweep() {
    workers = SparkWorkers.open(null, 2);
    study = home.resolve("duel");
    taught = warmstart("--profiles", 2048, "--epochs", 1, "--format", "csv");
    sweep = sweep(study, "--trials", 2, "--finalists", 1);
  }

  @AfterAll
  static void stop() {
    workers.close();
  }

  @Test
  void aTaughtNetworkSaysHowNearItComesAndSweepsStartFromIt() {
    assertThat(taught.code()).isZero();
    assertThat(taught.err())
        .contains("2048 profiles, 1 epochs, 2 shards", "epoch 1/1 loss", "of each item goes");
    assertThat(taught.lines().get(0)).startsWith("setting,bidders,family,teacher,misallocated,");
    List<String> cells = List.of(taught.lines().get(1).split(","));
    assertThat(cells.subList(0, 4)).containsExactly("uniform", "2", "auctionnet", "myerson");
    // Myerson's with two bidders, reserve 1/2: 5/12.
    assertThat(Double.parseDouble(cells.get(7))).isCloseTo(5 / 12.0, within(0.01));
    assertThat(sweep.code()).isZero();
    assertThat(sweep.err()).contains("warm start: found ", "(myerson, 2048 profiles, 1 epochs,");
  }

  @Test
  void aStudyKeepsTheNetworkItBeganFromWhateverBecomesOfTheSharedOne() throws IOException {
    Path other = home.resolve("other");
    Run first = sweep(other, "--trials", 1, "--finalists", 0);
    assertThat(first.code()).isZero();
    assertThat(first.err())
        .containsSubsequence("to expect: ", "a network that imitates myerson is taught first, 2");
    byte[] own = Files.readAllBytes(other.resolve("warmstart.network"));
    Run again = warmstart("--profiles", 1024, "--epochs", 1, "--seed", 2);
    assertThat(again.err()).contains("was taught otherwise (myerson, 2048 profiles");
    Run resumed = Run.of("resume", other, "--trials", 1, "--finalists", 0);
    assertThat(resumed.code()).isZero();
    assertThat(resumed.err()).doesNotContain("warm start").doesNotContain("is taught first");
    assertThat(other.resolve("warmstart.network")).hasBinaryContent(own);
    Run fresh = sweep(home.resolve("fresh"), "--trials", 1, "--finalists", 0);
    assertThat(fresh.err()).contains("(myerson, 1024 profiles, 1 epochs,");
    warmstart("--profiles", 2048, "--epochs", 1);
  }

  @Test
  void warmAndColdStartsAreComparedAtEqualRegret() {
    Run run =
        warmstart(
            "--profiles",
            2048,
            "--epochs",
            1,
            "--format",
            "csv",
            "--compare",
            2,
            "--iterations",
            "40,60");
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("to expect: 1 epochs of 2048 profiles", "and then 24 trainings, 2 at a time: ")
        .contains("40 iterations: 12/12 trainings");
    assertThat(run.lines().get(0))
        .isEqualTo(
            "iterations,seeds,cold_revenue,cold_regret,warm_revenue,warm_regret,"
                + "margin_at_equal_regret,margin_se");
    assertThat(run.lines().get(1)).startsWith("40,2,0.");
    assertThat(run.lines().get(2)).startsWith("60,2,0.");
  }

  @Test
  void whatCannotImitateIsRefused() {
    for (String family : List.of("equivariantnet", "myersonnet")) {
      Run run = warmstart("--family", family);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).hasLineCount(1).contains("family " + family, "imitate");
    }
    assertThat(warmstart("--iterations", 5).err())
        .contains("--iterations: is for --compare, which must be given");
    assertThat(warmstart("--compare", 1).err()).contains("compare: must be at least 2, was 1");
    assertThat(warmstart("--epochs", 0).err()).contains("epochs must be at least 1, was 0");
  }

  @Test
  void sparkHoldsTheStudysAuctionAsThisProcessDoes() throws IOException {
    List<String> rows = new ArrayList<>(List.of("ann,bob"));
    for (int k = 0; k < 3000; k++) {
      rows.add(Math.rint(1000 * Seeds.uniform(1, k)) / 1000 + "," + Seeds.uniform(2, k));
    }
    Path one = Files.write(home.resolve("bids.csv"), rows);
    Path several = Files.createDirectories(home.resolve("several"));
    Files.write(several.resolve("1.csv"), rows.subList(0, 900));
    Files.write(several.resolve("2.csv"), rows.subList(900, rows.size()));
    Path local = home.resolve("sold.csv");
    Path sold = home.resolve("sold");
    Run here = Run.of("apply", study, one, "--draw", "--seed", 5, "--out", local);
    assertThat(here.code()).isZero();

    Run run = Run.of("apply", study, several, "--draw", "--seed", 5, "--out", sold);

    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("Spark 3.5", "3000 rows, ");
    List<String> lines = Files.readAllLines(local);
    assertThat(lines.get(0)).isEqualTo("row,bidder1_item1,bidder1_pays,bidder2_item1,bidder2_pays");
    assertThat(parts(sold)).isEqualTo(lines.subList(1, lines.size()));

    // Parquet both ways: outcomes have a column too many to be bids.
    Path columns = home.resolve("sold.parquet");
    assertThat(Run.of("apply", study, one, "--out", columns).code()).isZero();
    Run wide = Run.of("apply", study, columns, "--out", home.resolve("again"));
    assertThat(wide.err())
        .contains("sold.parquet: row 1: needs 2 columns, one for each bidder and item, was 5");
    new StudyFolder(home.toString())
        .append("observed", List.of("ann", "bob"), List.of(List.of(0.5, 0.25), List.of(1.0, 0.0)));
    Run parquet =
        Run.of("apply", study, home.resolve("observed"), "--out", home.resolve("kept-rows"));
    assertThat(parquet.err()).contains("2 rows, ");
    Files.write(several.resolve("2.csv"), List.of(".5,.5", ".5,-1"));
    Run bad = Run.of("apply", study, several, "--out", home.resolve("never"));
    assertThat(bad.err()).contains("2.csv: line 2, column 2: must be a finite number", "'-1'");
    assertThat(home.resolve("never")).doesNotExist();
  }

  /** Lines of all parts but their headers, in order. */
  private static List<String> parts(Path directory) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path part : files.filter(file -> file.toString().endsWith(".csv")).sorted().toList()) {
        rows.addAll(Files.readAllLines(part).stream().skip(1).toList());
      }
    }
    return rows;
  }

  @Test
  void anExportedNetworkIsTheTrialsOwnAndIsEvaluatedToTheSameNumbers() throws IOException {
    Path zip = home.resolve("trial-1.zip");
    Run export = Run.of("export", study, "--trial", 1, "--to", zip);
    assertThat(export.code()).isZero();
    Path original = study.resolve("artifacts/trial-1-network.bin");
    assertThat(ProgramGraph.fromBytes(Files.readAllBytes(zip)).network())
        .isEqualTo(NetworkFile.fromBytes(Files.readAllBytes(original)));
    String name = "trial-1-network.bin";
    assertThat(evaluated(zip).replace("trial-1.zip", name)).isEqualTo(evaluated(original));
  }

  @Test
  void anOnnxModelSaysWhichTrialItIsOf() throws IOException {
    Path onnx = home.resolve("trial-1.onnx");

    Run export = Run.of("export", study, "--trial", 1, "--to", onnx);

    assertThat(export.code()).as(export.err()).isZero();
    assertThat(export.err()).contains("auctionnet", "uniform as an ONNX model: " + onnx);
    Onnx.ModelProto model = Onnx.ModelProto.parseFrom(Files.readAllBytes(onnx));
    assertThat(model.getGraph().getOutputList())
        .extracting(Onnx.ValueInfoProto::getName)
        .containsExactly("allocation", "payments");
    Map<String, String> notes = new HashMap<>();
    model.getMetadataPropsList().forEach(note -> notes.put(note.getKey(), note.getValue()));
    StudyView view = StudyView.of(study.toString());
    assertThat(notes)
        .containsEntry("study", view.history().spec().name())
        .containsEntry("trial", "1")
        .containsEntry("seed", String.valueOf(view.history().trial(1).seed()))
        .containsEntry("setting", "uniform")
        .containsEntry("bidders", "2")
        .containsKeys("fingerprint", "architecture", "version", "commit");
    Path zip = home.resolve("set.zip");
    assertThat(Run.of("export", study, "--setting", "uniform", "--to", zip).err())
        .contains("--setting: is for an .onnx, which has bids' bounds in it, but --to is " + zip);
  }

  @Test
  void whatCannotBeExportedIsRefused() throws IOException {
    Path zip = home.resolve("never.zip");
    assertThat(Run.of("export", study, "--trial", 2, "--to", zip).err())
        .contains("--trial: must be from 0 to 1 in " + study + ", was 2");
    Path file = study.resolve("artifacts/trial-0-network.bin");
    assertThat(Run.of("export", file, "--trial", 0, "--to", zip).err())
        .contains("--trial: is for a study");
    assertThat(Run.of("export", study, "--to", file).err())
        .contains("--to: must be a file that does not exist yet");
    Path menu = home.resolve("menu.network");
    Run.of(
        "train",
        "--setting",
        "additive-1x2-uniform",
        "--family",
        "rochetnet",
        "--iterations",
        2,
        "--out",
        menu);
    Run run = Run.of("export", menu, "--to", zip);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("family rochetnet: its mechanism is a choice among outcomes");
    assertThat(zip).doesNotExist();
    assertThat(Run.of("export", menu, "--to", home.resolve("menu.onnx")).code()).isZero();
    Path broken = Files.write(home.resolve("broken.zip"), new byte[] {'P', 'K', 3, 4, 0});
    assertThat(Run.of("evaluate", broken).err()).contains("broken.zip: not a DL4J network");
  }

  @Test
  void aFileThatOnlyANetworkNamesStaysShut() throws IOException {
    Path bids = home.resolve("bids.csv");
    Files.writeString(bids, "0.5,0.25\n0.75,1\n".repeat(300));
    String setting = "additive-1x2:file(" + bids + ")";
    Path network = home.resolve("file.network");
    assertThat(
            Run.of(
                    "train",
                    "--setting",
                    setting,
                    "--family",
                    "regretnet",
                    "--iterations",
                    2,
                    "--out",
                    network)
                .code())
        .isZero();
    Path zip = home.resolve("file.zip");
    assertThat(Run.of("export", network, "--to", zip).code()).isZero();
    Path onnx = home.resolve("file.onnx");
    assertThat(Run.of("export", network, "--to", onnx).err()).contains("give the setting with");
    assertThat(Run.of("export", network, "--setting", setting, "--to", onnx).code()).isZero();
    for (Path file : List.of(network, zip)) {
      Run shut = Run.of("evaluate", file);
      assertThat(shut.code()).isEqualTo(2);
      assertThat(shut.err())
          .hasLineCount(1)
          .contains(file + ": its setting is additive-1x2:file(" + bids)
          .contains("a file that only a network names is not opened; give the setting with")
          .contains("--setting");
      Run open = Run.of("evaluate", file, "--setting", setting, "--profiles", 64);
      assertThat(open.code()).as(open.err()).isZero();
    }
    assertThat(Run.of("evaluate", zip, "--setting", "additive-1x2-uniform").code()).isZero();
    assertThat(Run.of("evaluate", zip, "--setting", "additive-2x2-uniform").err())
        .hasLineCount(1)
        .contains("--setting: must be of the size and demand of " + zip + ", 1 x 2 and additive");
    assertThat(Run.of("evaluate", study, "--setting", "uniform").err())
        .contains("--setting: is for one network's file");
  }

  @Test
  void aNetworkOfNaNsIsOneSentence() throws IOException {
    NetworkFile network =
        NetworkFile.fromBytes(Files.readAllBytes(study.resolve("artifacts/trial-0-network.bin")));
    network.weights().layers().get(0).bias()[0] = Float.NaN;
    Path broken = Files.write(home.resolve("nan.network"), network.toBytes());
    Run run = Run.of("evaluate", broken);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("weights must be finite numbers, in layer");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatWasEvaluatedInAWayIsNotAgain() {
    Path attacked = home.resolve("attacked");
    sweep(attacked, "--trials", 2, "--finalists", 0);
    Object[] evaluate = {"evaluate", attacked, "--top", 2, "--profiles", 300, "--format", "csv"};
    Run first = Run.of(evaluate);
    assertThat(first.err())
        .contains("attacking the network of trial 0", "of trial 1")
        .containsOnlyOnce("to expect: ");
    Run second = Run.of(evaluate);
    assertThat(second.err()).doesNotContain("attacking", "to expect");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(Run.of("resume", attacked, "--trials", 1, "--finalists", 0).code()).isZero();
    Run third = Run.of("evaluate", attacked, "--top", 3, "--profiles", 300, "--format", "csv");
    assertThat(third.err())
        .contains("attacking the network of trial 2")
        .doesNotContain("network of trial 0", "network of trial 1");
    Run.of("evaluate", attacked, "--top", 1, "--profiles", 200);
    assertThat(
            Run.of(
                    "query",
                    attacked,
                    "SELECT attacked_profiles, count(*), count(DISTINCT trial), min(regret_se) > 0,"
                        + " max(ir_violation_se), count(network) FROM evaluations GROUP BY 1"
                        + " ORDER BY 1",
                    "--format",
                    "csv")
                .lines())
        .satisfiesExactly(
            header -> assertThat(header).startsWith("attacked_profiles,"),
            row -> assertThat(row).isEqualTo("200,1,1,true,0.0,1"),
            row -> assertThat(row).isEqualTo("300,3,3,true,0.0,3"));
  }

  @Test
  void aStudysNetworksAreExplainedAndSoIsOne() {
    Path page = home.resolve("page.html");
    Run whole = Run.of("explain", study, "--profiles", 256, "--out", page, "--format", "csv");
    Object network = study.resolve("artifacts/trial-0-network.bin");
    Run one = Run.of("explain", network, "--profiles", 256, "--out", page);

    assertThat(whole.code()).isZero();
    assertThat(whole.lines().get(0)).endsWith("quantity,networks,mean,half_width");
    assertThat(whole.lines())
        .anyMatch(line -> line.startsWith("probe,trunk,trunk.2,3,trained,0,revenue,2,"))
        .anyMatch(line -> line.startsWith("patch,payment,payment.out,4,whole,2,gain_removed,2,"))
        .noneMatch(line -> line.startsWith("truncation"));
    assertThat(one.code()).isZero();
    assertThat(one.out()).contains("trunk.0", "In layers, revenue is linearly readable");
    assertThat(page).content().contains("<svg", "Units that undo a lie", "One network");
  }

  @Test
  void trainingsAreExplainedAlongTheirWayTheSameEachTime() throws IOException {
    Path kept = home.resolve("kept");
    Object[] arguments = {
      "explain",
      SETTING[0],
      SETTING[1],
      SETTING[2],
      SETTING[3],
      "--seeds",
      2,
      "--iterations",
      40,
      "--checkpoints",
      2,
      "--retrain",
      4,
      "--profiles",
      256,
      "--format",
      "csv",
      "--keep",
      kept,
      "--out",
      home.resolve("trained.html")
    };

    Run run = Run.of(arguments);

    assertThat(run.code()).isZero();
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("course,,,0,,0,regret,2,"))
        .anyMatch(line -> line.startsWith("gradient,trunk,trunk.1,2,,40,regret_gradient_share,2,"))
        .anyMatch(line -> line.startsWith("truncation,,,1,untrained,0,revenue,2,"))
        .anyMatch(line -> line.startsWith("randomisation,trunk,trunk.0,1,retrained,0,regret,2,"));
    assertThat(kept.resolve("seed-2/step-0000010.network")).isRegularFile();
    assertThat(Run.of(arguments).out()).isEqualTo(run.out());
  }

  @Test
  void whatCannotBeExplainedIsOneSentence() {
    assertThat(Run.of("explain").err()).contains("--setting must be given");
    assertThat(
            Run.of("explain", "--setting", "additive-1x2-uniform", "--family", "rochetnet").err())
        .hasLineCount(1)
        .contains("family rochetnet is truthful by construction");
    assertThat(Run.of("explain", study, "--iterations", 5).err())
        .contains("--iterations: is for trainings, but networks were given");
    assertThat(Run.of("explain", "--setting", "latent", "--param", "warm_start=imitation").err())
        .contains("warm_start: must be none for trainings that are explained, was imitation");
    assertThat(Run.of("explain", "--setting", "additive-2x2-uniform", "--truthful").err())
        .contains("--truthful: is for one bidder, but additive-2x2-uniform has 2");
    assertThat(Run.of("pictures", study, "--setting", "uniform", "--out", "drawn").err())
        .contains("--setting: is for networks' files, but ", " is a study, which has its own");
    assertThat(Run.of("explain", study, "--profiles", 8).err())
        .contains("profiles: must be at least 256, was 8");
  }

  @Test
  void moreRoundsOfLiesAreAnotherEvaluation() {
    Path lied = home.resolve("lied");
    sweep(lied, "--trials", 1, "--finalists", 0);
    Object[] evaluate = {"evaluate", lied, "--profiles", 100, "--format", "csv"};
    Run once = Run.of(evaluate);
    Run twice = Run.of(Stream.concat(Stream.of(evaluate), Stream.of("--lie-rounds", 2)).toArray());

    assertThat(once.lines().get(0))
        .contains(",revenue_at_lies,revenue_at_lies_se,regret_adjusted_revenue,")
        .doesNotContain("last_round_change");
    assertThat(twice.err()).contains("attacking the network of trial 0");
    assertThat(twice.lines().get(0)).contains(",last_round_change,");
    assertThat(
            Run.of(
                    "query",
                    lied,
                    "SELECT attack, regret = max(regret) OVER () AS same, last_round_change IS"
                        + " NULL, revenue_at_lies < revenue FROM evaluations ORDER BY attack",
                    "--format",
                    "csv")
                .lines())
        .satisfiesExactly(
            header -> assertThat(header).startsWith("attack,"),
            row -> assertThat(row).isEqualTo("quick,true,true,true"),
            row -> assertThat(row).isEqualTo("\"quick, 2 rounds of lies\",true,false,true"));
    assertThat(Run.of("evaluate", lied, "--lie-rounds", 0).err())
        .contains("lie-rounds: must be at least 1, was 0");
  }

  @Test
  void rowsThatTwoProcessesWroteAreShownOnce() throws IOException {
    Path twice = home.resolve("twice");
    sweep(twice, "--trials", 1, "--finalists", 1);
    StudyFolder files = new StudyFolder(twice.toString());
    Map<String, Object> row = files.rows("evaluations").get(0);
    files.append("evaluations", List.copyOf(row.keySet()), List.of(new ArrayList<>(row.values())));
    assertThat(files.rows("evaluations")).hasSize(3);
    Run rows = Run.of("query", twice, "SELECT count(*) FROM evaluations", "--format", "csv");
    assertThat(rows.lines()).as(rows.err()).endsWith("2");
  }

  @Test
  void aNetworkThatMaySellTwiceIsRefusedByItsPath() throws IOException {
    CellAma family = new CellAma();
    Setting setting = Settings.named("additive-2x2-uniform");
    Architecture architecture = family.defaultArchitecture(setting);
    NetworkWeights initial = family.initial(setting, architecture, 1);
    LayerWeights menus = initial.layers().get(2);
    float[] cheaper = menus.weights().clone();
    cheaper[cheaper.length - 1] -= 0.5f;
    NetworkWeights forged =
        new NetworkWeights(
            List.of(
                initial.layers().get(0),
                initial.layers().get(1),
                new LayerWeights(menus.shape(), cheaper, menus.bias())));
    Path file = home.resolve("forged.network");
    Files.write(
        file, new NetworkFile(setting.name(), 2, family.name(), architecture, forged).toBytes());
    Path bids = Files.writeString(home.resolve("four.csv"), "0.1,0.2,0.3,0.4\n");
    for (Run run :
        List.of(
            Run.of("apply", file, bids),
            Run.of("evaluate", file),
            Run.of("pictures", file, "--out", home.resolve("forged")))) {
      assertThat(run.code()).isNotZero();
      assertThat(run.err())
          .hasLineCount(1)
          .contains(file + ": cell menus: may sell an item twice, where the first bidder's");
    }
  }

  private static String evaluated(Path network) {
    Run run = Run.of("evaluate", network, "--profiles", 256, "--format", "csv");
    assertThat(run.code()).isZero();
    return run.lines().get(1);
  }

  private static Run warmstart(Object... more) {
    return Run.of(
        Stream.of(new Object[] {"warmstart", "--studies", home}, SETTING, more)
            .flatMap(Stream::of)
            .toArray());
  }

  private static Run sweep(Path directory, Object... more) {
    Object[] brief = {
      "sweep",
      "--study",
      directory,
      "--iterations",
      20,
      "--param",
      "profiles=256",
      "--objective",
      "revenue - 5*regret"
    };
    return Run.of(Stream.of(brief, SETTING, more).flatMap(Stream::of).toArray());
  }
}
