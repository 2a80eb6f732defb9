package io.sweepstake.core.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;

/**
 * The whole state of a training between two iterations: weights, optimiser moments, prices, and the
 * cached misreports. What hangs on (seed, iteration) alone is not in it.
 *
 * <p>As bytes: magic, version, length-prefixed fields, CRC-32C of all before it. Reading runs no
 * code from the file.
 *
 * @param fingerprint of the spec and engine it belongs to
 */
public record TrainingCheckpoint(
    long fingerprint,
    long iteration,
    double[] lossState,
    float[] weights,
    float[] firstMoment,
    float[] secondMoment,
    float[] misreports) {
  private static final int MAGIC = 0x53574350; // SWCP
  private static final int VERSION = 1;

  /** This checkpoint as bytes. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeLong(fingerprint);
      out.writeLong(iteration);
      out.writeInt(lossState.length);
      for (double value : lossState) {
        out.writeDouble(value);
      }
      write(out, weights);
      write(out, firstMoment);
      write(out, secondMoment);
      write(out, misreports);
      CRC32C checksum = new CRC32C();
      checksum.update(bytes.toByteArray());
      out.writeInt((int) checksum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a checkpoint back.
   *
   * @throws IllegalArgumentException if the bytes are no checkpoint, of another version, cut off or
   *     changed
   */
  public static TrainingCheckpoint fromBytes(byte[] bytes) {
    if (bytes.length < 12) {
      throw new IllegalArgumentException("checkpoint: cut off after " + bytes.length + " bytes");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw new IllegalArgumentException("checkpoint: these bytes are no training checkpoint");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "checkpoint: version " + version + " cannot be read, wants " + VERSION);
      }
      CRC32C checksum = new CRC32C();
      checksum.update(bytes, 0, bytes.length - 4);
      DataInputStream tail =
          new DataInputStream(new ByteArrayInputStream(bytes, bytes.length - 4, 4));
      if (tail.readInt() != (int) checksum.getValue()) {
        throw new IllegalArgumentException("checkpoint: damaged, its checksum does not agree");
      }
      long fingerprint = in.readLong();
      long iteration = in.readLong();
      double[] lossState = new double[in.readInt()];
      for (int k = 0; k < lossState.length; k++) {
        lossState[k] = in.readDouble();
      }
      return new TrainingCheckpoint(
          fingerprint, iteration, lossState, read(in), read(in), read(in), read(in));
    } catch (IOException e) {
      throw new IllegalArgumentException("checkpoint: cut off", e);
    }
  }

  void requireFingerprint(long wanted) {
    if (fingerprint != wanted) {
      throw new IllegalArgumentException(
          "checkpoint: is of another training or engine (fingerprint "
              + Long.toHexString(fingerprint)
              + ", wants "
              + Long.toHexString(wanted)
              + ")");
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available() / Float.BYTES) {
      throw new IOException("length " + length);
    }
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = in.readFloat();
    }
    return values;
  }
}
