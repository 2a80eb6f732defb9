package io.sweepstake.problems.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.spark.SparkWorkers;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changed inputs at every door: no stack trace, no hang, no silent difference. An input is a
 * function of its door and number; {@code -Dfuzz.inputs=N} is how many the long test has in all,
 * {@code -Dfuzz.seed=S} has others, {@code -Dfuzz.doors=query,apply} tries these doors alone.
 */
class FuzzTest {
  /** No input takes a tenth of it where nobody else wants the processor. */
  private static final long LONGEST_SECONDS = 120;

  private static final long SEED = Long.getLong("fuzz.seed", 19);

  private static final List<String> DOORS =
      Stream.of(System.getProperty("fuzz.doors", "").split(","))
          .filter(door -> !door.isEmpty())
          .toList();

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

  private static Map<String, Door> doors(Doors doors, Rooms rooms) {
    Map<String, Door> all = new LinkedHashMap<>();
    all.put("flags", new Door(20, doors::flags));
    all.put("yaml", new Door(16, doors::yaml));
    all.put("bids", new Door(10, doors::bids));
    all.put("csv", new Door(2, doors::csv));
    all.put("network", new Door(8, doors::network));
    all.put("graph", new Door(3, doors::graph));
    all.put("study", new Door(3, doors::damaged));
    all.put("checkpoint", new Door(1, doors::checkpoint));
    all.put("query", new Door(12, rooms::query));
    all.put("sql", new Door(6, rooms::sql));
    all.put("evaluate", new Door(6, rooms::evaluate));
    all.put("apply", new Door(13, rooms::apply));
    return all;
  }

  @Test
  void aHundredInputsEndInAResultOrASentence() throws Exception {
    assertThat(wrong(100)).isEmpty();
  }

  @Test
  @Tag("slow")
  void manyInputsEndInAResultOrASentence() throws Exception {
    assertThat(wrong(Integer.getInteger("fuzz.inputs", 12_000))).isEmpty();
  }

  private List<String> wrong(int inputs) throws Exception {
    Program program = new Program();
    Doors house = new Doors(program, home);
    try (SparkWorkers workers = SparkWorkers.open("local[2]", 2)) {
      return wrong(inputs, program, doors(house, new Rooms(program, house, home, workers)));
    }
  }

  private static List<String> wrong(int inputs, Program program, Map<String, Door> doors)
      throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    ExecutorService runner = Executors.newSingleThreadExecutor(FuzzTest::daemon);
    long begun = System.nanoTime();
    for (Map.Entry<String, Door> door : doors.entrySet()) {
      if (!DOORS.isEmpty() && !DOORS.contains(door.getKey())) {
        continue;
      }
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
          door.getKey(), count, program.codes(), wrong.size(), (System.nanoTime() - from) / 1e9);
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
