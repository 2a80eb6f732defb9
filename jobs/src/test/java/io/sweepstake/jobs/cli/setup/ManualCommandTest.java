package io.sweepstake.jobs.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualCommandTest {
  @TempDir Path temp;

  @Test
  void everyCommandHasAPageWithItsOptionsAndExamples() throws IOException {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    Path pages = temp.resolve("man1");
    assertThat(Main.run(out, out, "manual", "--to", pages.toString())).isZero();
    String sweep = Files.readString(pages.resolve("sweepstake-sweep.1"));
    assertThat(sweep)
        .startsWith(".TH SWEEPSTAKE-SWEEP 1\n.SH NAME\nsweepstake\\-sweep \\- Search for the")
        .contains("\n.SH SYNOPSIS\n", "\n.SH OPTIONS\n", "\\-\\-trials=N", "\n.SH EXAMPLES\n")
        .doesNotContain("Examples:");
    try (Stream<Path> files = Files.list(pages)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names).contains("sweepstake.1", "sweepstake-query.1").hasSizeGreaterThan(20);
      assertThat(said.toString()).isEqualTo(names.size() + " pages in " + pages + "\n");
    }
    for (String line : sweep.lines().toList()) {
      assertThat(line).matches("\\.(TH|SH|nf|fi).*|\\\\&.*|sweepstake.*");
    }
  }
}
