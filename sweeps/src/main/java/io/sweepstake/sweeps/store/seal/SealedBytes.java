package io.sweepstake.sweeps.store.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Bytes of a file under a checksum: behind them stand the CRC-32C of the file's name and of them,
 * in four bytes, and a mark. Versions before wrote files without.
 */
public final class SealedBytes {
  private static final byte[] MARK = "sealed-1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = Integer.BYTES + MARK.length;

  private SealedBytes() {}

  /** The content of a file that holds these bytes. */
  public static byte[] of(byte[] content, String file) {
    return ByteBuffer.allocate(content.length + TAIL)
        .put(content)
        .putInt(checksum(content, content.length, file))
        .put(MARK)
        .array();
  }

  /**
   * The bytes that a file holds.
   *
   * @throws IllegalArgumentException when they are not as they were written
   */
  public static byte[] read(byte[] written, String file) {
    int length = written.length - TAIL;
    if (length < 0
        || !Arrays.equals(written, length + Integer.BYTES, written.length, MARK, 0, MARK.length)) {
      return written;
    }
    if (ByteBuffer.wrap(written).getInt(length) != checksum(written, length, file)) {
      throw new IllegalArgumentException(file + ": is not as it was written");
    }
    return Arrays.copyOf(written, length);
  }

  private static int checksum(byte[] content, int length, String file) {
    CRC32C sum = new CRC32C();
    byte[] name = (file + "\n").getBytes(StandardCharsets.UTF_8);
    sum.update(name, 0, name.length);
    sum.update(content, 0, length);
    return (int) sum.getValue();
  }
}
