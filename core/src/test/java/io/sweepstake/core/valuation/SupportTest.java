package io.sweepstake.core.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.random.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportTest {
  @ParameterizedTest
  @CsvSource({
    // Inside; beyond the face; beside it, where only one value stays; below zero.
    "0.2, 0.3, 0.2, 0.3",
    "0.9, 0.7, 0.6, 0.4",
    "5, 0.5, 1, 0",
    "-1, 0.5, 0, 0.5",
    "-0.2, 3, 0, 1"
  })
  void aReportMovesToTheNearestPointOfTheTriangle(float a, float b, float toA, float toB) {
    float[] report = {a, b};
    Support.simplex(1, 2, 1).project(0, report, 0, 1, 1, 2);
    assertThat(report[0]).isCloseTo(toA, within(1e-6f));
    assertThat(report[1]).isCloseTo(toB, within(1e-6f));
  }

  @Test
  void noPointOfTheSimplexIsNearer() {
    Support simplex = Support.simplex(1, 3, 2);
    for (int k = 0; k < 200; k++) {
      float[] report = new float[3];
      for (int j = 0; j < 3; j++) {
        report[j] = (float) (2 * Seeds.normal(3, 3 * k + j));
      }
      float[] nearest = report.clone();
      simplex.project(0, nearest, 0, 1, 1, 3);
      double distance = distance(report, nearest);
      ValuationProfiles others = new ValuationProfiles(100, 1, 3);
      new TriangleValuations(1, 3).sample(0, others, k);
      for (int s = 0; s < 100; s++) {
        float[] other = new float[3];
        for (int j = 0; j < 3; j++) {
          other[j] = 2 * others.value(s, 0, j);
        }
        assertThat(distance(report, other)).isGreaterThan(distance - 1e-5);
      }
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (double) (a[j] - b[j]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void reportsLieWhereTheirStepsSay() {
    float[] columns = {2, 0.1f, 2, 0.1f}; // [item][report]
    Support.simplex(1, 2, 1).project(0, columns, 0, 2, 2, 1);
    assertThat(columns).containsExactly(0.5f, 0.1f, 0.5f, 0.1f);
  }

  @Test
  void aBoxClipsEachValue() {
    float[] report = {5, -1};
    Support.uniform(1, 2, 0, 3).project(0, report, 0, 1, 1, 2);
    assertThat(report).containsExactly(3, 0);
    assertThat(Support.simplex(1, 2, 1)).isNotEqualTo(Support.uniform(1, 2, 0, 1));
  }
}
