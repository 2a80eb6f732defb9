package io.sweepstake.problems.auction.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetProfilesTest {
  @TempDir private Path home;

  private Path file(List<List<Object>> rows) throws IOException {
    new StudyFolder(home.toString()).append("bids", List.of("first", "second"), rows);
    try (Stream<Path> parts = Files.list(home.resolve("bids"))) {
      return Files.move(
          parts.findFirst().orElseThrow(),
          home.resolve("bids.parquet"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void aSettingIsMadeOfAParquetFile() throws IOException {
    Path file = file(List.of(List.of(1.5, 2), List.of(0.0, 7), List.of(3.0, 4)));
    assertThat(new ParquetProfiles().read(file, 2).values()).containsExactly(1.5f, 2, 0, 7, 3, 4);
    Setting setting = Settings.named("additive-1x2:file(" + file + ")");
    assertThat(setting.distribution().support().high(0, 1)).isEqualTo(7);
  }

  @Test
  void badRowsAreRefusedByPlaceRuleAndValue() throws IOException {
    Path negative = file(List.of(List.of(1.5, 2), List.of(-1.0, 7)));
    assertThatThrownBy(() -> new ParquetProfiles().read(negative, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "row 2, column first: must be a finite number of at least 0, was '-1.0'");
    assertThatThrownBy(() -> new ParquetProfiles().read(negative, 3))
        .hasMessageContaining("needs 3 columns", "was 2");
  }

  @Test
  void nothingIsNoValue() throws IOException {
    Path file = file(List.of(List.of(1.5, 2), Arrays.asList(2.0, null)));
    assertThatThrownBy(() -> new ParquetProfiles().read(file, 2))
        .hasMessageContaining("row 2, column second", "was 'null'");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Path file = file(List.of(List.of(1.5, 2), List.of(0.0, 7), List.of(3.0, 4)));
    byte[] content = Files.readAllBytes(file);
    for (int k = 0; k < content.length; k += 7) {
      byte[] flipped = content.clone();
      flipped[k] ^= 4;
      byte[] cut = Arrays.copyOf(content, k);
      for (byte[] damaged : List.of(flipped, cut)) {
        Files.write(file, damaged);
        // What describes the file to people alone has no checksum.
        assertThatCode(() -> read(file)).as("byte %s", k).doesNotThrowAnyException();
      }
    }
  }

  /** Reads what was written, or refuses in one sentence. */
  private static void read(Path file) throws IOException {
    try {
      assertThat(new ParquetProfiles().read(file, 2).values()).containsExactly(1.5f, 2, 0, 7, 3, 4);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).contains(file.getFileName().toString()).hasLineCount(1);
    }
  }
}
