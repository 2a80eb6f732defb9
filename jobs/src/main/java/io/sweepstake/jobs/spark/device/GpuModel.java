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
public record GpuModel(String name, int major, int minor) {
  private static final Pattern LINE = Pattern.compile("\\s*(.+?)\\s*,\\s*(\\d+)\\.(\\d+)\\s*");

  /** Of nvidia-smi's lines {@code NAME, MAJOR.MINOR}; others are left out. */
  public static List<GpuModel> all(String lines) {
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

  @Override
  public String toString() {
    return name + ", compute capability " + major + "." + minor;
  }
}
