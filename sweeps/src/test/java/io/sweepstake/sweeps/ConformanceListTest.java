package io.sweepstake.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that {@code docs/search-conformance.md} names exist. */
class ConformanceListTest {
  private static final Pattern NAME =
      Pattern.compile("`([A-Z]\\w+(?:Test|Contract))(?:\\.(\\w+))?`");

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Map<String, String> sources;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .collect(
                  Collectors.toMap(
                      file -> file.getFileName().toString().replace(".java", ""),
                      ConformanceListTest::read));
    }
    List<MatchResult> named =
        NAME.matcher(Files.readString(Path.of("../docs/search-conformance.md"))).results().toList();
    assertThat(named).hasSizeGreaterThan(40);
    for (MatchResult name : named) {
      assertThat(sources).containsKey(name.group(1));
      if (name.group(2) != null) {
        assertThat(sources.get(name.group(1))).contains("void " + name.group(2) + "(");
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
