package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.space.Widening;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;

/**
 * The way into a study's directory: the lease, then an epoch, then what is there.
 *
 * @param terms on which the lease is taken
 */
record Opening(StudyDirectory directory, StoreOptions options, Lease.Terms terms) {
  /** Makes a new study; see {@link ParquetTrialStore#create}. */
  ParquetTrialStore create(StudySpec spec) {
    FirstWrite first =
        () -> {
          // Again: another driver may have made one while this one waited for the lease.
          checkHoldsNoStudy();
          directory.write("study.json", StudyJson.write(spec));
        };
    checkHoldsNoStudy();
    return made(first, found -> found);
  }

  private void checkHoldsNoStudy() {
    if (directory.holdsStudy()) {
      throw new StudyException(directory.root + ": there is a study in this directory already");
    }
  }

  private ParquetTrialStore made(FirstWrite first, Step step) {
    try {
      checkEmpty();
      if (!directory.files.mkdirs(directory.root)) {
        throw new IOException("could not make the directory");
      }
      return begun(first, step);
    } catch (IOException failure) {
      throw directory.failure("cannot be written", failure);
    }
  }

  /** A driver that died before it wrote study.json leaves its lock and its epoch. */
  private void checkEmpty() throws IOException {
    if (!directory.files.exists(directory.root)) {
      return;
    }
    if (directory.files.getFileStatus(directory.root).isFile()) {
      throw new StudyException(directory.root + ": must be a directory, was a file");
    }
    for (FileStatus entry : directory.files.listStatus(directory.root)) {
      String name = entry.getPath().getName();
      boolean events =
          name.equals(EventLog.FOLDER) && directory.list(EventLog.FOLDER, LogName.SUFFIX).isEmpty();
      if (!events
          && !name.startsWith("_")
          && !name.startsWith(".")
          && !name.equals("driver.lock")
          // Another driver may be making one right now.
          && !directory.holdsStudy()) {
        throw new StudyException(
            directory.root
                + ": a new study needs an empty directory, there is "
                + name
                + " and no study.json");
      }
    }
  }

  /** Opens the study; see {@link ParquetTrialStore#open}. */
  ParquetTrialStore open() {
    return open(found -> found);
  }

  /** Opens the study in a wider space; see {@link ParquetTrialStore#openWidened}. */
  ParquetTrialStore openWidened(Map<String, Param<?>> wider) {
    return open(
        contents -> {
          SearchSpace space = Widening.of(contents.spec().space(), wider);
          return space.equals(contents.spec().space()) ? contents : contents.widened(space);
        });
  }

  /** Opens the study without some trials; see {@link ParquetTrialStore#openWithout}. */
  ParquetTrialStore openWithout(Function<History, List<Integer>> gone) {
    return open(
        contents -> {
          List<Integer> numbers = gone.apply(contents.history());
          return numbers.isEmpty() ? contents : contents.without(numbers);
        });
  }

  private ParquetTrialStore open(Step step) {
    try {
      if (!directory.holdsStudy()) {
        throw directory.notAStudy();
      }
      return begun(() -> {}, step);
    } catch (IOException failure) {
      throw directory.failure("cannot be opened", failure);
    }
  }

  /** Opens the study or makes it; see {@link ParquetTrialStore#openOrCreate}. */
  ParquetTrialStore openOrCreate(StudySpec spec) {
    Consumer<StudySpec> check =
        found -> {
          Optional<String> difference = DefinitionDifference.between(found, spec);
          if (difference.isPresent()) {
            throw new StudyException(directory.root + ": " + difference.get());
          }
        };
    Step step =
        contents -> {
          check.accept(contents.spec());
          return contents;
        };
    if (directory.holdsStudy()) {
      // Before anything is touched, and once more when nobody else can change it.
      check.accept(StudyContents.definition(directory));
      return open(step);
    }
    FirstWrite first =
        () -> {
          if (!directory.holdsStudy()) {
            directory.write("study.json", StudyJson.write(spec));
          }
        };
    return made(first, step);
  }

  /** What a driver makes of what it finds, before it changes anything. */
  private interface Step {
    /** What it goes on with; refuses a study with another definition. */
    StudyContents of(StudyContents found);
  }

  /** What a driver writes before anything else. */
  private interface FirstWrite {
    void write() throws IOException;
  }

  /**
   * A store of what is there once a driver has the lease, its epoch and made its first write.
   *
   * @param step nothing of the study has changed when it throws
   */
  private ParquetTrialStore begun(FirstWrite first, Step step) throws IOException {
    Lease lease = Lease.acquire(directory, terms);
    try {
      Epoch epoch = Epoch.begin(directory, lease.driver());
      return new ParquetTrialStore(
          directory, options, terms, lease, epoch, readFirst(epoch, first, step));
    } catch (IOException | RuntimeException failure) {
      release(lease, failure);
      throw failure;
    }
  }

  /** Once the epoch has begun, as all that an earlier driver reported is there by then. */
  private StudyContents readFirst(Epoch epoch, FirstWrite first, Step step) throws IOException {
    try {
      first.write();
      return step.of(StudyContents.readAlone(directory));
    } catch (IOException | RuntimeException failure) {
      epoch.withdraw(failure);
      throw failure;
    }
  }

  private static void release(Lease lease, Exception failure) {
    try {
      lease.close();
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }
}
