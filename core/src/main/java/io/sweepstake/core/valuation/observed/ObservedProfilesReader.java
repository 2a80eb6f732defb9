package io.sweepstake.core.valuation.observed;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads observed profiles from files of one format. Found by {@link java.util.ServiceLoader}, so
 * that formats that need a library can live where the library does.
 */
public interface ObservedProfilesReader {
  /** The end of the names of its files, such as {@code .csv}. */
  String extension();

  /**
   * All rows of a file.
   *
   * @param columns how many values each must have
   * @throws IllegalArgumentException naming the row, the rule and the value of the first bad cell
   */
  ObservedProfiles read(Path file, int columns) throws IOException;
}
