package io.sweepstake.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written is told before anything is done, in one line. */
class OutputPlaceTest {
  @TempDir Path temp;

  private String refused(String... arguments) {
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(err);
    assertThat(Main.run(out, out, arguments)).isNotZero();
    assertThat(err.toString()).hasLineCount(1);
    return err.toString();
  }

  @Test
  void placesAreLookedAtBeforeStudiesAre() throws IOException {
    String file = Files.createFile(temp.resolve("file")).toString();
    String nowhere = temp.resolve("no/where").toString();
    assertThat(refused("report", nowhere, "--svg", file))
        .isEqualTo(
            "sweepstake: --svg: must be a folder that can be written to, was " + file + "\n");
    assertThat(refused("report", nowhere, "--png", file + "/below")).contains("--png: must be a");
    assertThat(refused("report", nowhere, "--out", temp.toString()))
        .contains("--out: must be a file, was the directory " + temp);
    assertThat(refused("compare", "a", "b", "--out", nowhere))
        .contains("--out: must be in a directory that can be written to, was " + nowhere);
    assertThat(refused("manual", "--to", file)).contains("--to: must be a folder");
    assertThat(refused("optuna", nowhere, "--to", file))
        .isEqualTo("sweepstake: --to: must be a file that does not exist yet, was " + file + "\n");
    assertThat(refused("optuna", "a", "--to", nowhere))
        .contains("--to: must be in a directory that can be written to, was " + nowhere);
  }

  @Test
  void aPluginThatIsNotThereIsToldSo() {
    String absent = temp.resolve("absent.jar").toString();
    assertThat(refused("--plugin", absent, "settings"))
        .isEqualTo(
            "sweepstake: --plugin: must be a jar, was " + absent + ", and there is no such file\n");
  }

  @Test
  void severalStudiesAreSeveral() {
    assertThat(refused("compare", "a"))
        .startsWith("sweepstake: at least 2 of DIR must be given, were a (see");
    assertThat(refused("compare", "a", "a"))
        .isEqualTo("sweepstake: compare: studies must be different, two are a\n");
  }

  @Test
  void aMissingDirectoryIsNoMissingFile() {
    Path file = temp.resolve("no/where");
    assertThat(ErrorBoundary.message(new NoSuchFileException(file.toString())))
        .isEqualTo(file + ": there is no such directory to write to");
    Path missing = temp.resolve("missing");
    assertThat(ErrorBoundary.message(new NoSuchFileException(missing.toString())))
        .isEqualTo(missing + ": no such file");
  }
}
