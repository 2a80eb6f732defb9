package io.sweepstake.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefLibFileTest {
  private static final String GRAPH =
      """
      # FILE NAME: made-up.wmd
      # NUMBER ALTERNATIVES: 5
      # NUMBER EDGES: 7
      # ALTERNATIVE NAME 1: Pair 1
      1,2,1.0
      2,1,1.0
      2,3,1.0
      3,4,1.0
      4,2,1.0
      4,5,0.0
      5,4,1.0
      """;

  private static final String PAIRS =
      """
      Pair,Patient,Donor,Wife-P?,%Pra,Out-Deg,Altruist
      0,O,A,0,0.05,2,0
      1,A,O,1,0.9,3,0
      2,AB,B,0,0.45,1,0
      3,B,A,0,0.05,1,0
      4,O,O,0,0.05,4,1
      """;

  @TempDir private Path folder;

  private String setting(String file, String content, String options) throws IOException {
    Path path = folder.resolve(file);
    Files.writeString(path, content);
    return "exchange:file(" + path + options + ")";
  }

  @Test
  void aGraphsCyclesAreItsStructures() throws IOException {
    ExchangeSetting two = ExchangeSettings.named(setting("a.wmd", GRAPH, ""));
    assertThat(two.structures().cycles()).containsExactly(List.of(0, 1));
    ExchangeSetting three = ExchangeSettings.named(setting("a.wmd", GRAPH, ",cycles=3"));
    assertThat(three.structures().cycles()).containsExactly(List.of(0, 1), List.of(1, 2, 3));
    assertThat(three.central().size()).isEqualTo(4 + 8);
    int[] pool = three.pool(1, 1);
    assertThat(Arrays.stream(pool).sum()).isEqualTo(4); // two of five pairs in each hospital
    for (int pair = 0; pair < 5; pair++) {
      assertThat(pool[pair] + pool[5 + pair]).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void pairsAreOfTheirBloodGroupsAndDonorsAloneAreLeftOut() throws IOException {
    ExchangeSetting setting = ExchangeSettings.named(setting("a.dat", PAIRS, ",pairs=2"));
    assertThat(setting.types()).isEqualTo(16);
    int[] total = new int[16];
    for (int row = 0; row < 32; row++) {
      total[row % 16] += setting.pool(1, 1)[row];
    }
    int[] all = new int[16];
    for (int type : new int[] {1, 4, 14, 9}) { // patient · 4 + donor, of O, A, B, AB
      all[type]++;
    }
    assertThat(total).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2,1,1.0    | 2,1           | line 6: an edge is 'source,target,weight', was '2,1'
          2,3,1.0    | 2,6,1         | line 7: a pair is a number from 1 to 5, was 6
          3,4,1.0    | 3,4,x         | line 8: 'x' is no number
          5,4,1.0    | # none        | line 11: '# NUMBER EDGES' says 7, there are 6
          S: 5       | S: 99999      | line 5: needs '# NUMBER ALTERNATIVES: N' from 1 to 2048
          S: 5       | S: -1         | line 2: NUMBER ALTERNATIVES is a whole number, was -1.0
          """)
  void whatIsWrongInAGraphIsSaidWithItsLine(String right, String wrong, String message)
      throws IOException {
    String name = setting("a.wmd", GRAPH.replace(right, wrong), "");
    assertThatThrownBy(() -> ExchangeSettings.named(name)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2,AB,B     | 2,C,B          | line 4: a blood group is O, A, B or AB, was C
          0,O,A,0    | 0,O,A          | line 2: a pair is 'Pair,Patient,Donor
          """)
  void whatIsWrongInPairsIsSaidWithItsLine(String right, String wrong, String message)
      throws IOException {
    String name = setting("a.dat", PAIRS.replace(right, wrong), ",pairs=1");
    assertThatThrownBy(() -> ExchangeSettings.named(name)).hasMessageContaining(message);
  }

  @Test
  void whatIsNoFileOrTooSmallIsRefused() throws IOException {
    assertThatThrownBy(() -> ExchangeSettings.named("exchange:file(" + folder + "/none.wmd)"))
        .hasMessageEndingWith("none.wmd: cannot be read");
    assertThatThrownBy(() -> ExchangeSettings.named("exchange:file(a.csv)"))
        .hasMessage("setting: a file must end in .wmd or .dat, was a.csv");
    String five = setting("a.wmd", GRAPH, ",pairs=3");
    assertThatThrownBy(() -> ExchangeSettings.named(five))
        .hasMessage("pairs: must be from 1 to 2 for 2 hospitals, as the file has 5, were 3");
  }
}
