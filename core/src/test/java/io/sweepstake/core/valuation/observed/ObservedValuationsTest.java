package io.sweepstake.core.valuation.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.auction.VcgAuction;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.regret.CheapAttack;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.ValuationDistributionContract;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservedValuationsTest {
  @TempDir private Path home;

  private static ObservedValuations ofRows(int rows) {
    float[] values = new float[rows * 2];
    for (int k = 0; k < values.length; k++) {
      values[k] = k + 1;
    }
    return ObservedValuations.of(1, 2, new ObservedProfiles("rows", 2, values));
  }

  @Nested
  class ObservedIsADistribution extends ValuationDistributionContract {
    @Override
    public ValuationDistribution distribution() {
      return ofRows(100);
    }
  }

  @Nested
  class HeldOutIsADistribution extends ValuationDistributionContract {
    @Override
    public ValuationDistribution distribution() {
      return ofRows(1000).heldOut();
    }
  }

  private static Set<Float> drawn(ValuationDistribution distribution, int count) {
    ValuationProfiles block = new ValuationProfiles(count, 1, 2);
    distribution.sample(0, block, 3);
    Set<Float> rows = new HashSet<>();
    for (int k = 0; k < count; k++) {
      assertThat(block.value(k, 0, 1)).isEqualTo(block.value(k, 0, 0) + 1);
      rows.add(block.value(k, 0, 0));
    }
    return rows;
  }

  @Test
  void noRowIsBothTrainedOnAndJudgedBy() {
    ObservedValuations observed = ofRows(57);
    Set<Float> training = drawn(observed, 5000);
    Set<Float> judging = drawn(observed.heldOut(), 11);
    assertThat(training).hasSize(46);
    assertThat(judging).hasSize(11);
    assertThat(training).doesNotContainAnyElementsOf(judging);
    assertThat(observed.heldOut().distinctProfiles()).isEqualTo(11);
  }

  @Test
  void anEvaluationHasNoMoreProfilesThanThereAreRowsToJudgeBy() {
    Setting setting = new Setting("rows", 1, 2, Demand.ADDITIVE, ofRows(57));
    Evaluator evaluator = new Evaluator(setting, 1, 100_000, 1_000, CheapAttack.standard());
    assertThat(evaluator.profiles()).isEqualTo(11);
    assertThat(evaluator.attackedProfiles()).isEqualTo(11);
    Evaluation evaluation = evaluator.evaluate(new VcgAuction(Demand.ADDITIVE));
    assertThat(evaluation.revenue().count()).isEqualTo(11);
  }

  @Test
  void aSettingIsMadeOfAFileAndKnowsWhenItChanges() throws IOException {
    Path file = home.resolve("my bids.csv");
    Files.writeString(file, "a1,a2,b1,b2\n1,2,3,4\n\n5,6,7,8.5\n0,0,1e1,1\n");
    Setting setting = Settings.named("additive-2x2:file(" + file + ")");
    assertThat(setting.name()).contains("#");
    assertThat(setting.distribution().support().high(1, 0)).isEqualTo(10);
    assertThat(setting.distribution().support().low(1, 0)).isZero();
    assertThat(Settings.named(setting.name())).isEqualTo(setting);
    Files.writeString(file, "1,2,3,4\n5,6,7,8\n0,0,1e1,1\n");
    assertThatThrownBy(() -> Settings.named(setting.name()))
        .hasMessageContaining("must still hold the profiles of digest");
  }

  @Test
  void tablesInOtherEncodingsAreRead() throws IOException {
    Path file = home.resolve("bids.csv");
    Files.write(file, "item,H\u00f6he\n0.5,0.25\n0.75,0.5\n".getBytes(StandardCharsets.ISO_8859_1));
    float[] values = {0.5f, 0.25f, 0.75f, 0.5f};
    assertThat(new CsvProfiles().read(file, 2).values()).containsExactly(values);
    for (String mark : new String[] {"", "\ufeff"}) {
      Files.writeString(file, mark + "0.5,0.25\r0.75,0.5");
      assertThat(new CsvProfiles().read(file, 2).values()).containsExactly(values);
    }
    Files.write(file, "\ufeffa,b\n0.5,0.25\n0.75,0.5".getBytes(StandardCharsets.UTF_16LE));
    assertThat(new CsvProfiles().read(file, 2).values()).containsExactly(values);
    Files.write(file, "0.5,0.25\n0.75,0.5".getBytes(StandardCharsets.UTF_16BE));
    assertThatThrownBy(() -> new CsvProfiles().read(file, 2))
        .hasMessageEndingWith("bids.csv: must be text, has bytes of 0");
  }

  @Test
  void badRowsAreRefusedByPlaceRuleAndValue() throws IOException {
    assertRefused("1,2\n3,abc\n", "line 2, column 2: must be a finite number", "was 'abc'");
    assertRefused("v1,v2\n3,1\n4,-2\n", "line 3, column 2", "at least 0, was '-2'");
    assertRefused("1,2\n3,NaN\n", "line 2, column 2", "was 'NaN'");
    assertRefused("1,2\n3,\n", "line 2, column 2", "was ''");
    assertRefused("1,2\n3,1e99\n", "must be at most 3.4028235E38", "was '1e99'");
    assertRefused("a,b\n0.5f,0.5\n", "line 2, column 1", "was '0.5f'");
    assertRefused("a,b\n0x1p-1,0.5\n", "line 2, column 1", "was '0x1p-1'");
    assertRefused("a,b\n1,0.9€\n", "line 2, column 2", "was '0.9€'");
    assertRefused("a,b\n1," + "9".repeat(99) + "\n", "", "was '" + "9".repeat(60) + "…'");
    assertRefused("a;b\n1;2\n", "line 1: needs 2 values", "was 1; is it separated by ';'?");
    assertRefused("1\t2\n3\t4\n", "line 1: needs 2 values", "was 1; is it separated by a tab?");
    assertRefused("\"\",\"a\",\"b\"\n1,1,2\n", "line 1: needs 2 values", "row.names = FALSE");
    assertRefused(
        "a,b\n1,.5,.2\n", "line 2: needs 2 values", "was 3; does the first number the rows");
    assertRefused("1,2\n.3,4,5\n", "line 2: needs 2 values", "was 3");
    assertRefused("1,0\n3,0\n", "column 2: needs a value above 0", "");
    assertRefused("1,2\n", "needs at least 2 complete profiles", "had 1");
    assertThatThrownBy(() -> Settings.named("additive-1x2:file(none.csv)"))
        .hasMessageContaining("there is no file none.csv");
    Path other = Files.writeString(home.resolve("bids.xls"), "1,2");
    assertThatThrownBy(() -> Settings.named("additive-1x2:file(" + other + ")"))
        .hasMessageContaining("must end in .csv");
  }

  @Test
  void numbersMayStandInQuotesAsProgramsWriteThem() throws IOException {
    Path file = Files.writeString(home.resolve("bids.csv"), "\"1\", \"2.5\"\n3,\"4\"\n");
    assertThat(new CsvProfiles().read(file, 2).values()).containsExactly(1, 2.5f, 3, 4);
    assertRefused("\"a\",\"b\"\n\"1\",\"\"\n", "line 2, column 2", "was ''");
    assertRefused("\"a\",\"b\"\n1,2\"\n", "line 2, column 2", "was '2\"'");
  }

  @Test
  void aFirstRowThatIsMistypedIsNotTakenForNames() throws IOException {
    assertRefused("0.3€,0.9€\n1,2\n3,4\n", "line 1, column 1", "was '0.3€'");
    assertRefused("1_0,2_0\n1,2\n3,4\n", "line 1, column 1", "was '1_0'");
    assertRefused(",\n1,2\n3,4\n", "line 1, column 1", "was ''");
    assertRefused("Infinity,Infinity\n1,2\n3,4\n", "line 1, column 1", "was 'Infinity'");
  }

  @Test
  void columnsThatAreCalledAsOutcomesAreStandWhereTheySay() throws IOException {
    assertRefused(
        "bidder1_item2,bidder1_item1\n1,2\n3,4\n",
        "line 1: columns must be bidder after bidder, item after item",
        "bidder1_item2 stands before bidder1_item1");
    assertRefused("bidder2_item1,bidder1_item1\n1,2\n3,4\n", "columns must be", "");
    assertRefused("bidder1_item1,\"bidder1_item1\"\n1,2\n3,4\n", "columns must be", "");
    Path file = Files.writeString(home.resolve("bids.csv"), "bidder9_item1,b\n1,2\n3,4\n");
    assertThat(new CsvProfiles().read(file, 2).values()).containsExactly(1, 2, 3, 4);
  }

  private void assertRefused(String content, String place, String value) throws IOException {
    Path file = Files.writeString(home.resolve("bids.csv"), content);
    assertThatThrownBy(() -> Settings.named("additive-1x2:file(" + file + ")"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bids.csv")
        .hasMessageContaining(place)
        .hasMessageContaining(value);
  }
}
