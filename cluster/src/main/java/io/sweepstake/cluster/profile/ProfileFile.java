package io.sweepstake.cluster.profile;

import io.sweepstake.cluster.Installation;
import io.sweepstake.jobs.config.Suggestion;
import io.sweepstake.jobs.config.YamlFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Profiles as YAML, by the name of one that this program brings or by file. */
public final class ProfileFile {
  private static final String ENDING = ".yaml";

  private ProfileFile() {}

  /**
   * The profile of a name or file, where other values win over the file's.
   *
   * @param over by key; those under {@code spark} win one by one
   * @throws IllegalArgumentException naming the profile and the first thing that is wrong in it
   */
  public static Profile read(Installation installation, String name, Map<String, ?> over)
      throws IOException {
    Path file = file(installation, name);
    Map<String, Object> values = new LinkedHashMap<>(YamlFile.read(file).values());
    over.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> more && values.get(key) instanceof Map<?, ?> base) {
            Map<Object, Object> both = new LinkedHashMap<>(base);
            both.putAll(more);
            values.put(key, both);
          } else {
            values.put(key, value);
          }
        });
    try {
      return Profile.of(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("profile " + name + ": " + e.getMessage(), e);
    }
  }

  private static Path file(Installation installation, String name) throws IOException {
    if (name.contains("/") || name.endsWith(ENDING) || name.endsWith(".yml")) {
      return Path.of(name);
    }
    List<String> names = names(installation);
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "--profile: no profile is called " + name + Suggestion.clause(name, names));
    }
    return installation.profiles().resolve(name + ENDING);
  }

  /** Those that can be called by name, in alphabetical order. */
  public static List<String> names(Installation installation) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(installation.profiles(), "*" + ENDING)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        names.add(name.substring(0, name.length() - ENDING.length()));
      }
    }
    names.sort(null);
    return names;
  }
}
