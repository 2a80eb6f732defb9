package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sweepstake.core.kernel.Loops;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which engine a name means. */
class EngineChoiceTest {
  @Test
  void everyEngineHasAName() {
    assertThat(EngineChoice.kernels(Optional.empty()).name()).isEqualTo(Loops.best().get().name());
    assertThat(EngineChoice.kernels(Optional.of("vector")).name()).startsWith("vector-");
    assertThat(EngineChoice.kernels(Optional.of("scalar")).name()).isEqualTo("scalar");
    assertThat(EngineChoice.kernels(Optional.of("nd4j")).name()).isEqualTo("nd4j-cpu");
  }

  @Test
  void anUnknownEngineIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineChoice.kernels(Optional.of("gpu")))
        .withMessageContaining("engine: must be one of")
        .withMessageContaining("was gpu");
  }
}
