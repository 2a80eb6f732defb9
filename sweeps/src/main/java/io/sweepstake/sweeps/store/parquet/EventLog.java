package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * The write-ahead log of a study: {@code events/*.jsonl}, one line per commit. A line holds the
 * rows of the commit, each with what happened: asked, started, measured, paused, told, retried. A
 * line is there whole or, when the process died while writing it, not at all.
 *
 * <p>A segment may begin with a checkpoint, which lists what was in flight then; everything before
 * it is in the trial table, and earlier segments are history for people.
 */
final class EventLog implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FOLDER = "events";
  private static final String SUFFIX = ".jsonl";

  private final StudyDirectory directory;
  private int segment;
  private FSDataOutputStream out;
  private long written;

  EventLog(StudyDirectory directory) throws IOException {
    this.directory = directory;
    segment = -1;
    for (Path path : directory.list(FOLDER, SUFFIX)) {
      segment = Math.max(segment, number(path));
    }
  }

  private static int number(Path path) {
    String name = path.getName();
    String digits = name.substring(0, name.length() - SUFFIX.length());
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException foreign) {
      throw new StudyException(
          path + ": a segment of the event log must be named by a number, was " + name, foreign);
    }
  }

  /** A commit as it stands in a segment. */
  record Line(Path segment, String text) {
    /**
     * The rows of the commit.
     *
     * @throws StudyException when it is not one of a study with this space
     */
    List<Trial> rows(SearchSpace space) {
      try {
        List<Trial> rows = new ArrayList<>();
        for (JsonNode event : JSON.readTree(text).get("rows")) {
          rows.add(StudyJson.readTrial(event.get("trial"), space));
        }
        return rows;
      } catch (JsonProcessingException | IllegalArgumentException | NullPointerException wrong) {
        throw new StudyException(
            segment
                + ": a line of the event log must be a commit of this study, was "
                + text.substring(0, Math.min(80, text.length())),
            wrong);
      }
    }
  }

  /** All commits since the last checkpoint, oldest first. */
  static List<Line> read(StudyDirectory directory) throws IOException {
    List<Path> paths = directory.list(FOLDER, SUFFIX);
    paths.sort((a, b) -> Integer.compare(number(b), number(a)));
    List<Line> newestFirst = new ArrayList<>();
    for (Path path : paths) {
      List<String> lines = wholeLines(directory, path);
      for (int k = lines.size() - 1; k >= 0; k--) {
        newestFirst.add(new Line(path, lines.get(k)));
      }
      if (!lines.isEmpty() && lines.get(0).startsWith("{\"checkpoint\":")) {
        break;
      }
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** What ends in a newline; the rest was torn by a crash, and its commit never returned. */
  private static List<String> wholeLines(StudyDirectory directory, Path path) throws IOException {
    String text = directory.readText(FOLDER + "/" + path.getName());
    int end = text.lastIndexOf('\n');
    return end < 0 ? List.of() : text.substring(0, end).lines().toList();
  }

  /** Begins a segment that stands for itself: all that matters of those before is in these rows. */
  void checkpoint(List<Trial> open) throws IOException {
    close();
    segment++;
    append(open, true);
  }

  /** Adds a commit; on return it is durable. */
  void append(List<Trial> rows) throws IOException {
    append(rows, false);
  }

  private void append(List<Trial> rows, boolean checkpoint) throws IOException {
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
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      if (out == null) {
        String name = String.format(Locale.ROOT, "%06d", segment) + SUFFIX;
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
