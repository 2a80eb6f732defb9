package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.pruner.MedianPruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.Ramp;
import io.sweepstake.sweeps.run.RungsTest;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.sampler.tpe.TpeOptions;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drivers in processes that are killed as {@code kill -9} does, at random moments, and begun again
 * until their sweeps end: what was shown is kept, and the end is that of a sweep that nobody
 * disturbed. A process drives several sweeps, as a grid does, each of which is killed with it.
 *
 * <p>{@code -Dkills=1000} goes on until so many sweeps were killed under way, {@code
 * -Dkills.seed=7} at other moments. Whole commands are killed by {@code KillTest}.
 */
@Tag("slow")
class DriverKillTest {
  private static final int KILLS = Integer.getInteger("kills", 40);
  private static final long SEED = Long.getLong("kills.seed", 1);

  /** Of a process; a start of one takes longer than a trial of each. */
  private static final int STUDIES = 20;

  private static final int TRIALS = 24;
  private static final StoreOptions OPTIONS = new StoreOptions(Duration.ZERO, 4, Duration.ZERO);

  @TempDir Path temp;

  /** Sweeps studies, and says what it shows as finished. */
  public static final class Driver {
    private Driver() {}

    public static void main(String[] args) throws InterruptedException {
      List<Thread> threads = new ArrayList<>();
      for (String path : args) {
        Thread thread = new Thread(() -> drive(Path.of(path)));
        thread.setUncaughtExceptionHandler((of, thrown) -> System.out.println("threw " + thrown));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      System.exit(0);
    }

    private static void drive(Path path) {
      String name = path.getFileName().toString();
      System.out.println("begins " + name);
      History unused = sweep(path, trial -> System.out.println(told(name, trial)));
      System.out.println("ends " + name);
    }
  }

  private static History sweep(Path path, Consumer<Trial> shown) {
    MedianPruner pruner =
        new MedianPruner(
            Ramp.SPEC.objective().goals().get(0), Rung.every(20, 20, Ramp.STEPS - 20), 50, 3);
    SweepListener listener =
        new SweepListener() {
          @Override
          public void told(Trial trial, Progress progress) {
            shown.accept(trial);
          }
        };
    StudyDirectory study = ParquetTrialStoreTest.directory(path);
    try (ParquetTrialStore store = ParquetTrialStore.openOrCreate(study, Ramp.SPEC, OPTIONS);
        ThreadTrialExecutor executor = new ThreadTrialExecutor(new Ramp(), 2)) {
      return new Sweep(
              store,
              new TpeSampler(TpeOptions.DEFAULT.withStartup(4)),
              pruner,
              executor,
              SweepPlan.synchronous(Budget.total(TRIALS), 2),
              listener)
          .run();
    } catch (InterruptedException nobodyDoes) {
      throw new IllegalStateException(nobodyDoes);
    }
  }

  private static String told(String study, Trial trial) {
    return "told "
        + study
        + " "
        + trial.number()
        + " "
        + trial.state().label()
        + " "
        + trial.curve();
  }

  @Test
  void whateverDriversAreKilledTheirSweepsEndAsIfNothingHadBeen() throws Exception {
    List<String> calm = RungsTest.outcome(sweep(temp.resolve("calm"), trial -> {}));
    Random random = new Random(SEED);
    int kills = 0;
    int processes = 0;
    for (int round = 0; kills < KILLS; round++) {
      List<Path> open = new ArrayList<>();
      for (int k = 0; k < STUDIES; k++) {
        open.add(temp.resolve("study-" + round + "-" + k));
      }
      List<Path> all = List.copyOf(open);
      Set<String> shown = new HashSet<>();
      while (!open.isEmpty()) {
        List<String> said = killed(open, random.nextInt(4 * STUDIES), random.nextInt(20_000_000));
        open.removeIf(study -> said.contains("ends " + study.getFileName()));
        kills +=
            (int) open.stream().filter(s -> said.contains("begins " + s.getFileName())).count();
        processes += open.isEmpty() ? 0 : 1;
        said.stream().filter(line -> line.startsWith("told ")).forEach(shown::add);
      }
      for (Path study : all) {
        History history =
            ParquetTrialStore.view(
                new org.apache.hadoop.fs.Path(study.toUri()), new Configuration(false));
        String name = study.getFileName().toString();
        assertThat(RungsTest.outcome(history)).as("seed %s, %s", SEED, name).isEqualTo(calm);
        // What a killed driver had shown is what is there.
        history.finished().forEach(trial -> shown.remove(told(name, trial)));
      }
      assertThat(shown).as("seed %s, round %s: shown and gone", SEED, round).isEmpty();
    }
    System.out.println(kills + " sweeps were killed under way, in " + processes + " processes");
  }

  /**
   * What a process said that drove sweeps until it had told so many trials, and a little longer.
   */
  private static List<String> killed(List<Path> studies, int trials, int nanos)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Driver.class.getName()));
    studies.forEach(study -> command.add(study.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int told = 0;
      String line = "";
      while (told <= trials && line != null) {
        line = out.readLine();
        if (line != null) {
          said.add(line);
          told += line.startsWith("told ") ? 1 : 0;
        }
      }
      if (line != null) {
        LockSupport.parkNanos(nanos);
        process.toHandle().destroyForcibly(); // which leaves the pipe open
      }
      // The pipe still holds what it said before it died.
      for (line = out.readLine(); line != null; line = out.readLine()) {
        said.add(line);
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).as("what drivers threw").noneMatch(line -> line.startsWith("threw "));
    return said;
  }
}
