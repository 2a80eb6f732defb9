package io.sweepstake.problems.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.study.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changed inputs at every door: no stack trace, no hang, no silent difference. An input is a
 * function of its door and number; {@code -Dfuzz.inputs=N} is how many the long test has in all,
 * {@code -Dfuzz.seed=S} has others.
 */
class FuzzTest {
  /** No input takes a tenth of it. */
  private static final long LONGEST_SECONDS = 30;

  private static final long SEED = Long.getLong("fuzz.seed", 19);

  @TempDir Path home;

  /** One input at a door: what is wrong, or null. */
  private interface Input {
    String at(RandomGenerator random) throws Exception;
  }

  /**
   * A door.
   *
   * @param share of a hundred inputs; less where one takes longer
   */
  private record Door(int share, Input input) {}

  private static Map<String, Door> doors(Doors doors) {
    Map<String, Door> all = new LinkedHashMap<>();
    all.put("flags", new Door(32, doors::flags));
    all.put("yaml", new Door(26, doors::yaml));
    all.put("bids", new Door(16, doors::bids));
    all.put("csv", new Door(3, doors::csv));
    all.put("network", new Door(13, doors::network));
    all.put("graph", new Door(5, doors::graph));
    all.put("study", new Door(4, doors::study));
    all.put("checkpoint", new Door(1, doors::checkpoint));
    return all;
  }

  @Test
  void aFewHundredInputsEndInAResultOrASentence() throws Exception {
    assertThat(wrong(200)).isEmpty();
  }

  @Test
  @Tag("slow")
  void manyInputsEndInAResultOrASentence() throws Exception {
    assertThat(wrong(Integer.getInteger("fuzz.inputs", 12_000))).isEmpty();
  }

  private List<String> wrong(int inputs) throws Exception {
    Doors house = new Doors(home);
    Map<String, Door> doors = doors(house);
    List<String> wrong = new ArrayList<>();
    ExecutorService runner = Executors.newSingleThreadExecutor(FuzzTest::daemon);
    long begun = System.nanoTime();
    for (Map.Entry<String, Door> door : doors.entrySet()) {
      long from = System.nanoTime();
      int count = inputs * door.getValue().share() / 100;
      for (int k = 0; k < count; k++) {
        RandomGenerator random = Seeds.generator(SEED, door.getKey(), k);
        Future<String> result = runner.submit(() -> door.getValue().input().at(random));
        String name = door.getKey() + " " + k + ": ";
        try {
          String found = result.get(LONGEST_SECONDS, TimeUnit.SECONDS);
          if (found != null) {
            wrong.add(name + found);
          }
        } catch (TimeoutException hangs) {
          wrong.add(name + "hangs");
          runner = Executors.newSingleThreadExecutor(FuzzTest::daemon);
        } catch (ExecutionException thrown) {
          wrong.add(name + thrown.getCause());
        }
      }
      System.out.printf(
          "%s: %d inputs, exit codes %s, %d wrong so far, %.1f s%n",
          door.getKey(), count, house.codes(), wrong.size(), (System.nanoTime() - from) / 1e9);
    }
    System.out.printf("%.1f s in all%n", (System.nanoTime() - begun) / 1e9);
    runner.shutdownNow();
    return wrong;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fuzz");
    thread.setDaemon(true);
    return thread;
  }
}
