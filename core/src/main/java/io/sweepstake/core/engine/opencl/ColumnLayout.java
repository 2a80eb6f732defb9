package io.sweepstake.core.engine.opencl;

/**
 * Profiles {@code [profile][value]} as a device has them: {@code [value][column]}, with columns of
 * zeros after the last.
 */
record ColumnLayout(int profiles, int width, int columns) {
  /** Writes profiles to the {@code place}-th such array. */
  void toRows(float[] values, float[] rows, int place) {
    int at = place * width * columns;
    for (int p = 0; p < profiles; p++) {
      for (int r = 0; r < width; r++) {
        rows[at + r * columns + p] = values[p * width + r];
      }
    }
  }

  /** The opposite. */
  void toProfiles(float[] rows, int place, float[] values) {
    int at = place * width * columns;
    for (int p = 0; p < profiles; p++) {
      for (int r = 0; r < width; r++) {
        values[p * width + r] = rows[at + r * columns + p];
      }
    }
  }
}
