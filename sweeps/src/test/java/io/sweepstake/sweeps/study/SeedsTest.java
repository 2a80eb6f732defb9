package io.sweepstake.sweeps.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Digits of another program, in Python's whole numbers, whose SplitMix64 gives the stream that is
 * published for the seed 1234567: 6457827717110365317, 3203168211198807973, 9817491932198370423.
 */
class SeedsTest {
  @Test
  void seedsMayNeverChange() {
    assertThat(Seeds.derive(42, "ask", 17)).isEqualTo(-7128503033549880485L);
    assertThat(Seeds.derive(-1, "trial", 3)).isEqualTo(8511543871200868903L);
    assertThat(Trial.seed(-1, 3)).isEqualTo(8511543871200868903L);
  }

  @Test
  void theirStreamsMayNeverChange() {
    RandomGenerator longs = Seeds.generator(42, "ask", 17);
    assertThat(longs.nextLong()).isEqualTo(-1766653805280306419L);
    assertThat(longs.nextLong()).isEqualTo(-7642023741298317105L);
    RandomGenerator doubles = Seeds.generator(42, "ask", 17);
    assertThat(doubles.nextDouble()).isEqualTo(0.9042295053142654);
    assertThat(doubles.nextDouble()).isEqualTo(0.5857250628749281);
  }
}
