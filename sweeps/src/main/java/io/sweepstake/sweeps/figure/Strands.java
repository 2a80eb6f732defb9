package io.sweepstake.sweeps.figure;

import java.util.List;

/**
 * Lines across a horizontal axis of {@link Axis#of names}, each as dark as its value: parallel
 * coordinates.
 *
 * @param name what the values are, for the scale
 * @param strands those drawn first come first
 * @param low the value at the light end of the scale
 * @param high the value at its dark end, above {@code low}
 */
public record Strands(String name, List<Strand> strands, double low, double high) implements Layer {
  public Strands {
    strands = List.copyOf(strands);
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "lines "
              + name
              + ": their scale needs a finite low below high, was "
              + low
              + " and "
              + high);
    }
  }

  /**
   * A line.
   *
   * @param heights by name of the horizontal axis; NaN where it has none
   * @param value of the line
   * @param broken whether it is of a trial that breaks a constraint, and is drawn dashed
   * @param note what shows when the pointer rests on it; may be empty
   */
  public record Strand(List<Double> heights, double value, boolean broken, String note) {
    public Strand {
      heights = List.copyOf(heights);
    }
  }

  /** Where a value lies between low (0) and high (1); its nearest end beyond them. */
  public double shade(Strand strand) {
    return Math.max(0, Math.min(1, (strand.value() - low) / (high - low)));
  }
}
