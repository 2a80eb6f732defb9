package io.sweepstake.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final ResultTable TABLE =
      new ResultTable(
          List.of("number", "state", "revenue"),
          List.of(
              List.of(3, "COMPLETE", 0.884912345678),
              Arrays.asList(12, "FAIL, \"lost\"", null),
              List.of(4, "COMPLETE", 8.123e-5)));

  @Test
  void columnsThatMatterCanComeFirst() {
    ResultTable led =
        new ResultTable(List.of("a", "b", "c"), List.of(Arrays.asList(1, null, 3)))
            .led(List.of("c", "absent", "a"));
    assertThat(led.columns()).containsExactly("c", "a", "b");
    assertThat(led.rows().get(0)).containsExactly(3, 1, null);
  }

  @Test
  void numbersWithinATextAreShortenedAsThoseOfCellsAre() {
    assertThat(ResultTable.shortenedNumbers("in [0.0013781724531560452, 0.009000000000000001]"))
        .isEqualTo("in [0.00137817, 0.009]");
    assertThat(ResultTable.shortenedNumbers("one of [1.0, 2.5, v1.2], 1000000.0"))
        .isEqualTo("one of [1.0, 2.5, v1.2], 1000000.0");
  }

  @Test
  void tablesAlignNumbersRightAndTextLeft() {
    assertThat(TABLE.format(Format.TABLE))
        .isEqualTo(
            """
            number  state           revenue
            ------  ------------  ---------
                 3  COMPLETE       0.884912
                12  FAIL, "lost"          -
                 4  COMPLETE      8.123e-05
            """);
  }

  @Test
  void whatDoesNotFitIsLeftOutFromTheRight() {
    assertThat(TABLE.within(31).columns()).containsExactly("number", "state", "revenue");
    assertThat(TABLE.within(30).columns()).containsExactly("number", "state");
    assertThat(TABLE.within(5).format(Format.TABLE)).startsWith("number  state\n");
  }

  @Test
  void csvKeepsAllDigitsAndQuotes() {
    assertThat(TABLE.format(Format.CSV))
        .isEqualTo(
            """
            number,state,revenue
            3,COMPLETE,0.884912345678
            12,"FAIL, ""lost\""",
            4,COMPLETE,8.123E-5
            """);
  }

  @Test
  void jsonHasNullForWhatIsMissing() {
    assertThat(TABLE.format(Format.JSON))
        .isEqualTo(
            """
            [
              {"number": 3, "state": "COMPLETE", "revenue": 0.884912345678},
              {"number": 12, "state": "FAIL, \\"lost\\"", "revenue": null},
              {"number": 4, "state": "COMPLETE", "revenue": 8.123E-5}
            ]
            """);
  }

  @Test
  void nothingAndAnEmptyTextDiffer() {
    ResultTable table = new ResultTable(List.of("a", "b"), List.of(Arrays.asList("", null)));
    assertThat(table.format(Format.CSV)).isEqualTo("a,b\n\"\",\n");
    assertThat(table.format(Format.JSON)).contains("{\"a\": \"\", \"b\": null}");
  }

  @Test
  void jsonHasNoNameTwice() {
    ResultTable table = new ResultTable(List.of("a", "a"), List.of(List.of(1, 2)));
    assertThatThrownBy(() -> table.format(Format.JSON))
        .hasMessage("json: columns must have different names, two are a; name one anew by AS");
  }

  @Test
  void noRowsAreStillATable() {
    ResultTable empty = new ResultTable(List.of("a"), List.of());
    assertThat(empty.format(Format.CSV)).isEqualTo("a\n");
    assertThat(empty.format(Format.JSON)).isEqualTo("[]\n");
    assertThat(empty.format(Format.TABLE)).isEqualTo("a\n-\n");
  }

  @Test
  void rowsMustFitTheColumns() {
    assertThatThrownBy(() -> new ResultTable(List.of("a"), List.of(List.of(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wants 1 cells");
  }

  @Test
  void jsonIsStrictAboutNumbers() {
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("x", Double.NaN);
    nested.put("y", List.of(1, Float.NEGATIVE_INFINITY));
    ResultTable table =
        new ResultTable(
            List.of("a", "b", "c"), List.of(List.of(Double.POSITIVE_INFINITY, Double.NaN, nested)));
    assertThat(table.format(Format.JSON))
        .contains("{\"a\": 1e999, \"b\": null, \"c\": {\"x\": null, \"y\": [1, -1e999]}}");
  }
}
