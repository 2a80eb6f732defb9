package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.store.CheckpointStore;
import io.sweepstake.sweeps.store.seal.SealedBytes;
import io.sweepstake.sweeps.study.Checkpoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Checkpoints as files of a study: {@code checkpoints/trial-N-step-S.bin}. Each is sealed for its
 * trial, so that one of the same name from another study is not taken up.
 */
final class CheckpointFiles implements CheckpointStore {
  static final String FOLDER = "checkpoints";
  private static final Pattern NAME = Pattern.compile("trial-(\\d{1,9})-step-(\\d{1,18})\\.bin");

  private final StudyDirectory directory;
  private final Epoch epoch;
  private final IntFunction<String> identity;

  /**
   * @param identity of a trial of the study, by its number
   */
  CheckpointFiles(StudyDirectory directory, Epoch epoch, IntFunction<String> identity) {
    this.directory = directory;
    this.epoch = epoch;
    this.identity = identity;
  }

  private static String file(Checkpoint name) {
    return FOLDER + "/trial-" + name.trial() + "-step-" + name.step() + ".bin";
  }

  @Override
  public void write(Checkpoint name, byte[] content) {
    try {
      epoch.check();
      directory.write(file(name), SealedBytes.of(content, seal(name)));
    } catch (IOException failure) {
      throw directory.failure("a checkpoint cannot be written", failure);
    }
  }

  private String seal(Checkpoint name) {
    return file(name) + " of " + identity.apply(name.trial());
  }

  @Override
  public Optional<byte[]> read(Checkpoint name) {
    try {
      return Optional.of(opened(directory.readBytes(file(name)), name));
    } catch (FileNotFoundException none) {
      return Optional.empty();
    } catch (IOException failure) {
      throw directory.failure("a checkpoint cannot be read", failure);
    }
  }

  /** What a file holds; nothing if that was damaged, or is another study's. */
  private byte[] opened(byte[] written, Checkpoint name) {
    // Versions before sealed the name of the file alone.
    for (String seal : List.of(seal(name), file(name))) {
      try {
        return SealedBytes.read(written, seal);
      } catch (IllegalArgumentException other) {
        continue;
      }
    }
    return new byte[0];
  }

  @Override
  public Set<Checkpoint> names() {
    try {
      Set<Checkpoint> names = new HashSet<>();
      List<Path> halfWritten = new ArrayList<>();
      for (Path path : directory.all(FOLDER)) {
        Matcher matcher = NAME.matcher(path.getName());
        if (matcher.matches()) {
          names.add(
              new Checkpoint(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))));
        } else if (path.getName().startsWith("_trial-")) {
          // By a driver that died.
          halfWritten.add(path);
        }
      }
      epoch.check();
      for (Path path : halfWritten) {
        directory.delete(path);
      }
      return names;
    } catch (IOException failure) {
      throw directory.failure("checkpoints cannot be listed", failure);
    }
  }

  @Override
  public void delete(Checkpoint name) {
    try {
      epoch.check();
      directory.delete(directory.path(file(name)));
    } catch (IOException failure) {
      throw directory.failure("a checkpoint cannot be deleted", failure);
    }
  }
}
