package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.seal.Fingerprint;
import io.sweepstake.sweeps.store.seal.Manifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * What trials left behind: {@code artifacts/trial-N-NAME}. A study can do without one, but not
 * without saying so.
 *
 * @param files what is known of them
 * @param notices told in a sentence of one that is gone
 */
record Artifacts(StudyDirectory directory, Manifest files, Consumer<String> notices) {
  static final String FOLDER = "artifacts";
  private static final Pattern NAME = Pattern.compile("trial-\\d+-.*");

  static String file(int trial, String name) {
    return FOLDER + "/trial-" + trial + "-" + name;
  }

  /** Writes one, in place of one of that name. */
  void write(int trial, String name, byte[] content) throws IOException {
    directory.write(file(trial, name), content);
    files.wrote(file(trial, name), Fingerprint.of(content));
  }

  /**
   * One that a trial left, if it did and it is there.
   *
   * @throws StudyException when it is another than the trial left
   */
  Optional<byte[]> read(int trial, String name) throws IOException {
    String file = file(trial, name);
    if (files.of(file).isEmpty()) {
      return Optional.empty(); // whatever is there
    }
    Optional<byte[]> content = readAny(trial, name);
    if (content.isPresent()) {
      directory.checkKnown(file, Fingerprint.of(content.get()), files);
    } else {
      notices.accept(directory.path(file) + ": is missing; put it back to have it used");
    }
    return content;
  }

  /** One that is there, where nothing is known of what trials left. */
  Optional<byte[]> readAny(int trial, String name) throws IOException {
    try {
      return Optional.of(directory.readBytes(file(trial, name)));
    } catch (FileNotFoundException none) {
      return Optional.empty();
    }
  }

  /**
   * Takes stock when a driver begins: those that are gone are named and forgotten.
   *
   * @param all whether to note what is there, as the version that wrote it did not
   */
  void take(boolean all) throws IOException {
    Set<String> there = new HashSet<>();
    for (Path path : directory.list(FOLDER, "")) {
      if (NAME.matcher(path.getName()).matches()) {
        there.add(FOLDER + "/" + path.getName());
      }
    }
    List<String> gone = new ArrayList<>();
    for (String name : List.copyOf(files.files().keySet())) {
      if (name.startsWith(FOLDER + "/") && !there.contains(name)) {
        gone.add(name);
        files.removed(name);
      }
    }
    if (!gone.isEmpty()) {
      notices.accept(
          directory.path(gone.get(0))
              + ": is missing"
              + (gone.size() > 1 ? ", and " + (gone.size() - 1) + " more of that folder" : "")
              + "; the study goes on without");
    }
    if (all) {
      for (String name : there) {
        files.wrote(name, Fingerprint.of(directory.readBytes(name)));
      }
    }
  }
}
