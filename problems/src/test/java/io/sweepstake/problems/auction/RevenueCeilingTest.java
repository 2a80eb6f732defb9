package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.ceiling.Ceiling;
import io.sweepstake.core.ceiling.CeilingSpec;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.study.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevenueCeilingTest {
  /** One that nobody has computed a ceiling for. */
  private static final Setting OWN = Settings.named("additive-2x2:uniform(0,3)");

  /** Two bidders on [0, 1] for one item: Myerson's reserve ½ earns 5/12. */
  private static final Setting KNOWN = Settings.named("additive-2x1:uniform(0,1)");

  @TempDir private Path home;

  @BeforeEach
  void ofItsOwn() {
    System.setProperty("sweepstake.cache", home.toString());
  }

  @AfterEach
  void ofTheUser() {
    System.clearProperty("sweepstake.cache");
  }

  private static void keep(double bound, double error) throws IOException {
    Ceiling ceiling = new Ceiling(OWN.name(), bound, error, Ceiling.Basis.RAYS, 10, 64);
    KeptCeilings.keep(OWN, ceiling, new CeilingSpec(1, 2, 2, 1, 64, 64), 1);
  }

  private static Metrics judged(double ceiling) {
    return Metrics.of(AuctionMetrics.CEILING, ceiling);
  }

  @Test
  void aKnownOptimumIsReachedAndNotToBeBettered() {
    RevenueCeiling optimum = RevenueCeiling.of(KNOWN).orElseThrow();
    assertThat(optimum.revenue()).isCloseTo(5.0 / 12, within(1e-9));
    assertThat(optimum.reached()).isTrue();
    assertThat(optimum.standardError()).isZero();
    assertThat(RevenueCeiling.of(KNOWN, judged(0.1))).contains(optimum);
    assertThat(RevenueCeiling.of(KNOWN, Metrics.NONE)).contains(optimum);
  }

  @Test
  void nothingIsKnownOfWhatNobodyComputed() {
    assertThat(RevenueCeiling.of(OWN)).isEmpty();
    assertThat(RevenueCeiling.of(OWN, Metrics.NONE)).isEmpty();
    assertThat(RevenueCeiling.of(Metrics.NONE)).isEmpty();
    assertThat(RevenueCeiling.of(OWN, judged(2.7).with(AuctionMetrics.CEILING_SE, 0.25)))
        .contains(new RevenueCeiling(2.7, 0.25, 0, false, "kept with the study"));
    assertThat(RevenueCeiling.of(OWN, judged(2.7)))
        .contains(new RevenueCeiling(2.7, 0, 0, false, "kept with the study"));
  }

  @Test
  void ofTwoTheLowerCountsWithThreeErrors() throws IOException {
    keep(2.6, 0.01);
    RevenueCeiling computed = new RevenueCeiling(2.6, 0.01, 0, false, "rays alone");
    assertThat(RevenueCeiling.of(OWN)).contains(computed);
    assertThat(RevenueCeiling.of(OWN, Metrics.NONE)).contains(computed);
    assertThat(RevenueCeiling.of(OWN, judged(2.62)).orElseThrow().revenue()).isEqualTo(2.62);
    assertThat(RevenueCeiling.of(OWN, judged(2.64))).contains(computed);
    assertThat(RevenueCeiling.of(OWN, judged(2.5).with(AuctionMetrics.CEILING_SE, 0.1)))
        .as("2.5 + 0.3 is above 2.6 + 0.03")
        .contains(computed);
  }

  /** Errors of .3 and .4 are .5 together, three of which are 1.5. */
  @Test
  void isExceededByMoreThanThreeErrorsOfBothAndTheTolerance() {
    RevenueCeiling ceiling = new RevenueCeiling(10, 0.3, 0.25, false, "test");
    assertThat(ceiling.exceededBy(11.74, 0.4)).isFalse();
    assertThat(ceiling.exceededBy(11.76, 0.4)).isTrue();
    assertThat(new RevenueCeiling(10, 0, 0, true, "test").exceededBy(10, 0)).isFalse();
    assertThat(new RevenueCeiling(10, 0, 0, true, "test").exceededBy(10.001, 0)).isTrue();
  }
}
