package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.descent.AscentRule;
import org.junit.jupiter.api.Test;

class MisreportSearchTest {
  @Test
  void misreportsThatCannotBeSearchedAreRefused() {
    assertThatThrownBy(() -> new MisreportSearch(2, 0.1, AscentRule.ADAM, 3, 2, false, 0, 0, 0.1))
        .hasMessage(
            "misreport_starts: must be at least 3, one for each ascent without a cache, was 2");
    assertThatThrownBy(
            () -> new MisreportSearch(2, 0.1, AscentRule.CARRIED_ADAM, 1, 1, false, 0, 0, 0.1))
        .hasMessageStartingWith("misreport_optimiser: carried moments belong to cached");
    assertThatThrownBy(() -> new MisreportSearch(2, 0, AscentRule.ADAM, 1, 1, true, 0, 0, 0.1))
        .hasMessage("misreport_rate: must be above 0, was 0");
  }

  @Test
  void theMisreportSearchHardensAtTheEnd() {
    MisreportSearch search =
        new MisreportSearch(2, 0.1, AscentRule.ADAM, 1, 1, true, 0.2, 10, 0.01);
    assertThat(search.stepsAt(79, 100)).isEqualTo(2);
    assertThat(search.stepsAt(80, 100)).isEqualTo(10);
    assertThat(search.rateAt(79, 100)).isEqualTo(0.1);
    assertThat(search.rateAt(99, 100)).isCloseTo(0.01, within(1e-12));
  }
}
