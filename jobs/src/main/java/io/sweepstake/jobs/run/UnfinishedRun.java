package io.sweepstake.jobs.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.jobs.config.Fields;
import io.sweepstake.jobs.config.Limits;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.store.seal.SealedJson;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
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

  /** Of which study it is; versions before did not say. */
  private static final String IDENTITY = "study";

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
    values.put(IDENTITY, present.spec().identity());
    int target = order.budget().target(present);
    if (target != Budget.UNLIMITED) {
      values.put("target-trials", target - Budget.imported(present) - Budget.heirs(present));
    }
    order.parallelism().ifPresent(parallelism -> values.put("parallelism", parallelism));
    order.packSize().ifPresent(size -> values.put("pack-size", size));
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
   * @param study whose run it is
   * @throws IOException naming the file, if it is not what {@link #begin} writes for this study
   */
  public Optional<RunOrder> order(StudySpec study) throws IOException {
    Optional<byte[]> note = files.bytes(FILE);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    try {
      ObjectNode root = SealedJson.read(note.get(), FILE);
      JsonNode identity = root.remove(IDENTITY);
      if (identity != null && !identity.asText().equals(study.identity())) {
        throw new IOException(
            files.path(FILE)
                + ": says what a run of another study was to do; delete it and say how many trials"
                + " are wanted");
      }
      Fields values = new Fields(JSON.convertValue(root, VALUES));
      OptionalInt target = values.whole("target-trials");
      return Optional.of(
          new RunOrder(
              target.isEmpty() ? Budget.unlimited() : Budget.total(Math.max(1, target.getAsInt())),
              values.whole("parallelism"),
              values.whole("pack-size"),
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
