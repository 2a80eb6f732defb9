package io.sweepstake.sweeps.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SobolSequenceTest {
  /** The first points of Joe and Kuo's own program, for three dimensions. */
  @Test
  void unscrambledPointsAreThePublishedOnes() {
    double[][] published = {
      {0, 0, 0},
      {0.5, 0.5, 0.5},
      {0.75, 0.25, 0.25},
      {0.25, 0.75, 0.75},
      {0.375, 0.375, 0.625},
      {0.875, 0.875, 0.125},
      {0.625, 0.125, 0.875},
      {0.125, 0.625, 0.375},
      {0.1875, 0.3125, 0.9375},
      {0.6875, 0.8125, 0.4375}
    };
    SobolSequence sequence = new SobolSequence(3);
    for (int index = 0; index < published.length; index++) {
      assertThat(sequence.point(index)).as("point %s", index).isEqualTo(published[index]);
    }
  }

  /** Two dimensions are a (0, m, 2)-net: each box of area 2^-m holds exactly one of 2^m points. */
  @Test
  void everyElementaryIntervalHoldsOnePoint() {
    SobolSequence sequence = new SobolSequence(2);
    for (int m = 1; m <= 8; m++) {
      int count = 1 << m;
      for (int first : new int[] {0, 5 * count}) {
        for (int wide = 0; wide <= m; wide++) {
          Set<Long> plain = new HashSet<>();
          Set<Long> scrambled = new HashSet<>();
          for (int index = first; index < first + count; index++) {
            plain.add(box(sequence.point(index), wide, m - wide));
            scrambled.add(box(sequence.scrambled(index, 17), wide, m - wide));
          }
          assertThat(plain).as("2^%s points, 2^%s columns", m, wide).hasSize(count);
          assertThat(scrambled).as("2^%s points, 2^%s columns", m, wide).hasSize(count);
        }
      }
    }
  }

  private static long box(double[] point, int columnBits, int rowBits) {
    long column = (long) (point[0] * (1 << columnBits));
    long row = (long) (point[1] * (1 << rowBits));
    return column << 20 | row;
  }

  @Test
  void everyAxisOfTheWholeTableIsStratified() {
    SobolSequence sequence = new SobolSequence(SobolSequence.LARGEST);
    boolean[][] seen = new boolean[SobolSequence.LARGEST][16];
    for (int index = 16; index < 32; index++) {
      double[] point = sequence.scrambled(index, 3);
      for (int k = 0; k < point.length; k++) {
        seen[k][(int) (16 * point[k])] = true;
      }
    }
    for (boolean[] cells : seen) {
      assertThat(cells).doesNotContain(false);
    }
  }

  /** Each scrambled point is uniform over seeds: a Kolmogorov–Smirnov distance at level 10⁻³. */
  @Test
  void aScrambledPointIsUniformOverSeeds() {
    SobolSequence sequence = new SobolSequence(3);
    for (int index : new int[] {0, 1, 7, 1000}) {
      double[] places = new double[2000];
      for (int seed = 0; seed < places.length; seed++) {
        places[seed] = sequence.scrambled(index, seed)[2];
      }
      Arrays.sort(places);
      double distance = 0;
      for (int k = 0; k < places.length; k++) {
        distance = Math.max(distance, Math.abs(places[k] - (k + 0.5) / places.length));
      }
      assertThat(distance).isLessThan(1.95 / Math.sqrt(places.length));
    }
  }

  /** Owen (1997): the variance of a smooth mean falls faster than 1/n; here by 1000 and more. */
  @Test
  void integratesSmoothFunctionsFarBetterThanRandomPoints() {
    SobolSequence sequence = new SobolSequence(4);
    int n = 256;
    double meanSquare = 0;
    for (int seed = 0; seed < 20; seed++) {
      double sum = 0;
      for (int index = 0; index < n; index++) {
        double product = 1;
        for (double u : sequence.scrambled(index, seed)) {
          product *= 1 + 0.5 * (u - 0.5);
        }
        sum += product;
      }
      meanSquare += Math.pow(sum / n - 1, 2) / 20;
    }
    double varianceOfOne = Math.pow(1 + 0.25 / 12, 4) - 1;
    assertThat(meanSquare).isLessThan(varianceOfOne / n / 1000);
  }

  @Test
  void coordinatesBeyondTheTableAreIndependentNumbers() {
    SobolSequence sequence = new SobolSequence(SobolSequence.LARGEST + 2);
    double[] point = sequence.scrambled(5, 1);
    assertThat(point).hasSize(SobolSequence.LARGEST + 2);
    assertThat(point[1000]).isBetween(0.0, 1.0).isNotEqualTo(point[1001]);
    assertThat(sequence.scrambled(6, 1)[1000]).isNotEqualTo(point[1000]);
    assertThat(sequence.scrambled(5, 1)).isEqualTo(point);
  }
}
