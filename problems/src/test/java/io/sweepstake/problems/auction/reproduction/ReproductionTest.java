package io.sweepstake.problems.auction.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.jobs.report.LiveConsole;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {
  private static final Judging BRIEF = new Judging(512, 16, 4096, 8);

  @TempDir Path directory;

  private static Experiment experiment(
      String label, String setting, String family, int seeds, Target target) {
    return new Experiment(
        label,
        setting,
        OptionalInt.empty(),
        family,
        60,
        family.equals("regretnet") ? Map.of("profiles", "640", "width", "8") : Map.of(),
        seeds,
        1,
        Optional.ofNullable(target));
  }

  private static final Experiment SMALL =
      experiment("I", "additive-1x2-uniform", "regretnet", 1, null);

  private static final List<Experiment> TWO =
      List.of(
          experiment("I", "additive-1x2-uniform", "rochetnet", 2, Target.near(0.549201, 0.9)),
          experiment(
              "VII", "combinatorial-2x2-uniform-12-public", "regretnet", 1, Target.of(100, 1e9)));

  private String run(List<String> only, List<String> pages) throws IOException {
    StringWriter said = new StringWriter();
    Reproduction.of("quick", TWO, only, BRIEF, directory)
        .run(new LiveConsole(new PrintWriter(said), false, 100), pages::add);
    return said.toString();
  }

  @Test
  void whatAllTakeIsToldByTheFirstOfThemHere() throws IOException {
    Reproduction all = Reproduction.of("quick", TWO, List.of(), BRIEF, directory);
    assertThat(all.time(plan -> Optional.of(Duration.ofSeconds(4))))
        .hasValue(Duration.ofSeconds(12));
    assertThat(all.time(plan -> Optional.empty())).isEmpty();
  }

  @Test
  void whatHasAResultIsNotTrainedAgain() throws IOException {
    List<String> pages = new ArrayList<>();
    assertThat(run(List.of("rochetnet"), pages))
        .contains("2 trainings to run")
        .contains("[2/2] I additive-1x2-uniform rochetnet, seed 2: revenue")
        .contains("target met")
        .contains("ETA of all");
    assertThat(run(List.of(), pages))
        .contains("1 trainings to run, 2 have results")
        .contains("misses revenue ≥ 100.0000, regret ≤ 0.001");
    assertThat(run(List.of(), pages)).contains("0 trainings to run, 3 have results");

    // Before, after each training, and at the start of the last run, which had nothing to do.
    assertThat(pages).hasSize(3 + 2 + 1);
    assertThat(pages.get(5)).isEqualTo(pages.get(4));
    assertThat(pages.get(0)).contains("Not run: I additive-1x2-uniform rochetnet");
    assertThat(pages.get(5))
        .doesNotContain("Not run")
        .contains("revenue ≥ 0.0549 | 2 | met |")
        .contains("VII combinatorial-2x2-uniform-12-public regretnet, 60 iterations")
        .contains("**missed** (seed 1: revenue ")
        .contains("2.871, < 0.001")
        .contains("VVCA 2.741, AMA_bsym 2.765")
        .contains("| 0.54920 (optimum) |")
        .contains("`profiles=640 width=8`");
  }

  @Test
  void aStoppedTrainingGoesOnFromItsCheckpoint() throws Exception {
    Experiment experiment = TWO.get(1);
    new SeedTraining(experiment, 1, BRIEF, directory.resolve("through")).run(TrainingListener.NONE);

    Training stopped = experiment.plan(1).start(Loops.best().get());
    stopped.advance(35, 35, TrainingListener.NONE);
    Path again = directory.resolve("again");
    Path file = again.resolve("checkpoints").resolve(experiment.key(1) + ".checkpoint");
    new SavedTraining(stopped.checkpoint(), 1000, 500).write(file);
    ResultRow row = new SeedTraining(experiment, 1, BRIEF, again).run(TrainingListener.NONE);

    assertThat(network(again).weights()).isEqualTo(network(directory.resolve("through")).weights());
    assertThat(row.number(ResultRow.WALL_SECONDS)).isBetween(1000.0, 1100.0);
    assertThat(row.number(ResultRow.PROCESSOR_SECONDS)).isBetween(500.0, 600.0);
    assertThat(file).doesNotExist();
  }

  @Test
  void oneBiddersNetworkIsMadeTruthful() throws IOException {
    ResultRow row = new SeedTraining(SMALL, 1, BRIEF, directory).run(TrainingListener.NONE);

    assertThat(row.number("truthful_revenue")).isBetween(0.3, 0.5493 + 4 * 0.005);
    assertThat(row.number("truthful_revenue_se")).isBetween(1e-4, 0.01);
    assertThat(row.number("revenue_at_lies")).isPositive();
  }

  @Test
  void aForeignCheckpointIsRefusedByName() throws IOException {
    Experiment experiment = TWO.get(1);
    Path file = directory.resolve("checkpoints").resolve(experiment.key(1) + ".checkpoint");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "this is not a checkpoint, whatever it is called");
    assertThatThrownBy(
            () -> new SeedTraining(experiment, 1, BRIEF, directory).run(TrainingListener.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  private static NetworkFile network(Path study) throws IOException {
    try (Stream<Path> files = Files.list(study.resolve("networks"))) {
      return NetworkFile.fromBytes(Files.readAllBytes(files.findFirst().orElseThrow()));
    }
  }

  @Test
  void targetsAreOfEverySeedAndSayWhatIsMissing() {
    Target target = Target.of(0.88, 30);
    assertThat(target.misses(row(0.8801, 0.00099, 29))).isEmpty();
    assertThat(target.misses(row(0.8799, 0.00101, 31)))
        .containsExactly("revenue 0.8799", "regret 0.00101", "31 s");
    assertThat(target.misses(new ResultRow(Map.of(ResultRow.FAILURE, "diverged: at 7"))))
        .containsExactly("diverged");
    Experiment three = experiment("VI", "additive-2x2-uniform", "regretnet", 3, target);
    assertThat(new Outcome(three, List.of()).verdict()).isEmpty();
    assertThat(new Outcome(three, List.of(row(0.89, 0.0009, 29))).verdict())
        .hasValue("met by the 1 run so far");
    assertThat(
            new Outcome(
                    three, List.of(row(0.89, 0.0009, 9), row(0.88, 0.002, 9), row(0.89, 0.0009, 9)))
                .verdict())
        .hasValue("**missed** (seed 1: regret 0.00200)");
  }

  @Test
  void whatIsAboveTheCeilingIsNamed() {
    Outcome network =
        new Outcome(
            experiment("VI", "additive-2x2-uniform", "regretnet", 1, null),
            List.of(row(0.9, 0.0009, 30)));
    Outcome maximiser =
        new Outcome(
            experiment("VI", "additive-2x2-uniform", "ama", 1, null), List.of(row(0.87, 0, 9)));
    TruthTables truth = new TruthTables(List.of(network, maximiser));

    assertThat(truth.brackets().toString())
        .contains(
            "| VI additive-2x2-uniform | 0.8700 ± 0.0000 | ama | 9 | 0.87882 ± 0.00009 | 51 | 1.0");
    // RegretNet's .878 is not above it.
    assertThat(truth.above().toString())
        .contains("EquivariantNet | 0.884 | 0.87882 ± 0.00009 | 0.6 % | Rahme et al., AAAI 2021")
        .contains("RegretFormer | 0.908")
        .doesNotContain("RegretNet", "VVCA");
  }

  private static ResultRow row(double revenue, double regret, double seconds) {
    return new ResultRow(
        Map.of(
            ResultRow.FAILURE,
            "",
            ResultRow.SEED,
            1L,
            ResultRow.REVENUE,
            revenue,
            ResultRow.REVENUE_SE,
            0.0,
            ResultRow.REGRET_WORST_BIDDER,
            regret,
            ResultRow.PROCESSOR_SECONDS,
            seconds));
  }

  @Test
  void everyExperimentOfAPresetCanBeTrained() {
    for (List<Experiment> preset : List.of(Experiments.quick(), Experiments.full())) {
      List<String> keys = new ArrayList<>();
      for (Experiment experiment : preset) {
        assertThat(experiment.plan(1).iterations()).isEqualTo(experiment.iterations());
        keys.add(experiment.key(1));
      }
      assertThat(keys).doesNotHaveDuplicates();
      assertThat(preset)
          .extracting(Experiment::label)
          .contains("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "2x3", "IX", "X", "XI");
    }
  }

  @Test
  void wordsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> Reproduction.of("quick", List.of("VI", "9x9"), directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 9x9");
    assertThatThrownBy(() -> Reproduction.of("fast", List.of(), directory))
        .hasMessage("--preset: must be quick or full, was fast");
  }
}
