package io.sweepstake.core.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GivenGpuTest {
  private static final List<String> SITS = List.of("0000:af:00.0", "0000:3b:00.0");

  @Test
  void aGpuIsKnownByWhereItSits() {
    List<String> known = List.of("00000000:3B:00.0", "00000000:AF:00.0");
    assertThat(GivenGpu.among(SITS, 0, known)).isEqualTo(1);
    assertThat(GivenGpu.among(SITS, 1, known)).isEqualTo(0);
  }

  @Test
  void whereThatIsNotSaidNumbersAreTheSame() {
    assertThat(GivenGpu.among(SITS, 1, List.of())).isEqualTo(1);
    assertThat(GivenGpu.among(List.of("", ""), 1, List.of("00000000:3B:00.0", "x"))).isEqualTo(1);
  }

  @Test
  void oneThatOpenClDoesNotHaveIsNone() {
    assertThat(GivenGpu.among(SITS, 2, List.of())).isEqualTo(-1);
  }
}
