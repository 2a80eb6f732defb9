package io.sweepstake.notebooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class NotebookCommandTest {
  @Test
  void whatIsWrongIsOneSentence() {
    assertThat(error("notebook")).contains("Missing required argument", "--install | --open");
    assertThat(error("notebook", "--install", "--study", "x"))
        .contains("--study: is for --open, which was not given");
    assertThat(error("notebook", "--install"))
        .contains("notebook: is for the launcher, ./sweepstake, which Jupyter is told to start");
    assertThat(error("notebook", "--kernel", "absent.json")).contains("absent.json");
  }

  /** Of every command; picocli would break a line wherever a text is in pieces. */
  @Test
  void optionsAreDescribedInOnePiece() {
    for (CommandLine command : Main.commands().getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        assertThat(option.description())
            .as(command.getCommandName() + " " + option.longestName())
            .hasSizeLessThan(2);
      }
    }
  }

  private static String error(String... words) {
    StringWriter err = new StringWriter();
    assertThat(Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), words))
        .isNotZero();
    assertThat(err.toString().lines()).as(err.toString()).hasSize(1);
    return err.toString();
  }
}
