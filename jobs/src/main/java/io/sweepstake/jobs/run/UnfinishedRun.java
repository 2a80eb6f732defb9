package io.sweepstake.jobs.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.jobs.config.Fields;
import io.sweepstake.jobs.config.Limits;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.store.seal.SealedJson;
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
public final class UnfinishedRun {
  private static final String FILE = "run.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> VALUES =
      new TypeReference<>() {};

  private final StudyFolder files;

  public UnfinishedRun(StudyFolder files) {
    this.files = files;
  }

  /** Whether a run was begun, and did not come to its report. */
  public boolean exists() throws IOException {
    return files.exists(FILE);
  }

  /** Notes what a run that begins now is to do. */
  public void begin(RunOrder order, History present) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    int target = order.budget().target(present);
    if (target != Budget.UNLIMITED) {
      values.put("target-trials", target - Budget.imported(present) - Budget.heirs(present));
    }
    order.parallelism().ifPresent(parallelism -> values.put("parallelism", parallelism));
    values.put("synchronous", order.synchronous());
    values.put("finalists", order.finalists());
    order.retrain().ifPresent(seeds -> values.put("retrain", seeds));
    order.engine().ifPresent(engine -> values.put("engine", engine));
    values.putAll(order.limits().values());
    files.write(FILE, SealedJson.of(JSON.valueToTree(values), FILE));
  }

  void end() throws IOException {
    files.delete(FILE);
  }

  /**
   * What the run that did not come to its end was to do; its time limit begins anew.
   *
   * @throws IOException naming the file, if it is not what {@link #begin} writes
   */
  public Optional<RunOrder> order() throws IOException {
    Optional<byte[]> note = files.bytes(FILE);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    try {
      Fields values = new Fields(JSON.convertValue(SealedJson.read(note.get(), FILE), VALUES));
      OptionalInt target = values.whole("target-trials");
      return Optional.of(
          new RunOrder(
              target.isEmpty() ? Budget.unlimited() : Budget.total(Math.max(1, target.getAsInt())),
              values.whole("parallelism"),
              Boolean.parseBoolean(values.required("synchronous")),
              Integer.parseInt(values.required("finalists")),
              values.whole("retrain"),
              false,
              Limits.of(values.values()),
              values.text("engine"),
              List.of(),
              Map.of()));
    } catch (IllegalArgumentException damaged) {
      throw new IOException(
          files.path(FILE)
              + ": must say what the unfinished run was to do, and is damaged; delete it and say"
              + " how many trials are wanted",
          damaged);
    }
  }
}
