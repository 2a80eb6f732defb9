package io.sweepstake.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecTest {
  @TempDir Path data;

  @Test
  void jupyterIsToldHowToStartTheKernel() throws IOException {
    KernelSpec spec = new KernelSpec(List.of("sweepstake", "--kernel", KernelSpec.CONNECTION));

    Path kernel = spec.writeTo(data);

    JsonNode written = new ObjectMapper().readTree(kernel.resolve("kernel.json").toFile());
    assertThat(kernel).isEqualTo(data.resolve("kernels/sweepstake"));
    assertThat(written.get("argv")).extracting(JsonNode::asText).isEqualTo(spec.command());
    assertThat(written.get("language").asText()).isEqualTo("java");
    assertThat(written.get("interrupt_mode").asText()).isEqualTo("message");
  }

  @Test
  void aCommandWithoutTheConnectionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelSpec(List.of("java")))
        .withMessage("kernel: its command must have {connection_file}, was [java]");
  }

  @Test
  void jupytersOwnVariableSaysWhereItsDataIs() {
    assertThat(KernelSpec.userData(Map.of("JUPYTER_DATA_DIR", "/data/of/jupyter")))
        .isEqualTo(Path.of("/data/of/jupyter"));
    assertThat(KernelSpec.userData(Map.of("HOME", data.toString())).toString())
        .startsWith(data.toString());
    assertThat(KernelSpec.userData(Map.of()).getFileName().toString())
        .isEqualToIgnoringCase("jupyter");
  }
}
