package io.sweepstake.core.economics;

import static io.sweepstake.core.economics.StandardErrors.OF_DRAWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(1);

  @Test
  void ofTwoRowsItIsThatOfFourEquallyLikelyResamples() {
    // Means 0, 1/2, 1/2 and 1: variance 1/8.
    assertThat(BOOTSTRAP.ofMean(new double[] {0, 1}))
        .isCloseTo(Math.sqrt(1.0 / 8), withinPercentage(5));
  }

  @Test
  void ofManyRowsItIsTheFormulas() {
    double[] values = IntStream.range(0, 400).mapToDouble(k -> Seeds.uniform(2, k)).toArray();
    assertThat(BOOTSTRAP.ofMean(values)).isCloseTo(OF_DRAWS.ofMean(values), withinPercentage(7));
    double[] below = IntStream.range(0, 400).mapToDouble(k -> 1 + Seeds.uniform(3, k)).toArray();
    assertThat(BOOTSTRAP.ofRatio(values, below))
        .isCloseTo(OF_DRAWS.ofRatio(values, below), withinPercentage(7));
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    assertThat(BOOTSTRAP.ofMean(new double[] {3, 1, 2, 7}))
        .isEqualTo(BOOTSTRAP.ofMean(new double[] {7, 2, 3, 1}));
  }

  @Test
  void digitsFarFromZeroAreNotLost() {
    assertThat(BOOTSTRAP.ofMean(new double[] {1e9, 1e9 + 1}))
        .isCloseTo(BOOTSTRAP.ofMean(new double[] {0, 1}), withinPercentage(1e-3));
  }

  @Test
  void aSingleRowAndEqualOnesHaveNone() {
    assertThat(BOOTSTRAP.ofMean(new double[] {7})).isZero();
    assertThat(BOOTSTRAP.ofMean(new double[] {.3, .3, .3})).isCloseTo(0, within(1e-12));
  }

  @Test
  void manyRowsAreLeftToTheFormula() {
    double[] values = new double[Bootstrap.MOST_ROWS + 1];
    values[0] = 1;
    assertThat(BOOTSTRAP.ofMean(values)).isEqualTo(OF_DRAWS.ofMean(values));
  }

  @Test
  void observedRowsHaveItAndDrawsTheFormula(@TempDir Path home) throws IOException {
    Path file = Files.writeString(home.resolve("bids.csv"), "1\n2\n3\n4\n5\n6\n");
    assertThat(StandardErrors.of(Settings.named("additive-1x1:file(" + file + ")")))
        .isInstanceOf(Bootstrap.class);
    assertThat(StandardErrors.of(Settings.named("uniform"))).isSameAs(OF_DRAWS);
  }
}
