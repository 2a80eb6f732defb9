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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** Checkpoints as files of a study: {@code checkpoints/trial-N-step-S.bin}. */
final class CheckpointFiles implements CheckpointStore {
  static final String FOLDER = "checkpoints";
  private static final Pattern NAME = Pattern.compile("trial-(\\d{1,9})-step-(\\d{1,18})\\.bin");

  private final StudyDirectory directory;
  private final Epoch epoch;

  CheckpointFiles(StudyDirectory directory, Epoch epoch) {
    this.directory = directory;
    this.epoch = epoch;
  }

  private static String file(Checkpoint name) {
    return FOLDER + "/trial-" + name.trial() + "-step-" + name.step() + ".bin";
  }

  @Override
  public void write(Checkpoint name, byte[] content) {
    try {
      epoch.check();
      directory.write(file(name), SealedBytes.of(content, file(name)));
    } catch (IOException failure) {
      throw directory.failure("a checkpoint cannot be written", failure);
    }
  }

  @Override
  public Optional<byte[]> read(Checkpoint name) {
    try {
      return Optional.of(SealedBytes.read(directory.readBytes(file(name)), file(name)));
    } catch (IllegalArgumentException damaged) {
      return Optional.of(new byte[0]);
    } catch (FileNotFoundException none) {
      return Optional.empty();
    } catch (IOException failure) {
      throw directory.failure("a checkpoint cannot be read", failure);
    }
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
