package io.sweepstake.core.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningScheduleTest {
  @Test
  void theCosineGoesFromStartToEnd() {
    LearningSchedule cosine = new LearningRate(0.1, 0.02);
    assertThat(rate(cosine, 0)).isCloseTo(0.1, within(1e-15));
    assertThat(rate(cosine, 250)).isCloseTo(0.02 + 0.04 * (1 + Math.sqrt(0.5)), within(1e-15));
    assertThat(rate(cosine, 500)).isCloseTo(0.06, within(1e-15));
    assertThat(rate(cosine, 1000)).isCloseTo(0.02, within(1e-15));
  }

  @Test
  void aConstantStays() {
    assertThat(rate(LearningRate.constant(0.1), 0)).isEqualTo(0.1);
    assertThat(rate(LearningRate.constant(0.1), 999)).isEqualTo(0.1);
  }

  @Test
  void warmUpRisesLinearlyAndThenIsTheSchedule() {
    LearningSchedule warm = new WarmUp(4, LearningRate.constant(0.1));
    assertThat(rate(warm, 0)).isCloseTo(0.025, within(1e-15));
    assertThat(rate(warm, 2)).isCloseTo(0.075, within(1e-15));
    assertThat(rate(warm, 3)).isEqualTo(0.1);
    assertThat(rate(warm, 4)).isEqualTo(0.1);
    assertThat(rate(new WarmUp(0, LearningRate.constant(0.1)), 0)).isEqualTo(0.1);
  }

  @Test
  void aPlateauCutsTheRateAfterItsPatience() {
    PlateauRate plateau = new PlateauRate(0.1, 0.5, 2, 0.03);
    double[] state = plateau.initial();
    window(plateau, state, -1);
    window(plateau, state, -2); // falls
    window(plateau, state, -2.00001); // by less than a ten-thousandth
    assertThat(plateau.rate(state, 0, 1)).isEqualTo(0.1);
    window(plateau, state, -1.9);
    assertThat(plateau.rate(state, 0, 1)).isEqualTo(0.05);
    window(plateau, state, -3);
    window(plateau, state, -3);
    window(plateau, state, -3);
    assertThat(plateau.rate(state, 0, 1)).isEqualTo(0.03); // the least
  }

  @Test
  void badNumbersAreNamed() {
    assertThatThrownBy(() -> new PlateauRate(0.1, 1, 2, 0.01))
        .hasMessage("plateau_factor: must be inside (0, 1), was 1");
    assertThatThrownBy(() -> new PlateauRate(0.1, 0.5, 2, 0.2))
        .hasMessage("learning_rate_end: must be at most learning_rate, 0.1, was 0.2");
    assertThatThrownBy(() -> new WarmUp(-1, LearningRate.constant(1)))
        .hasMessage("warm_up: must be at least 0, was -1");
  }

  private static void window(PlateauRate plateau, double[] state, double loss) {
    for (int k = 0; k < PlateauRate.WINDOW; k++) {
      plateau.update(state, loss);
    }
  }

  private static double rate(LearningSchedule schedule, long iteration) {
    return schedule.rate(schedule.initial(), iteration, 1000);
  }
}
