package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.TrialJson;
import io.sweepstake.sweeps.store.driver.Driver;
import io.sweepstake.sweeps.store.seal.Manifest;
import io.sweepstake.sweeps.store.seal.SealedLine;
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
 * @param files what is known of the study's files; nothing when a version that did not note them
 *     wrote to it last
 */
record LoggedEvents(
    int epoch,
    String driver,
    Set<String> foundParts,
    List<Line> lines,
    List<Piece> pieces,
    Optional<Manifest> files) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHECKPOINT = "{\"checkpoint\":";
  private static final String BEGINNING = "{\"epoch\":";
  private static final String FILES = '"' + Manifest.FIELD + "\":{";

  private static final String REMEDY =
      "; put it back, or delete the folder events to go on with the trial table alone, from which"
          + " what was under way begins again";

  /** The first so many bytes of a segment. */
  record Piece(String file, long bytes) {
    LogName segment() {
      return LogName.of(new Path(file));
    }

    ObjectNode json() {
      return JSON.createObjectNode().put("file", file).put("bytes", bytes);
    }

    static Piece of(JsonNode json) {
      return new Piece(json.path("file").asText(), json.path("bytes").asLong());
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
        JsonNode events = JSON.readTree(text).path("rows");
        if (!events.isArray()) {
          throw new IllegalArgumentException("it has no rows");
        }
        List<Trial> rows = new ArrayList<>();
        for (JsonNode event : events) {
          if (!event.path("trial").isObject()) {
            throw new IllegalArgumentException("a row of it has no trial");
          }
          rows.add(TrialJson.read(event.get("trial"), space));
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
    LoggedEvents found =
        new LoggedEvents(
            epoch,
            driver,
            last.map(Beginning::parts).orElse(Set.of()),
            reader.lines,
            reader.pieces,
            files(reader.lines));
    found.checkEnd(directory);
    found.checkWitnesses(directory);
    return found;
  }

  private static Optional<Manifest> files(List<Line> lines) {
    Manifest files = new Manifest();
    boolean known = false;
    for (Line line : lines) {
      if (line.text().contains(FILES)) {
        try {
          JsonNode said = JSON.readTree(line.text()).path(Manifest.FIELD);
          known |= line.text().startsWith(CHECKPOINT) && said.isObject();
          files.take(said);
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
          throw notOurs(line.segment(), line.text(), wrong);
        }
      }
    }
    return known ? Optional.of(files) : Optional.empty();
  }

  /** Checks that the log goes as far as the driver said that closed it. */
  private void checkEnd(StudyDirectory directory) throws IOException {
    Path note = directory.path(EventLog.END);
    String text;
    try {
      text = directory.readText(EventLog.END).strip();
    } catch (FileNotFoundException notClosed) {
      return;
    }
    if (!SealedLine.isIntact(text, EventLog.END)) {
      throw new StudyException(
          note
              + ": is not as it was written; it only says how far the event log goes, delete it to"
              + " go on");
    }
    JsonNode said = JSON.readTree(text);
    boolean others =
        said.path("epoch").asInt() == epoch && !said.path("driver").asText().equals(driver);
    if (said.path("epoch").asInt() >= epoch && !others) {
      checkReaches(directory, Piece.of(said));
    }
  }

  /** Checks that the log goes as far as the driver saw it go that wrote last, and may have died. */
  private void checkWitnesses(StudyDirectory directory) throws IOException {
    for (Path path : directory.list(Epoch.FOLDER, Epoch.WITNESS)) {
      int its = Epoch.number(path);
      String name = Epoch.FOLDER + "/" + path.getName();
      if (its > epoch || name.equals(EventLog.witness(Epoch.label(epoch, driver)))) {
        checkWitness(directory, name, its);
      }
    }
  }

  private void checkWitness(StudyDirectory directory, String name, int its) throws IOException {
    List<String> lines = lines(directory.readBytes(name));
    for (int k = lines.size() - 1; k >= 0; k--) {
      // The last may be torn.
      if (SealedLine.isIntact(lines.get(k), name)) {
        try {
          checkReaches(directory, Piece.of(JSON.readTree(lines.get(k))));
        } catch (StudyException damaged) {
          if (its > epoch) {
            // Or that driver began after the log was read.
            throw new UnsettledException(damaged.getMessage());
          }
          throw damaged;
        }
        return;
      }
    }
  }

  /**
   * Checks that a segment is there, and as long as somebody saw it, and that its epoch is known.
   *
   * @throws StudyException when it is not
   */
  void checkReaches(StudyDirectory directory, Piece seen) throws IOException {
    String name = EventLog.FOLDER + "/" + seen.file();
    LogName segment = seen.segment();
    if (segment.epoch() > epoch) {
      name = EventLog.FOLDER + "/" + new LogName(segment.epoch(), segment.driver(), 0).file();
    }
    try {
      byte[] content = directory.readBytes(name);
      int whole = whole(content);
      if (whole < seen.bytes()) {
        throw cut(directory.path(name), seen.bytes(), whole);
      }
      if (segment.epoch() > epoch) {
        throw damaged(directory.path(name), 1);
      }
    } catch (FileNotFoundException gone) {
      throw missing(directory.path(name), gone);
    }
  }

  private static StudyException missing(Path segment, FileNotFoundException gone) {
    return new StudyException(segment + ": a segment of the event log is missing" + REMEDY, gone);
  }

  private static StudyException cut(Path segment, long bytes, long found) {
    return new StudyException(
        segment
            + ": a segment of the event log must have at least "
            + bytes
            + " bytes of whole lines, had "
            + found
            + REMEDY);
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
          pieces.add(Piece.of(log));
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
      if (!lines.isEmpty()) {
        if (!lines.get(0).startsWith(BEGINNING)) {
          throw damaged(path, 1);
        }
        Beginning beginning = Beginning.parse(name, path, lines.get(0));
        check(path, 1, lines.get(0));
        found.add(beginning);
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
    int end = whole(content);
    if (end < content.length) {
      // A commit that returned ends in a newline, and nothing else can stand there.
      String torn = new String(content, end, content.length - 1 - end, StandardCharsets.UTF_8);
      if (SealedLine.isIntact(torn, path.getName())) {
        throw damaged(path, lines(Arrays.copyOf(content, end)).size() + 1);
      }
    }
    return Arrays.copyOf(content, end);
  }

  /** How many bytes of a segment are whole lines. */
  private static int whole(byte[] content) {
    int end = content.length;
    while (end > 0 && content[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private static void check(Path segment, int number, String line) {
    if (!SealedLine.trusts(line, segment.getName())) {
      throw damaged(segment, number);
    }
  }

  private static StudyException damaged(Path segment, int line) {
    return new StudyException(
        segment + ": line " + line + " of the event log is not as it was written" + REMEDY);
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
        throw missing(path, gone);
      }
      if (bytes < whole.length) {
        whole = Arrays.copyOf(whole, (int) bytes);
      } else if (bytes != Long.MAX_VALUE && bytes > whole.length) {
        throw cut(path, bytes, whole.length);
      }
      pieces.add(new Piece(path.getName(), whole.length));
      List<String> texts = lines(whole);
      for (int k = texts.size() - 1; k >= 0 && !complete; k--) {
        check(path, k + 1, texts.get(k));
        if (!texts.get(k).startsWith(BEGINNING)) {
          lines.add(new Line(path, texts.get(k)));
          complete = texts.get(k).startsWith(CHECKPOINT);
        }
      }
    }
  }
}
