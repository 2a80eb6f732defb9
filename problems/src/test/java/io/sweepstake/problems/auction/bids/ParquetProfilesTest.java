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
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
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
  void decimalsAreNumbersAndDaysAreNot() throws IOException {
    assertThat(values("required int64 a (DECIMAL(10,2)); required int32 b (DECIMAL(5,1));"))
        .containsExactly(.25f, 2.5f, .25f, 2.5f);
    assertThat(values("required int32 a (UINT_8); required int64 b (INT_64);"))
        .containsExactly(25, 25, 25, 25);
    for (String meaning : List.of("int32 a (DATE)", "int64 a (TIMESTAMP_MILLIS)")) {
      assertThatThrownBy(() -> values("required " + meaning + "; required int32 b;"))
          .hasMessageContaining("row 1, column a: must be a finite number of at least 0");
    }
  }

  /** What two rows of 25s are read as, with columns of these types. */
  private float[] values(String columns) throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message bids { " + columns + " }");
    Path file = home.resolve("typed.parquet");
    Files.deleteIfExists(file);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(
                    new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false)))
            .withType(schema)
            .build()) {
      Group row = new SimpleGroup(schema);
      for (int k = 0; k < 2; k++) {
        if (schema.getType(k).asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32) {
          row.add(k, 25);
        } else {
          row.add(k, 25L);
        }
      }
      writer.write(row);
      writer.write(row);
    }
    return new ParquetProfiles().read(file, 2).values();
  }

  @Test
  void columnsThatAreCalledAsOutcomesAreStandWhereTheySay() {
    assertThatThrownBy(() -> values("required int32 bidder1_item2; required int32 bidder1_item1;"))
        .hasMessageContaining("bidder1_item2 stands before bidder1_item1");
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
