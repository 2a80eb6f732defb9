package io.sweepstake.sweeps.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's library section is a program that compiles, and prints what is shown below it. */
class LibraryExampleTest {
  private static final Path SOURCE =
      Path.of("src/test/java/io/sweepstake/sweeps/example/Branin.java");

  @Test
  void theReadmeShowsTheProgram() throws IOException {
    String source = Files.readString(SOURCE);
    String program = source.substring(source.indexOf("import"));
    assertThat(blocks().get(0)).isEqualTo(program);
    assertThat(program.lines()).hasSizeLessThan(45);
  }

  @Test
  void andWhatItPrints() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      io.sweepstake.sweeps.example.Branin.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(blocks().get(1));
  }

  /** The code blocks of the section, in order. */
  private static List<String> blocks() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    int from = readme.indexOf("\n## As a library\n");
    String section = readme.substring(from, readme.indexOf("\n## ", from + 1));
    String[] pieces = section.split("(?m)^```.*\n", -1);
    return List.of(pieces[1], pieces[3]);
  }
}
