package io.sweepstake.problems;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.problems.example.FirstSweep;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's sweep from Java, as it stands there. */
@Tag("spark")
class FirstSweepTest {
  @TempDir Path home;

  @Test
  void itRunsAsTheReadmeHasIt() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/io/sweepstake/problems/example/FirstSweep.java"));
    assertThat(Files.readString(Path.of("../README.md")))
        .contains(source.substring(source.indexOf("import ")).strip());

    Path study = home.resolve("study");
    FirstSweep.main(new String[] {study.toString()});

    assertThat(StudyView.of(study.toString()).history().told()).isEqualTo(4);
    assertThat(study.resolve("report.html")).isNotEmptyFile();
  }
}
