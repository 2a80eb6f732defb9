package io.sweepstake.core.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The envelope of our binary files: magic, version, content, CRC-32C of all before it. Reading runs
 * no code from the file, and refuses what is foreign, of another version, cut off or changed.
 *
 * @param what the file is, for messages
 * @param magic first four bytes
 * @param version next four
 */
public record SealedBytes(String what, int magic, int version) {
  private static final int HEADER = 8;
  private static final int CHECKSUM = 4;

  /** Writes the content of a file. */
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the content of a file. */
  public interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /** The bytes of a file with this content. */
  public byte[] seal(Writer content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      out.writeInt(version);
      content.write(out);
      out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The content of a file.
   *
   * @throws IllegalArgumentException saying what is wrong with the bytes
   */
  public <T> T open(byte[] bytes, Reader<T> content) {
    return open(bytes, Map.of(version, content));
  }

  /**
   * The content of a file that may be of several versions.
   *
   * @param contents what reads each version
   * @throws IllegalArgumentException saying what is wrong with the bytes
   */
  public <T> T open(byte[] bytes, Map<Integer, Reader<T>> contents) {
    if (bytes.length < HEADER + CHECKSUM) {
      throw new IllegalArgumentException(what + ": cut off after " + bytes.length + " bytes");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        DataInputStream tail =
            new DataInputStream(
                new ByteArrayInputStream(bytes, bytes.length - CHECKSUM, CHECKSUM))) {
      if (in.readInt() != magic) {
        throw new IllegalArgumentException(what + ": these bytes are no " + what);
      }
      int found = in.readInt();
      if (!contents.containsKey(found)) {
        throw new IllegalArgumentException(
            what + ": version " + found + " cannot be read, wants " + version);
      }
      if (tail.readInt() != checksum(bytes, bytes.length - CHECKSUM)) {
        throw new IllegalArgumentException(what + ": damaged, its checksum does not agree");
      }
      return contents.get(found).read(in);
    } catch (IOException e) {
      throw new IllegalArgumentException(what + ": cut off", e);
    }
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  /** Writes values without their count. */
  public static void write(DataOutputStream out, float[] values) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads values.
   *
   * @param count how many; refused before anything is allocated if the file is too short
   */
  public static float[] read(DataInputStream in, int count) throws IOException {
    if (count < 0 || count > in.available() / Float.BYTES) {
      throw new IOException("count " + count);
    }
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = in.readFloat();
    }
    return values;
  }
}
