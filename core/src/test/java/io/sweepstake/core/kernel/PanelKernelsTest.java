package io.sweepstake.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PanelKernelsTest {
  @ParameterizedTest
  @CsvSource({"5, 4", "6, 2"})
  void theCheckedInKernelsAreTheGeneratedOnes(int panel, int vectors) throws IOException {
    String checkedIn =
        Files.readString(
            Path.of(
                "src/generated/java/io/sweepstake/core/kernel",
                PanelKernelsSource.name(panel, vectors) + ".java"));

    assertThat(checkedIn).isEqualTo(PanelKernelsSource.of(panel, vectors));
  }

  /** Both shapes run on every machine: only their speed hangs on it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 6, 8, 13, 16, 25, 32, 100})
  void bothShapesAgreeWithThePlainLoops(int size) {
    int lanes = jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.length();
    for (PanelKernels panels : new PanelKernels[] {new PanelKernels5x4(), new PanelKernels6x2()}) {
      int depth = size % 7 + 3;
      float[] matrix = random(1, size * depth);
      float[] x = random(2, depth * Kernels.TILE);
      float[] base = random(3, size * Kernels.TILE);
      float[] packed = new float[size * depth];
      float[] found = new float[size * Kernels.TILE];
      float[] expected = new float[size * Kernels.TILE];

      panels.pack(matrix, 0, depth, 1, size, depth, packed);
      panels.product(packed, size, depth, x, 0, found, 0);
      new ScalarKernels().product(matrix, size, depth, x, 0, expected, 0);
      assertThat(found).containsExactly(expected, within(1e-5f));

      panels.productTanhSlope(packed, size, depth, x, 0, base, 0, found, 0);
      new ScalarKernels().productTanhSlope(matrix, size, depth, x, 0, base, 0, expected, 0);
      assertThat(found).containsExactly(expected, within(1e-5f));

      int stride = 32;
      float[] gradient = random(4, size * stride);
      float[] expectedGradient = gradient.clone();
      panels.weightGradient(base, 0, size, x, 0, depth, lanes, gradient, 0, stride);
      new ScalarKernels().weightGradient(base, 0, size, x, 0, depth, expectedGradient, 0, stride);
      assertThat(gradient).containsExactly(expectedGradient, within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 7, 100})
  void addsToABaseElsewhereOrInPlace(int size) {
    int depth = 10;
    float[] matrix = random(1, size * depth);
    float[] x = random(2, depth * Kernels.TILE);
    float[] base = random(3, size * Kernels.TILE);
    float[] expected = new float[size * Kernels.TILE];
    new ScalarKernels().productPlus(matrix, size, depth, x, 0, base, 0, expected, 0);

    Kernels kernels = new VectorKernels();
    float[] packed = new float[kernels.packedLength(size, depth)];
    kernels.pack(matrix, 0, depth, 1, size, depth, packed);
    float[] found = new float[size * Kernels.TILE];
    kernels.productPlus(packed, size, depth, x, 0, base, 0, found, 0);
    assertThat(found).containsExactly(expected, within(1e-5f));
    kernels.productPlus(packed, size, depth, x, 0, base, 0, base, 0);
    assertThat(base).containsExactly(expected, within(1e-5f));
  }

  private static float[] random(long seed, int length) {
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = (float) (2 * Seeds.uniform(seed, k) - 1);
    }
    return values;
  }
}
