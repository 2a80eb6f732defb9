package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.ceiling.Ceiling;
import io.sweepstake.core.ceiling.CeilingSpec;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.problem.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptCeilingsTest {
  private static final CeilingSpec SPEC = new CeilingSpec(3, 2, 2, 60, 64, 6_400);
  private static final Setting OWN = Settings.named("additive-2x2:uniform(0,3)");

  @TempDir private Path home;

  @BeforeEach
  void ofItsOwn() {
    System.setProperty("sweepstake.cache", home.toString());
  }

  @AfterEach
  void ofTheUser() {
    System.clearProperty("sweepstake.cache");
  }

  private static Ceiling ceiling(Setting setting, double bound, double error) {
    return new Ceiling(setting.name(), bound, error, Ceiling.Basis.STREAMS, 100, 6_400);
  }

  @Test
  void whatWasComputedIsKnownAfterwardsAndOnlyForThatSetting() throws IOException {
    assertThat(KeptCeilings.of(OWN)).isEmpty();
    Path file = KeptCeilings.keep(OWN, ceiling(OWN, 2.7, 0.01), SPEC, 12.34);

    assertThat(file).hasParent(home);
    assertThat(Files.readAllLines(file).get(1)).endsWith("\t6400\t3\t60\t12.3");
    assertThat(KeptCeilings.of(OWN)).contains(ceiling(OWN, 2.7, 0.01));
    for (String other :
        List.of(
            "additive-2x2:uniform(0,3.5)",
            "additive-2x2:uniform(1,3)",
            "unit-2x2:uniform(0,3)",
            "additive-2x3:uniform(0,3)",
            "additive-3x2:uniform(0,3)")) {
      assertThat(KeptCeilings.of(Settings.named(other))).as(other).isEmpty();
    }
  }

  @Test
  void aSettingIsItselfUnderAnyName() {
    Setting renamed =
        new Setting("mine", OWN.bidders(), OWN.items(), OWN.demand(), OWN.distribution());
    assertThat(KeptCeilings.fingerprint(renamed)).isEqualTo(KeptCeilings.fingerprint(OWN));
    Setting told =
        new Setting("mine", OWN.bidders(), OWN.items(), OWN.demand(), OWN.distribution(), 1);
    assertThat(KeptCeilings.fingerprint(told)).isNotEqualTo(KeptCeilings.fingerprint(OWN));
  }

  @Test
  void theLowestCountsWithWhatItMayBeOffBy() throws IOException {
    KeptCeilings.keep(OWN, ceiling(OWN, 2.70, 0.010), SPEC, 1);
    KeptCeilings.keep(OWN, ceiling(OWN, 2.69, 0.100), SPEC, 1);
    KeptCeilings.keep(OWN, ceiling(OWN, 2.71, 0.001), SPEC, 7);
    assertThat(KeptCeilings.of(OWN)).contains(ceiling(OWN, 2.71, 0.001));
    assertThat(KeptCeilings.seconds(OWN)).hasValue(7);
  }

  @Test
  void aLineThatWasCutOffIsAsIfItWereNotThere() throws IOException {
    Path file = KeptCeilings.keep(OWN, ceiling(OWN, 2.7, 0.01), SPEC, 1);
    String line = Files.readAllLines(file).get(1);
    Files.writeString(file, line.replace("2.7\t", "x\t") + "\n", StandardOpenOption.APPEND);
    Files.writeString(file, line.replace("2.7\t", "NaN\t") + "\n", StandardOpenOption.APPEND);
    Files.writeString(file, line.substring(0, 40), StandardOpenOption.APPEND);
    assertThat(KeptCeilings.of(OWN)).contains(ceiling(OWN, 2.7, 0.01));
  }

  @Test
  void whatHasNoCeilingHasNoneKept() {
    for (String name :
        List.of("latent", "additive-1x2:exponential(1)", "screening-1x2:lognormal(0,0.5)")) {
      assertThat(KeptCeilings.of(Settings.named(name))).as(name).isEmpty();
    }
  }

  /** Every line that comes with the program: well above what is earned, and not far. */
  static Stream<String> shipped() throws IOException {
    try (var lines = KeptCeilings.class.getResourceAsStream("ceilings.tsv")) {
      return new String(lines.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines().skip(1).toList().stream();
    }
  }

  @Test
  void thoseThatComeWithTheProgramFitTheirSettings() throws IOException {
    List<String> lines = shipped().toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      String[] cells = line.split("\t");
      Setting setting = Settings.named(cells[1]);
      assertThat(KeptCeilings.fingerprint(setting)).as(line).isEqualTo(cells[0]);
      Ceiling ceiling = KeptCeilings.of(setting).orElseThrow();
      double most = ceiling.bound() + 3 * ceiling.standardError();
      assertThat(ceiling.standardError()).as(line).isBetween(0.0, 2e-3 * ceiling.bound());
      for (Reference classical : ClassicalAuctions.of(setting)) {
        double revenue = classical.metrics().value(AuctionMetrics.REVENUE).getAsDouble();
        double error = classical.metrics().value(AuctionMetrics.REVENUE_SE).orElse(0);
        assertThat(most).as(line + classical.name()).isGreaterThan(revenue - 3 * error);
      }
      KnownOptimum.of(setting)
          .ifPresent(optimum -> assertThat(most).as(line).isLessThan(1.01 * optimum.revenue()));
    }
  }
}
