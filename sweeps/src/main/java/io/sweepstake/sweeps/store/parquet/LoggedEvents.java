package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.study.Trial;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * What counts of a study's write-ahead log ({@link EventLog}), and what its last driver noted of
 * the trial table when it began.
 *
 * @param epoch of the last driver that began; 0 when no version with epochs wrote to the study
 * @param driver that driver's tag, empty in epoch 0
 * @param foundParts the parts that there were when it began
 * @param lines all commits since the last checkpoint, oldest first
 * @param pieces where they stand, oldest first
 */
record LoggedEvents(
    int epoch, String driver, Set<String> foundParts, List<Line> lines, List<Piece> pieces) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHECKPOINT = "{\"checkpoint\":";
  private static final String BEGINNING = "{\"epoch\":";

  /** The first so many bytes of a segment. */
  record Piece(String file, long bytes) {}

  /** A commit as it stands in a segment. */
  record Line(Path segment, String text) {
    /**
     * The rows of the commit.
     *
     * @throws StudyException when it is not one of a study with this space
     */
    List<Trial> rows(SearchSpace space) {
      try {
        JsonNode events = JSON.readTree(text).path("rows");
        if (!events.isArray()) {
          throw new IllegalArgumentException("it has no rows");
        }
        List<Trial> rows = new ArrayList<>();
        for (JsonNode event : events) {
          if (!event.path("trial").isObject()) {
            throw new IllegalArgumentException("a row of it has no trial");
          }
          rows.add(StudyJson.readTrial(event.get("trial"), space));
        }
        return rows;
      } catch (JsonProcessingException | IllegalArgumentException | DateTimeException wrong) {
        throw notOurs(segment, text, wrong);
      }
    }
  }

  private static StudyException notOurs(Path segment, String text, Exception why) {
    return new StudyException(
        segment
            + ": a line of the event log must be a commit of this study, was "
            + text.substring(0, Math.min(80, text.length())),
        why);
  }

  static LoggedEvents read(StudyDirectory directory) throws IOException {
    TreeMap<LogName, Path> segments = new TreeMap<>(LogName.BY_AGE);
    for (Path path : directory.list(EventLog.FOLDER, LogName.SUFFIX)) {
      segments.put(LogName.of(path), path);
    }
    Optional<Beginning> last = lastBeginning(directory, segments);
    Reader reader = new Reader(directory);
    int epoch = last.map(beginning -> beginning.name().epoch()).orElse(0);
    String driver = last.map(beginning -> beginning.name().driver()).orElse("");
    for (LogName name : segments.descendingKeySet()) {
      if (name.epoch() == epoch && name.driver().equals(driver) && !reader.complete) {
        reader.addBefore(segments.get(name), Long.MAX_VALUE);
      }
    }
    if (last.isPresent()) {
      List<Piece> earlier = last.get().pieces();
      for (int k = earlier.size() - 1; k >= 0 && !reader.complete; k--) {
        Piece piece = earlier.get(k);
        reader.addBefore(directory.path(EventLog.FOLDER + "/" + piece.file()), piece.bytes());
      }
    }
    Collections.reverse(reader.lines);
    Collections.reverse(reader.pieces);
    return new LoggedEvents(
        epoch, driver, last.map(Beginning::parts).orElse(Set.of()), reader.lines, reader.pieces);
  }

  /** Whether a part of the trial table counts: a robbed driver may have added some. */
  boolean counts(String part) {
    PartName name = PartName.parse(part);
    return name.epoch() > epoch
        || (name.epoch() == epoch && name.driver().equals(driver))
        || foundParts.contains(part);
  }

  /** What a driver noted first. */
  private record Beginning(LogName name, List<Piece> pieces, Set<String> parts) {
    static Beginning parse(LogName name, Path segment, String line) {
      try {
        JsonNode node = JSON.readTree(line);
        int epoch = node.path("epoch").asInt();
        if (epoch != name.epoch()) {
          throw new StudyException(
              segment
                  + ": a copy of a segment of epoch "
                  + epoch
                  + " under another name; move it out of the study");
        }
        List<Piece> pieces = new ArrayList<>();
        for (JsonNode log : node.path("logs")) {
          pieces.add(new Piece(log.path("file").asText(), log.path("bytes").asLong()));
        }
        Set<String> parts = new HashSet<>();
        node.path("parts").forEach(part -> parts.add(part.asText()));
        return new Beginning(name, pieces, parts);
      } catch (JsonProcessingException wrong) {
        throw notOurs(segment, line, wrong);
      }
    }
  }

  /** That of the last epoch whose driver came to note anything. */
  private static Optional<Beginning> lastBeginning(
      StudyDirectory directory, TreeMap<LogName, Path> segments) throws IOException {
    List<LogName> newestFirst = new ArrayList<>(segments.keySet());
    newestFirst.removeIf(name -> name.epoch() == 0 || name.segment() > 0);
    newestFirst.sort(Comparator.comparingInt(LogName::epoch).reversed());
    List<Beginning> found = new ArrayList<>();
    for (LogName name : newestFirst) {
      if (!found.isEmpty() && name.epoch() < found.get(0).name().epoch()) {
        break;
      }
      Path path = segments.get(name);
      List<String> lines = lines(wholeLines(directory, path));
      if (!lines.isEmpty() && lines.get(0).startsWith(BEGINNING)) {
        found.add(Beginning.parse(name, path, lines.get(0)));
      }
    }
    if (found.size() > 1) {
      // Two drivers that an object store let begin at once: one of them was told.
      Optional<Driver> owner = Epoch.driver(directory, found.get(0).name().epoch());
      for (Beginning beginning : found) {
        if (owner.isPresent() && owner.get().tag().equals(beginning.name().driver())) {
          return Optional.of(beginning);
        }
      }
    }
    return found.stream().findFirst();
  }

  /** What ends in a newline; the rest was torn by a crash, and its commit never returned. */
  private static byte[] wholeLines(StudyDirectory directory, Path path) throws IOException {
    byte[] content = directory.readBytes(EventLog.FOLDER + "/" + path.getName());
    int end = content.length;
    while (end > 0 && content[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(content, end);
  }

  private static List<String> lines(byte[] whole) {
    return new String(whole, StandardCharsets.UTF_8).lines().toList();
  }

  /** Collects commits from the newest back to a checkpoint. */
  private static final class Reader {
    private final StudyDirectory directory;
    private final List<Line> lines = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private boolean complete;

    Reader(StudyDirectory directory) {
      this.directory = directory;
    }

    /** Adds what stands at the beginning of a segment, which is older than all there is. */
    void addBefore(Path path, long bytes) throws IOException {
      byte[] whole;
      try {
        whole = wholeLines(directory, path);
      } catch (FileNotFoundException gone) {
        throw new StudyException(path + ": a segment of the event log is missing", gone);
      }
      if (bytes < whole.length) {
        whole = Arrays.copyOf(whole, (int) bytes);
      } else if (bytes != Long.MAX_VALUE && bytes > whole.length) {
        throw new StudyException(
            path
                + ": a segment of the event log must have at least "
                + bytes
                + " bytes, was cut to "
                + whole.length);
      }
      pieces.add(new Piece(path.getName(), whole.length));
      List<String> texts = lines(whole);
      for (int k = texts.size() - 1; k >= 0 && !complete; k--) {
        if (!texts.get(k).startsWith(BEGINNING)) {
          lines.add(new Line(path, texts.get(k)));
          complete = texts.get(k).startsWith(CHECKPOINT);
        }
      }
    }
  }
}
