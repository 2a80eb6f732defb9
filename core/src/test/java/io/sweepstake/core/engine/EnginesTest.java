package io.sweepstake.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnginesTest {
  @Test
  void enginesAreFoundByName() {
    assertThat(Engines.names()).contains("vector", "scalar", "nd4j", "opencl");
    assertThat(Engines.named("scalar", Device.CPU).name()).isEqualTo("scalar");
    assertThat(Engines.named("vector", Device.CPU).name()).startsWith("vector-");
  }

  @Test
  void theBestIsTheOneOfHighestRank() {
    assertThat(Engines.best(Device.CPU).name()).startsWith("vector-");
  }

  @Test
  void aGpuWithoutAnEngineOfItsOwnTrainsOnTheProcessor() {
    assertThat(Engines.best(Device.gpu(0)).name()).startsWith("vector-");
  }

  @Test
  void onlyWhatHasNumberedDevicesIsAskedForByNumber() {
    assertThatThrownBy(() -> Engines.check("vector:1", true))
        .hasMessageContaining("engine: must be auto or one of [")
        .hasMessageEndingWith("was vector:1");
    Engines.check("opencl:1", false); // of another machine
    assertThatThrownBy(() -> Engines.check("opencl:999", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("opencl: ");
  }

  @Test
  void anEngineThatIsNotThereIsRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> Engines.named("abacus", Device.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("engine: must be auto or one of [")
        .hasMessageContaining("scalar")
        .hasMessageEndingWith("was abacus");
  }
}
