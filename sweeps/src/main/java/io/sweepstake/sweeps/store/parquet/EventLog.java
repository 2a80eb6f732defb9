package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.store.TrialJson;
import io.sweepstake.sweeps.store.seal.Manifest;
import io.sweepstake.sweeps.store.seal.SealedLine;
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
 * the trial table, and is history for people. Each line ends in a checksum ({@link SealedLine}) and
 * says which files the study has ({@link Manifest}).
 *
 * <p>A log whose driver was killed may have lost its end since, and would look as if the driver had
 * died earlier. So each durable line is followed by one in another file, the witness, which says
 * how far the log goes; that one is not forced to the disk, and may fall behind when a machine
 * stops. On object stores, where a commit is a file of its own, there is none.
 */
final class EventLog implements AutoCloseable {
  static final String FOLDER = "events";

  /** Says how far the log went when its driver closed it, as long as no other has begun. */
  static final String END = Epoch.FOLDER + "/end.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A witness that has grown to this begins again: only its last line counts. */
  private static final long WITNESS_BYTES = 64 << 10;

  private final StudyDirectory directory;
  private final Epoch epoch;
  private final Manifest files;
  private FSDataOutputStream witness;
  private int segment;
  private FSDataOutputStream out;
  private long written;

  /** Up to where the log is durable. */
  private LoggedEvents.Piece end;

  /**
   * A log that begins.
   *
   * @param files of the study, which the lines say
   */
  EventLog(StudyDirectory directory, Epoch epoch, Manifest files) {
    this.directory = directory;
    this.epoch = epoch;
    this.files = files;
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
    ObjectNode line = JSON.createObjectNode();
    line.put("checkpoint", true);
    line.put("time", Instant.now().toString());
    line.set(Manifest.FIELD, files.all());
    append(with(open, line));
    files.said();
  }

  /** Goes on in another file. */
  void beginSegment() throws IOException {
    if (out != null) {
      closeSegment();
      segment++;
    }
  }

  /** Adds a commit; on return it is durable. */
  void append(List<Trial> rows) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", Instant.now().toString());
    files.changes().ifPresent(changes -> line.set(Manifest.FIELD, changes));
    append(with(rows, line));
    files.said();
  }

  private static ObjectNode with(List<Trial> rows, ObjectNode line) {
    ArrayNode events = line.putArray("rows");
    for (Trial trial : rows) {
      ObjectNode event = events.addObject();
      event.put("event", event(trial));
      event.set("trial", TrialJson.write(trial));
    }
    return line;
  }

  private void append(ObjectNode line) throws IOException {
    String name = new LogName(epoch.number(), epoch.driver().tag(), segment).file();
    byte[] bytes = (SealedLine.of(line, name) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      if (out == null) {
        out = directory.files.create(directory.path(FOLDER + "/" + name), false);
        written = 0;
      }
      out.write(bytes);
      written += bytes.length;
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      } else {
        // An object store shows a file when it is closed: one file per commit.
        closeSegment();
        segment++;
      }
      end = new LoggedEvents.Piece(name, written);
      if (out != null) {
        testify();
      }
    } catch (IOException failure) {
      // Half a line may be there. It stays the last of its segment.
      try {
        closeSegment();
      } catch (IOException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      segment++;
      throw failure;
    }
  }

  /** Where a driver's witness says how far its log goes. */
  static String witness(String epochLabel) {
    return Epoch.FOLDER + "/" + epochLabel + Epoch.WITNESS;
  }

  private void testify() {
    String name = witness(epoch.label());
    byte[] line = (SealedLine.of(end.json(), name) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      if (witness == null || witness.getPos() > WITNESS_BYTES) {
        closeWitness();
        witness = directory.files.create(directory.path(name), true);
      }
      witness.write(line);
      witness.hflush();
    } catch (IOException unwritable) {
      // The commit is durable; a witness that fell behind claims less.
      return;
    }
  }

  private void closeWitness() throws IOException {
    if (witness != null) {
      FSDataOutputStream closing = witness;
      witness = null;
      closing.close();
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

  /** Up to where the log is durable; it has begun. */
  LoggedEvents.Piece end() {
    return end;
  }

  /** Notes, outside the log, that it ends here for good. */
  void seal() throws IOException {
    ObjectNode note = JSON.createObjectNode();
    note.put("epoch", epoch.number());
    note.put("driver", epoch.driver().tag());
    note.setAll(end.json());
    directory.write(END, SealedLine.of(note, END) + "\n");
  }

  /** Bytes in the current segment. */
  long written() {
    return written;
  }

  @Override
  public void close() throws IOException {
    try {
      closeWitness();
    } finally {
      closeSegment();
    }
  }

  private void closeSegment() throws IOException {
    if (out != null) {
      FSDataOutputStream closing = out;
      out = null;
      closing.close();
    }
  }
}
