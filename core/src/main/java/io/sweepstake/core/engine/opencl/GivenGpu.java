package io.sweepstake.core.engine.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Which OpenCL device a GPU is that a thread was given by the number that NVIDIA's tools have for
 * it: their orders may differ, but both know where it sits.
 */
final class GivenGpu {
  private static final int ADDRESS = "0000:3b:00.0".length();

  private GivenGpu() {}

  /**
   * @param number as {@code nvidia-smi} counts
   * @param sits where OpenCL's GPUs sit, in their order; empty where one does not say
   * @param known where {@code nvidia-smi}'s sit, in its order; none where it is missing
   * @return its place among OpenCL's GPUs: by where it sits, or the same number where that cannot
   *     be known; -1 if there is none
   */
  static int among(List<String> sits, int number, List<String> known) {
    if (number < known.size()) {
      String full = known.get(number).strip().toLowerCase(Locale.ROOT);
      int found = sits.indexOf(full.substring(Math.max(0, full.length() - ADDRESS)));
      if (found >= 0) {
        return found;
      }
    }
    return number < sits.size() ? number : -1;
  }

  /** Where this machine's GPUs sit, as {@code nvidia-smi} says; none without it. */
  static List<String> known() {
    try {
      Process process =
          new ProcessBuilder("nvidia-smi", "--query-gpu=pci.bus_id", "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains(":"))
          .toList();
    } catch (IOException absent) {
      return List.of();
    }
  }
}
