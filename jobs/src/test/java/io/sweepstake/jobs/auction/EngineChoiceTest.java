package io.sweepstake.jobs.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sweepstake.core.kernel.Loops;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which engine a hyper-parameter means. */
class EngineChoiceTest {
  @Test
  void everyEngineHasAName() {
    assertThat(EngineChoice.kernels(Map.of()).name()).isEqualTo(Loops.best().get().name());
    assertThat(EngineChoice.kernels(Map.of("engine", "best")).name())
        .isEqualTo(Loops.best().get().name());
    assertThat(EngineChoice.kernels(Map.of("engine", "vector")).name()).startsWith("vector-");
    assertThat(EngineChoice.kernels(Map.of("engine", "scalar")).name()).isEqualTo("scalar");
    assertThat(EngineChoice.kernels(Map.of("engine", "nd4j")).name()).isEqualTo("nd4j-cpu");
  }

  @Test
  void anUnknownEngineIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineChoice.kernels(Map.of("engine", "gpu")))
        .withMessageContaining("engine: must be one of")
        .withMessageContaining("was gpu");
  }
}
