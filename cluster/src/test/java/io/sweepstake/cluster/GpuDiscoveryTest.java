package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that tells Spark which GPUs a machine has, beside an nvidia-smi of our own. */
class GpuDiscoveryTest {
  @TempDir Path directory;

  /** What the script printed: the addresses of its JSON, and what it said beside them. */
  private record Found(List<String> addresses, String reason) {}

  @Test
  void everyGpuOfTheMachineHasAnAddress() throws Exception {
    assertThat(run(Optional.empty(), "printf '0\\n1\\n2\\n'"))
        .isEqualTo(new Found(List.of("0", "1", "2"), ""));
  }

  @Test
  void thoseThatCudaMaySeeAreCountedFromZero() throws Exception {
    String three = "printf '0\\n1\\n2\\n'";
    assertThat(run(Optional.of("1,2"), three).addresses()).containsExactly("0", "1");
    assertThat(run(Optional.of("GPU-0a1b"), three).addresses()).containsExactly("0");
    assertThat(run(Optional.of("2,-1,0"), three).addresses()).containsExactly("0");
    Found hidden = run(Optional.of(""), three);
    assertThat(hidden.addresses()).isEmpty();
    assertThat(hidden.reason()).contains("CUDA_VISIBLE_DEVICES='' hides all");
  }

  @Test
  void aMachineWithoutGpusHasNoneAndSaysWhy() throws Exception {
    Found broken = run(Optional.empty(), "echo 'driver/library version mismatch'; exit 18");
    assertThat(broken.addresses()).isEmpty();
    assertThat(broken.reason())
        .isEqualTo(
            "gpu-discovery: nvidia-smi failed: driver/library version mismatch;"
                + " this machine offers no GPU\n");
    assertThat(run(Optional.empty(), "echo 'No devices were found'").reason())
        .contains("nvidia-smi named none");
  }

  @Test
  void withoutNvidiasToolTheNodesOfOtherDriversAreCounted() throws Exception {
    Path nodes = Files.createDirectory(directory.resolve("dri"));
    assertThat(withoutSmi(nodes).reason())
        .contains("no nvidia-smi on the PATH, and no renderD* in");
    Files.createFile(nodes.resolve("card0"));
    Files.createFile(nodes.resolve("renderD128"));
    Files.createFile(nodes.resolve("renderD129"));
    assertThat(withoutSmi(nodes)).isEqualTo(new Found(List.of("0", "1"), ""));
  }

  /** With no more on the PATH than a shell to run it. */
  private Found withoutSmi(Path nodes) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(directory.resolve("alone"));
    if (!Files.exists(bin.resolve("bash"))) {
      Files.createSymbolicLink(bin.resolve("bash"), Path.of("/bin/bash"));
    }
    return run(
        Optional.empty(), bin.toString(), Map.of("SWEEPSTAKE_RENDER_NODES", nodes.toString()));
  }

  private Found run(Optional<String> visible, String smi) throws IOException, InterruptedException {
    Scripts.write(directory.resolve("bin/nvidia-smi"), smi);
    return run(visible, directory.resolve("bin") + ":" + System.getenv("PATH"), Map.of());
  }

  private static Found run(Optional<String> visible, String path, Map<String, String> others)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Artifacts.gpuDiscovery().toString());
    Map<String, String> environment = builder.environment();
    environment.put("PATH", path);
    environment.putAll(others);
    environment.remove("CUDA_VISIBLE_DEVICES");
    visible.ifPresent(devices -> environment.put("CUDA_VISIBLE_DEVICES", devices));
    Process process = builder.start();
    String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String reason = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    var tree = new ObjectMapper().readTree(json);
    assertThat(tree.get("name").asText()).isEqualTo("gpu");
    List<String> addresses = new ArrayList<>();
    tree.get("addresses").forEach(address -> addresses.add(address.asText()));
    return new Found(addresses, reason);
  }
}
