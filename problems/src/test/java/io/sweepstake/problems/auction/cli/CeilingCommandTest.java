package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingCommandTest {
  @TempDir private Path home;

  @BeforeEach
  void ofItsOwn() {
    System.setProperty("sweepstake.cache", home.toString());
  }

  @AfterEach
  void ofTheUser() {
    System.clearProperty("sweepstake.cache");
  }

  private static Run small(String... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "ceiling",
                "--setting",
                "additive-2x2-uniform",
                "--steps",
                60,
                "--profiles",
                12_800));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray());
  }

  @Test
  void standsBesideTheClassicalAuctions() {
    Run run = small("--format", "csv");

    assertThat(run.code()).isZero();
    assertThat(run.lines().get(0))
        .isEqualTo("auction,revenue,standard_error,share_of_ceiling,source");
    String[] last = run.lines().get(run.lines().size() - 1).split(",");
    assertThat(last[0]).isEqualTo("ceiling");
    assertThat(Double.parseDouble(last[1])).isBetween(0.87, 0.92);
    assertThat(run.lines()).anyMatch(line -> line.startsWith("item-wise Myerson,0.8333"));
  }

  @Test
  void saysHowToRepeatIt() {
    Run run = small("--seed", "4");
    assertThat(run.err()).startsWith("to expect: about ").contains(", 60 steps and 12800 fresh");

    assertThat(run.err()).contains("the same again: --seed 4 --steps 60 --profiles 12800");
    assertThat(small("--seed", "4").out()).isEqualTo(run.out());
  }

  @Test
  void whatItFoundIsKeptForOtherCommands() throws IOException {
    Run run =
        Run.of(
            "ceiling",
            "--setting",
            "additive-2x2:uniform(0,3)",
            "--steps",
            60,
            "--profiles",
            65_536,
            "--format",
            "csv");

    String found = run.lines().get(run.lines().size() - 1).split(",")[1];
    assertThat(run.err()).contains("kept in " + home.resolve("ceilings.tsv"));
    assertThat(Files.readAllLines(home.resolve("ceilings.tsv")).get(1).split("\t"))
        .contains("additive-2x2:uniform(0,3)", found, "STREAMS", "65536", "60");
  }

  @Test
  void whatRestsOnFewProfilesIsNotKept() {
    Run run = small("--format", "csv");

    assertThat(run.err()).contains("not kept for other commands", "12800 profiles");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aHomeThatCannotBeWrittenToIsNoReasonToFail() throws IOException {
    System.setProperty("sweepstake.cache", Files.createFile(home.resolve("a-file")).toString());
    Run run =
        Run.of(
            "ceiling",
            "--setting",
            "additive-2x2-uniform",
            "--steps",
            60,
            "--profiles",
            65_536,
            "--format",
            "csv");
    assertThat(run.code()).isZero();
    assertThat(run.lines()).anyMatch(line -> line.startsWith("ceiling,0.8"));
    assertThat(run.err()).contains("could not be kept");
  }

  @Test
  void anOptimumIsNoCeilingToKeep() {
    assertThat(Run.of("ceiling", "--setting", "uniform").err()).doesNotContain("kept in");
    assertThat(home).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--setting latent|known density",
        "--setting additive-1x2:exponential(1)|no upper end",
        "--setting additive-2x2-uniform --seconds 0|seconds must be above 0",
        "--setting additive-2x2-uniform --seconds NaN|seconds must be above 0",
        "--setting additive-2x2-uniform --steps -1 --profiles 64|steps must be at least 0",
        "--setting additive-2x2-uniform --steps 1 --profiles 100|multiples of 64",
        "--seed 1|--setting must be given"
      })
  void whatCannotBeDoneIsOneSentence(String flags, String reason) {
    Run run = Run.of((Object[]) ("ceiling " + flags).split(" "));

    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains(reason).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }
}
