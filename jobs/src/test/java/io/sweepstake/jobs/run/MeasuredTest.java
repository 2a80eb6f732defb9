package io.sweepstake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  @Test
  void aStandardErrorHasTwoDigitsAndItsValueAsManyPlaces() {
    assertThat(measured(0.56533, 7.38e-4)).hasToString("0.56533 ± 0.00074");
    assertThat(measured(3.73e-4, 1.31e-4)).hasToString("0.00037 ± 0.00013");
    assertThat(measured(0.00373, 3.63e-5)).hasToString("0.003730 ± 0.000036");
    assertThat(measured(4.59892, 0.05012)).hasToString("4.59892 ± 0.05012");
    assertThat(measured(-2, 0)).hasToString("-2.00000 ± 0.00000");
    assertThat(measured(1, 1e-300)).hasToString("1.000000000 ± 0.000000000");
  }

  @Test
  void whatHasNoErrorStandsAlone() {
    assertThat(new Measured(0.55, OptionalDouble.empty())).hasToString("0.55000");
  }

  private static Measured measured(double value, double error) {
    return new Measured(value, OptionalDouble.of(error));
  }
}
