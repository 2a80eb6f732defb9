package io.sweepstake.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
  @TempDir Path temp;

  private Map<String, Object> read(String text) throws IOException {
    return YamlFile.read(Files.writeString(temp.resolve("s.yaml"), text)).values();
  }

  @Test
  void wordsAreWhatTheyLookLike() throws IOException {
    Map<String, Object> values =
        read(
            """
            trials: 010
            iterations: 30
            study: 2026-11-29
            time: 1:30
            rate: 1e-4
            share: .5
            kind: {a: on, b: no, c: 1_000, d: 0x10}
            synchronous: true
            engine: ~
            """);
    assertThat(new Fields(values).whole("trials")).hasValue(10);
    assertThat(new Fields(values).whole("iterations")).hasValue(30);
    assertThat(values)
        .containsEntry("study", "2026-11-29")
        .containsEntry("time", "1:30")
        .containsEntry("rate", 1e-4)
        .containsEntry("share", 0.5)
        .containsEntry("kind", Map.of("a", "on", "b", "no", "c", "1_000", "d", "0x10"))
        .containsEntry("synchronous", true)
        .containsEntry("engine", null);
  }

  @Test
  void aSecondDocumentIsRefusedInASentence() {
    assertThatThrownBy(() -> read("trials: 1\n---\ntrials: 2\n"))
        .hasMessageEndingWith(
            "line 2, column 1: expected a single document in the stream, but found another"
                + " document");
  }

  @Test
  void whatContainsItselfIsRefused() {
    for (String text : List.of("a: 1\nsetting: &a [*a]\n", "a: 1\nsetting: &a {b: {c: *a}}\n")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("s.yaml line 2, column 10: must not contain itself");
    }
    assertThatThrownBy(() -> read("&a {b: 1, *a : 2}"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .hasLineCount(1);
  }

  @Test
  void whatIsSaidTwiceStandsTwice() throws IOException {
    assertThat(read("a: &x [1, 2]\nb: *x\n"))
        .isEqualTo(Map.of("a", List.of(1, 2), "b", List.of(1, 2)));
  }
}
