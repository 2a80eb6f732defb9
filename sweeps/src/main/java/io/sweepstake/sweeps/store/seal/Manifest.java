package io.sweepstake.sweeps.store.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which files a study has, and by what each is known again. It lives in the event log: a checkpoint
 * has all of it, a commit what has changed since the line before. So it costs no write of its own,
 * and counts exactly as far as the log does.
 *
 * <p>A file is noted after it has appeared, in the next line whatever that is. One that nobody has
 * noted yet is as good as any; one that was noted must be there as it was, unless another part says
 * that it holds its rows now.
 */
public final class Manifest {
  /** The field of a line. */
  public static final String FIELD = "files";

  /** By name within the study. */
  private final Map<String, Fingerprint> files = new TreeMap<>();

  private ObjectNode changes = JsonNodeFactory.instance.objectNode();

  public Map<String, Fingerprint> files() {
    return files;
  }

  public Optional<Fingerprint> of(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Notes a file that is there now. */
  public void wrote(String name, Fingerprint fingerprint) {
    if (!fingerprint.equals(files.put(name, fingerprint))) {
      changes.put(name, fingerprint.toString());
    }
  }

  /** Notes that a file is not part of the study any more. */
  public void removed(String name) {
    if (files.remove(name) != null) {
      changes.putNull(name);
    }
  }

  /** All files, for a line that stands for all before it. */
  public ObjectNode all() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    files.forEach((name, fingerprint) -> all.put(name, fingerprint.toString()));
    return all;
  }

  /** What has changed since the last line; none if nothing has. */
  public Optional<ObjectNode> changes() {
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes);
  }

  /** Forgets the changes, which a line now says. */
  public void said() {
    changes = JsonNodeFactory.instance.objectNode();
  }

  /**
   * Takes over what a line says.
   *
   * @throws IllegalArgumentException when that is not what lines say
   */
  public void take(JsonNode line) {
    line.fields()
        .forEachRemaining(
            file -> {
              if (file.getValue().isNull()) {
                files.remove(file.getKey());
              } else {
                files.put(file.getKey(), Fingerprint.parse(file.getValue().asText()));
              }
            });
  }
}
