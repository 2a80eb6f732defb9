package io.sweepstake.sweeps.store.seal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A line of the event log under a checksum: a JSON object whose last field, {@code crc}, is the
 * CRC-32C of the name of its file and the text before that field. So a line is known in its own
 * place only. Versions before wrote lines without, which end in an array.
 */
public final class SealedLine {
  private static final String FIELD = ",\"crc\":\"";
  private static final String END = "\"}";
  private static final int DIGITS = 8;

  private SealedLine() {}

  /** The line of an object that is not empty, without a newline. */
  public static String of(ObjectNode line, String file) {
    String text = line.toString();
    String body = text.substring(0, text.length() - 1);
    return body + FIELD + checksum(file, body) + END;
  }

  /** Whether a line is as it was written, or of a version that did not seal lines. */
  public static boolean trusts(String line, String file) {
    return line.endsWith("]}") || isIntact(line, file);
  }

  /** Whether a line has a checksum, and that is right. */
  public static boolean isIntact(String line, String file) {
    int field = line.length() - END.length() - DIGITS - FIELD.length();
    return field > 0
        && line.startsWith(FIELD, field)
        && line.endsWith(END)
        && line.startsWith(checksum(file, line.substring(0, field)), field + FIELD.length());
  }

  private static String checksum(String file, String body) {
    CRC32C sum = new CRC32C();
    byte[] bytes = (file + "\n" + body).getBytes(StandardCharsets.UTF_8);
    sum.update(bytes, 0, bytes.length);
    return String.format(Locale.ROOT, "%08x", (int) sum.getValue());
  }
}
