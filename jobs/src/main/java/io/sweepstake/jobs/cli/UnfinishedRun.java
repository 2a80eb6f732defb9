package io.sweepstake.jobs.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.jobs.config.Limits;
import io.sweepstake.jobs.export.StudyFiles;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.study.History;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the run under way is to do, kept in the study as {@code run.json} until its report is
 * written: whoever resumes the study need not say it again.
 */
final class UnfinishedRun {
  private static final String FILE = "run.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StudyFiles files;

  UnfinishedRun(StudyFiles files) {
    this.files = files;
  }

  /** Whether a run was begun, and did not come to its report. */
  boolean exists() throws IOException {
    return files.exists(FILE);
  }

  /** Notes what a run that begins now is to do. */
  void begin(StudyRun.Order order, History present) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    int target = order.budget().target(present);
    if (target != Budget.UNLIMITED) {
      values.put("target-trials", target - Budget.imported(present) - Budget.heirs(present));
    }
    order.parallelism().ifPresent(parallelism -> values.put("parallelism", parallelism));
    values.put("synchronous", order.synchronous());
    values.put("finalists", order.finalists());
    values.putAll(order.limits().values());
    files.write(FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n");
  }

  void end() throws IOException {
    files.delete(FILE);
  }

  /**
   * What the run that did not come to its end was to do; its time limit begins anew.
   *
   * @throws IOException naming the file, if it is not what {@link #begin} writes
   */
  Optional<StudyRun.Order> order() throws IOException {
    Optional<byte[]> note = files.bytes(FILE);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    try {
      Map<String, Object> values = JSON.readValue(note.get(), new TypeReference<>() {});
      Object target = values.get("target-trials");
      Object parallelism = values.get("parallelism");
      return Optional.of(
          new StudyRun.Order(
              target == null ? Budget.unlimited() : Budget.total(Math.max(1, (Integer) target)),
              parallelism == null ? OptionalInt.empty() : OptionalInt.of((Integer) parallelism),
              (Boolean) values.get("synchronous"),
              (Integer) values.get("finalists"),
              Limits.of(values),
              List.of(),
              Map.of()));
    } catch (JacksonException
        | ClassCastException
        | NullPointerException
        | IllegalArgumentException damaged) {
      throw new IOException(
          files.path(FILE)
              + ": must say what the unfinished run was to do, and is damaged; delete it and say"
              + " how many trials are wanted",
          damaged);
    }
  }
}
