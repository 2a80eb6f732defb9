package io.sweepstake.sweeps.store.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A small file of a study as indented JSON under a checksum: its last field, {@code crc}, is the
 * CRC-32C of the file's name and the fields before, however they are indented. Versions before
 * wrote the same without it.
 */
public final class SealedJson {
  private static final String FIELD = "crc";
  private static final ObjectMapper JSON = new ObjectMapper();

  private SealedJson() {}

  /** The text of a file, with a newline at the end. */
  public static String of(ObjectNode content, String file) {
    return content.deepCopy().put(FIELD, checksum(content, file)).toPrettyString() + "\n";
  }

  /**
   * What a file holds, without the checksum.
   *
   * @throws IllegalArgumentException if that is no JSON object, or not what was written
   */
  public static ObjectNode read(byte[] text, String file) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(file + ": must be JSON", wrong);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(file + ": must be text in UTF-8", unreadable);
    }
    if (!(root instanceof ObjectNode content)) {
      throw new IllegalArgumentException(file + ": must be a JSON object");
    }
    JsonNode crc = content.remove(FIELD);
    boolean sealed = crc != null || endsInChecksum(content);
    if (sealed && (crc == null || !crc.asText().equals(checksum(content, file)))) {
      throw new IllegalArgumentException(file + ": is not as it was written");
    }
    return content;
  }

  /** The name of the checksum may have been changed, too. */
  private static boolean endsInChecksum(ObjectNode content) {
    JsonNode last = null;
    for (Iterator<JsonNode> values = content.elements(); values.hasNext(); ) {
      last = values.next();
    }
    return last != null && last.isTextual() && last.textValue().matches("[0-9a-f]{8}");
  }

  private static String checksum(ObjectNode content, String file) {
    CRC32C sum = new CRC32C();
    byte[] bytes = (file + "\n" + content).getBytes(StandardCharsets.UTF_8);
    sum.update(bytes, 0, bytes.length);
    return String.format(Locale.ROOT, "%08x", (int) sum.getValue());
  }
}
