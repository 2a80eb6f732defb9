package io.sweepstake.problems.auction.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BidFilesTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path home;

  @Test
  void howeverAFileIsCutItsRowsAreReadOnceAndInOrder() throws IOException {
    Path file = home.resolve("bids.csv");
    for (String end : List.of("\n", "\r\n", "\r")) {
      Files.writeString(file, String.join(end, "a,b", "1,2", "", "3,4", "5.5,66", "7,8") + end);
      for (int size : new int[] {1, 2, 3, 4, 7, 11, 40}) {
        assertThat(rows(file.toString(), size))
            .as("pieces of %s bytes", size)
            .containsExactly(1.0, 2.0, 3.0, 4.0, 5.5, 66.0, 7.0, 8.0);
      }
    }
  }

  @Test
  void marksAndEncodingsDoNotMatter() throws IOException {
    Path file = home.resolve("bids.csv");
    for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
      String mark = charset == StandardCharsets.UTF_8 ? "\uFEFF" : "";
      Files.write(file, (mark + "1,2\n3,4\n").getBytes(charset));
      for (int size : new int[] {1, 3, 8, 100}) {
        assertThat(rows(file.toString(), size)).containsExactly(1.0, 2.0, 3.0, 4.0);
      }
    }
  }

  @Test
  void filesOfADirectoryAreReadByName() throws IOException {
    Files.writeString(home.resolve("b.csv"), "3,4\n");
    Files.writeString(home.resolve("a.csv"), "1,2");
    Files.writeString(home.resolve("_c.csv"), "5,6");
    Files.writeString(home.resolve("notes.txt"), "7");
    assertThat(rows(home.toString(), 100)).containsExactly(1.0, 2.0, 3.0, 4.0);
    Files.writeString(home.resolve("d.parquet"), "");
    assertThatThrownBy(() -> rows(home.toString(), 100))
        .hasMessage("bids: files of a directory must be of one kind, were a.csv and d.parquet");
  }

  @Test
  void noRowsAreLeftOutWithoutAWord() throws IOException {
    Files.writeString(home.resolve("a.csv"), "1,2");
    Path shouted = Files.writeString(home.resolve("b.CSV"), "3,4");
    assertThat(rows(home.toString(), 100)).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(rows(shouted.toString(), 100)).containsExactly(3.0, 4.0);
    Path packed = Files.writeString(home.resolve("c.csv.gz"), "5,6");
    assertThatThrownBy(() -> rows(home.toString(), 100)).hasMessageEndingWith("was c.csv.gz");
    Files.delete(packed);
    Files.createDirectory(home.resolve("more"));
    assertThatThrownBy(() -> rows(home.toString(), 100))
        .hasMessageEndingWith("was more, a directory");
  }

  @Test
  void columnsThatAreCalledAsOutcomesAreStandWhereTheySay() throws IOException {
    Path file = home.resolve("bids.csv");
    Files.writeString(file, "bidder1_item2,bidder1_item1\n1,2\n");
    assertThatThrownBy(() -> rows(file.toString(), 100))
        .hasMessageContaining("bidder1_item2 stands before bidder1_item1");
  }

  @Test
  void aColonInAFilesNameIsRefusedByName() throws IOException {
    Path file = Files.writeString(home.resolve("10:30.csv"), "1,2");
    assertThatThrownBy(() -> rows(file.toString(), 100))
        .hasMessage("bids: a file's name must have no colon, was 10:30.csv");
  }

  private static List<Double> rows(String path, long size) throws IOException {
    List<Double> values = new ArrayList<>();
    double[] row = new double[2];
    for (BidPortion portion : BidFiles.portions(path, HADOOP, size)) {
      try (BidReader reader = portion.open(2, HADOOP)) {
        while (reader.next(row, 0)) {
          values.add(row[0]);
          values.add(row[1]);
        }
      }
    }
    return values;
  }
}
