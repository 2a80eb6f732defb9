package io.sweepstake.jobs.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir Path temp;

  @Test
  void bashCompletesCommandsAndTheirOptions() throws IOException {
    StringWriter script = new StringWriter();
    assertThat(Main.run(new PrintWriter(script), new PrintWriter(script), "completion")).isZero();
    Path file = Files.writeString(temp.resolve("completion"), script.toString());
    assertThat(completed(file, "sweepstake", "quer")).isEqualTo("query");
    assertThat(completed(file, "sweepstake", "query", "--for")).isEqualTo("--format");
  }

  private String completed(Path script, String... words) throws IOException {
    String line =
        String.format(
            "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_sweepstake 2>/dev/null; echo"
                + " ${COMPREPLY[@]}",
            script, String.join(" ", words), words.length - 1);
    Process bash = new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
