package io.sweepstake.core.valuation.observed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/** Finds the reader of a file of observed profiles. */
public final class ObservedFiles {
  private ObservedFiles() {}

  /**
   * All rows of a file.
   *
   * @throws IllegalArgumentException if there is no such file, no reader for it, or a bad cell
   * @throws UncheckedIOException if it cannot be read
   */
  public static ObservedProfiles read(String path, int columns) {
    List<ObservedProfilesReader> readers = new ArrayList<>(List.of(new CsvProfiles()));
    ServiceLoader.load(ObservedProfilesReader.class, ObservedProfilesReader.class.getClassLoader())
        .forEach(readers::add);
    Path file = Path.of(path);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("setting: there is no file " + path);
    }
    for (ObservedProfilesReader reader : readers) {
      if (path.toLowerCase(Locale.ROOT).endsWith(reader.extension())) {
        try {
          return reader.read(file, columns);
        } catch (NoSuchFileException e) {
          throw new IllegalArgumentException("setting: there is no file " + path, e);
        } catch (IOException e) {
          throw new UncheckedIOException(path + ": cannot be read: " + e.getMessage(), e);
        }
      }
    }
    throw new IllegalArgumentException(
        "setting: a file of profiles must end in "
            + String.join(" or ", readers.stream().map(ObservedProfilesReader::extension).toList())
            + ", was "
            + path);
  }
}
