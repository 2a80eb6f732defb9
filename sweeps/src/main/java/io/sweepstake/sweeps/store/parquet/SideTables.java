package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.seal.Fingerprint;
import io.sweepstake.sweeps.store.seal.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The tables beside the trials, such as {@code runs} and {@code evaluations}: all folders of a
 * study that are not the store's own and grow by parts. A study can do without a part of these, but
 * not without saying so.
 */
final class SideTables {
  private static final Set<String> OWN =
      Set.of(
          TrialParts.TRIALS,
          TrialParts.MEASUREMENTS,
          EventLog.FOLDER,
          Artifacts.FOLDER,
          CheckpointFiles.FOLDER);

  private SideTables() {}

  /** Whether a file is a part of such a table, by its name within the study. */
  static boolean holds(String name) {
    int slash = name.indexOf('/');
    return slash > 0 && !OWN.contains(name.substring(0, slash));
  }

  /**
   * What each part is known by.
   *
   * @param files what is known of them
   * @throws StudyException naming a part that is damaged or a copy of another
   */
  static Map<String, Fingerprint> read(StudyDirectory directory, Manifest files)
      throws IOException {
    Map<String, Fingerprint> found = new TreeMap<>();
    for (FileStatus folder : directory.files.listStatus(directory.root)) {
      String table = folder.getPath().getName();
      if (folder.isDirectory() && !OWN.contains(table)) {
        for (Path part : directory.list(table, TrialParts.SUFFIX)) {
          if (part.getName().startsWith("part-")) {
            String name = table + "/" + part.getName();
            found.put(name, directory.readPart(name, files).fingerprint());
          }
        }
      }
    }
    return found;
  }

  /** One sentence for each part that was there and is not. */
  static List<String> missing(
      StudyDirectory directory, Map<String, Fingerprint> found, Manifest files) {
    List<String> missing = new ArrayList<>();
    for (String name : files.files().keySet()) {
      if (holds(name) && !found.containsKey(name)) {
        missing.add(
            directory.path(name)
                + ": is missing; the study goes on without its rows, put it back if you can");
      }
    }
    return missing;
  }
}
