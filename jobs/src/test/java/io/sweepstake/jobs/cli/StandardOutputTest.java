package io.sweepstake.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  private static StandardOutput failing(String why) {
    return new StandardOutput(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(why);
          }
        });
  }

  private static void print(StandardOutput output) {
    PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
    out.println("a table");
    out.println("and more");
    out.flush();
  }

  @Test
  void whatAFullDeviceLosesIsNoticed() {
    StandardOutput output = failing("No space left on device");
    assertThat(output.lost()).isFalse();
    print(output);
    assertThat(output.lost()).isTrue();
    assertThat(output.reason())
        .isEqualTo("standard output cannot be written: No space left on device");
  }

  @Test
  void aReaderThatHasSeenEnoughLosesNothing() {
    StandardOutput output = failing("Broken pipe");
    print(output);
    assertThat(output.lost()).isFalse();
  }

  @Test
  void whatIsPrintedArrives() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(bytes);
    print(output);
    assertThat(output.lost()).isFalse();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).hasLineCount(2);
  }
}
