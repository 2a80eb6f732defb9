package io.sweepstake.jobs.spark.device;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of GPU.
 *
 * @param major of its compute capability, such as 8 of 8.6
 */
record GpuModel(String name, int major, int minor) {
  private static final Pattern LINE = Pattern.compile("\\s*(.+?)\\s*,\\s*(\\d+)\\.(\\d+)\\s*");

  /** Of nvidia-smi's lines {@code NAME, MAJOR.MINOR}; others are left out. */
  static List<GpuModel> all(String lines) {
    List<GpuModel> models = new ArrayList<>();
    for (String line : lines.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        models.add(
            new GpuModel(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
      }
    }
    return models;
  }

  /**
   * Whether ND4J's CUDA 11.6 build has code for it. The build holds binaries for 3.7, 5.x, 6.x, 7.x
   * and 8.0 and 8.6, which also run on later minor versions, and nothing from which code for
   * another major version could be made: nothing for Hopper (9.0) or later.
   */
  boolean runsNd4j() {
    return (major == 3 && minor >= 7) || (major >= 5 && major <= 8);
  }

  @Override
  public String toString() {
    return name + ", compute capability " + major + "." + minor;
  }
}
