package io.sweepstake.cluster.profile;

import io.sweepstake.jobs.config.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How many executors, and how large each is.
 *
 * @param count at least 1; empty for as many as the manager gives
 * @param cores trials that one executor runs at a time, at least 1
 * @param memory of an executor's heap, in Spark's form: {@code 600m}, {@code 4g}
 */
record ExecutorSize(OptionalInt count, OptionalInt cores, Optional<String> memory) {
  private static final Pattern MEMORY = Pattern.compile("[1-9]\\d*[kmgt]b?");
  private static final int MOST = 100_000;

  ExecutorSize {
    checkPositive("executors", count);
    checkPositive("executor-cores", cores);
    memory.ifPresent(size -> checkMemory("executor-memory", size));
    if (count.isPresent() && cores.isEmpty()) {
      throw new IllegalArgumentException(
          "executor-cores: must be given where executors are, was missing beside executors "
              + count.getAsInt());
    }
  }

  static ExecutorSize of(Fields fields) {
    return new ExecutorSize(
        fields.whole("executors"), fields.whole("executor-cores"), fields.text("executor-memory"));
  }

  private static void checkPositive(String key, OptionalInt value) {
    if (value.isPresent() && (value.getAsInt() < 1 || value.getAsInt() > MOST)) {
      throw new IllegalArgumentException(
          key + ": must be from 1 to " + MOST + ", was " + value.getAsInt());
    }
  }

  static String checkMemory(String key, String size) {
    if (!MEMORY.matcher(size).matches()) {
      throw new IllegalArgumentException(key + ": must be such as 600m or 4g, was " + size);
    }
    return size;
  }

  /** Adds what Spark calls these sizes, which depends on who hands out the machines. */
  void addTo(Map<String, String> settings, Manager manager) {
    cores.ifPresent(each -> settings.put("spark.executor.cores", Integer.toString(each)));
    memory.ifPresent(size -> settings.put("spark.executor.memory", size));
    if (count.isPresent()) {
      if (manager == Manager.STANDALONE) {
        // A standalone master knows no number of executors, only of cores.
        settings.put(
            "spark.cores.max",
            Long.toString(Math.multiplyFull(count.getAsInt(), cores.getAsInt())));
      } else {
        settings.put("spark.executor.instances", Integer.toString(count.getAsInt()));
      }
    }
  }
}
