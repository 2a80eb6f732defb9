package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study that the version before format 2 left, when the engine was a hyper-parameter and nothing
 * said what kind of problem it is about: asked, and continued, as one of today.
 */
@Tag("spark")
class EarlierStudyTest {
  private static final Path MADE_THEN = Path.of("../sweeps/src/test/resources/format-1/whole");
  private static final String ROWS =
      "SELECT number, objective, params_menu_size FROM trials WHERE number < 4 ORDER BY number";

  @TempDir Path temp;
  private Path study;

  @BeforeEach
  void copy() throws IOException {
    study = temp.resolve("study");
    try (Stream<Path> files = Files.walk(MADE_THEN)) {
      for (Path file : files.toList()) {
        Files.copy(file, study.resolve(MADE_THEN.relativize(file).toString()));
      }
    }
  }

  @Test
  void itIsAskedAsItLiesThereAndGoesOn() throws IOException {
    List<String> rows =
        List.of(
            "number,objective,params_menu_size",
            "0,0.18960963574733825,250",
            "1,0.35631785040254726,28",
            "2,0.38686702043492005,513",
            "3,0.22006388049521775,157");
    assertThat(query(ROWS)).isEqualTo(rows);
    assertThat(query("SELECT number FROM best_trial")).containsExactly("number", "2");
    assertThat(query("SELECT count(DISTINCT trial) AS n FROM evaluations WHERE attack = 'strong'"))
        .containsExactly("n", "3");
    assertThat(query("SELECT trials, ending FROM runs")).hasSize(2);
    assertThat(Run.of("best", study, "--format", "csv").lines().get(1)).startsWith("2,0.3868");

    Run resumed = Run.of("resume", study, "--target-trials", 5, "--finalists", 0);

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(query(ROWS)).isEqualTo(rows);
    assertThat(
            query("SELECT state, user_attrs_engine <> 'best' AS own FROM trials WHERE number = 4"))
        .containsExactly("state,own", "COMPLETE,true");
    assertThat(query("SELECT count(*) AS n FROM runs")).containsExactly("n", "2");

    Run again =
        Run.of(
            "sweep",
            "--setting",
            "additive-1x2-uniform",
            "--family",
            "rochetnet",
            "--iterations",
            50,
            "--seed",
            5,
            "--trials",
            6,
            "--finalists",
            0,
            "--study",
            study);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(query("SELECT count(*) AS n FROM trials")).containsExactly("n", "6");
  }

  private List<String> query(String sql) {
    Run run = Run.of("query", study, sql, "--format", "csv");
    assertThat(run.code()).as(run.err()).isZero();
    return run.lines();
  }
}
