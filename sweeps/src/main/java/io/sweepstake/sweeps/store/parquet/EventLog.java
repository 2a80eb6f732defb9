package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * The write-ahead log of a study, as one driver writes it: {@code events/EPOCH-DRIVER-N.jsonl}, one
 * line per commit. A line holds the rows of the commit, each with what happened: asked, started,
 * measured, paused, told, retried. A line is there whole or, when the process died while writing
 * it, not at all. {@link LoggedEvents} reads it.
 *
 * <p>The first line of an {@link Epoch} notes what its driver found: how far the logs of earlier
 * epochs went, and which parts the trial table had. What a robbed driver adds to those later does
 * not count. A line that is a checkpoint lists what was in flight then; everything before it is in
 * the trial table, and is history for people.
 */
final class EventLog implements AutoCloseable {
  static final String FOLDER = "events";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StudyDirectory directory;
  private final Epoch epoch;
  private int segment;
  private FSDataOutputStream out;
  private long written;

  EventLog(StudyDirectory directory, Epoch epoch) {
    this.directory = directory;
    this.epoch = epoch;
  }

  /**
   * Notes what counts of what was there when this epoch began. Until then nothing may be written.
   */
  void begin(LoggedEvents found, Collection<String> parts) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("epoch", epoch.number());
    line.put("time", Instant.now().toString());
    line.set("driver", epoch.driver().json());
    ArrayNode logs = line.putArray("logs");
    for (LoggedEvents.Piece piece : found.pieces()) {
      logs.addObject().put("file", piece.file()).put("bytes", piece.bytes());
    }
    ArrayNode names = line.putArray("parts");
    parts.forEach(names::add);
    append(line);
  }

  /** Adds a line that stands for all before it: what of that is not in these rows is told. */
  void checkpoint(List<Trial> open) throws IOException {
    append(line(open, true));
  }

  /** Goes on in another file. */
  void beginSegment() throws IOException {
    if (out != null) {
      close();
      segment++;
    }
  }

  /** Adds a commit; on return it is durable. */
  void append(List<Trial> rows) throws IOException {
    append(line(rows, false));
  }

  private static ObjectNode line(List<Trial> rows, boolean checkpoint) {
    ObjectNode line = JSON.createObjectNode();
    if (checkpoint) {
      line.put("checkpoint", true);
    }
    line.put("time", Instant.now().toString());
    ArrayNode events = line.putArray("rows");
    for (Trial trial : rows) {
      ObjectNode event = events.addObject();
      event.put("event", event(trial));
      event.set("trial", StudyJson.write(trial));
    }
    return line;
  }

  private void append(ObjectNode line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      if (out == null) {
        String name = new LogName(epoch.number(), epoch.driver().tag(), segment).file();
        out = directory.files.create(directory.path(FOLDER + "/" + name), false);
        written = 0;
      }
      out.write(bytes);
      written += bytes.length;
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      } else {
        // An object store shows a file when it is closed: one file per commit.
        close();
        segment++;
      }
    } catch (IOException failure) {
      // Half a line may be there. It stays the last of its segment.
      try {
        close();
      } catch (IOException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      segment++;
      throw failure;
    }
  }

  private static String event(Trial trial) {
    if (trial.finished()) {
      return "told";
    }
    if (trial.state() instanceof TrialState.Waiting) {
      return "enqueued";
    }
    if (trial.state() instanceof TrialState.Paused) {
      return "paused";
    }
    if (!trial.curve().isEmpty()) {
      return "measured";
    }
    return trial.attempt() > 0 ? "retried" : trial.timing().started() == null ? "asked" : "started";
  }

  /** Bytes in the current segment. */
  long written() {
    return written;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      FSDataOutputStream closing = out;
      out = null;
      closing.close();
    }
  }
}
