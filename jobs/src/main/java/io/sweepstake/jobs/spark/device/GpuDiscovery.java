package io.sweepstake.jobs.spark.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.resource.ResourceInformation;

/** What small programs of this machine say about its GPUs. */
final class GpuDiscovery {
  private static final long SECONDS = 30;

  private GpuDiscovery() {}

  /**
   * The addresses that a discovery script finds.
   *
   * @throws IllegalArgumentException if it cannot be run, fails, or does not answer as Spark wants
   */
  static List<String> addresses(String script) {
    try {
      Optional<String> answer = answer(List.of(script));
      if (answer.isPresent()) {
        return List.of(ResourceInformation.parseJson(answer.get()).addresses());
      }
    } catch (Exception e) {
      // Spark's own is checked, and Scala does not declare it.
      throw new IllegalArgumentException(
          "gpu-discovery-script "
              + script
              + ": must print {\"name\":\"gpu\",\"addresses\":[...]}: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
    throw new IllegalArgumentException("gpu-discovery-script " + script + ": has failed");
  }

  /** The GPUs of this machine by CUDA number, as nvidia-smi describes them; none without it. */
  static List<GpuModel> models() {
    try {
      return answer(List.of("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader"))
          .map(GpuModel::all)
          .orElse(List.of());
    } catch (IOException absent) {
      return List.of();
    }
  }

  private static Optional<String> answer(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return Optional.of(out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return Optional.empty();
  }
}
