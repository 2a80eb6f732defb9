package io.sweepstake.sweeps.store.seal;

import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * By what a file is known again: how many bytes it has, and their CRC-32C. Its text is {@code
 * BYTES-CHECKSUM}.
 *
 * @param bytes at least 0
 * @param checksum in 32 bits
 */
public record Fingerprint(long bytes, int checksum) {
  public static Fingerprint of(byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content, 0, content.length);
    return of(content.length, sum);
  }

  public static Fingerprint of(long bytes, Checksum sum) {
    return new Fingerprint(bytes, (int) sum.getValue());
  }

  /**
   * Reads what {@link #toString} gives.
   *
   * @throws IllegalArgumentException when the text is not that
   */
  public static Fingerprint parse(String text) {
    String[] words = text.split("-", 2);
    if (words.length < 2) {
      throw new IllegalArgumentException(
          "fingerprint: must be BYTES-CHECKSUM, was \"" + text + '"');
    }
    return new Fingerprint(Long.parseLong(words[0]), Integer.parseUnsignedInt(words[1], 16));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d-%08x", bytes, checksum);
  }
}
