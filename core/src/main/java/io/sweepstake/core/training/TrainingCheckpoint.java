package io.sweepstake.core.training;

import io.sweepstake.core.network.SealedBytes;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/**
 * The whole state of a training between two iterations: weights, optimiser moments, prices, and the
 * cached misreports. What hangs on (seed, iteration) alone is not in it.
 *
 * <p>As bytes: magic, version, length-prefixed fields, CRC-32C of all before it. Reading runs no
 * code from the file.
 *
 * @param fingerprint of the spec and engine it belongs to
 * @param lossState of the loss, the schedule, and whatever else a trainer counts
 * @param misreports cached, and their moments where those are carried
 */
public record TrainingCheckpoint(
    long fingerprint,
    long iteration,
    double[] lossState,
    float[] weights,
    float[] firstMoment,
    float[] secondMoment,
    float[] misreports) {
  private static final SealedBytes ENVELOPE = new SealedBytes("checkpoint", 0x53574350, 2); // SWCP

  /** This checkpoint as bytes. */
  public byte[] toBytes() {
    return ENVELOPE.seal(
        out -> {
          out.writeLong(fingerprint);
          out.writeLong(iteration);
          out.writeInt(lossState.length);
          for (double value : lossState) {
            out.writeDouble(value);
          }
          for (float[] values : List.of(weights, firstMoment, secondMoment, misreports)) {
            out.writeInt(values.length);
            SealedBytes.write(out, values);
          }
        });
  }

  /**
   * Reads a checkpoint back.
   *
   * @throws IllegalArgumentException if the bytes are no checkpoint, of another version, cut off or
   *     changed
   */
  public static TrainingCheckpoint fromBytes(byte[] bytes) {
    return ENVELOPE.open(bytes, TrainingCheckpoint::read);
  }

  private static TrainingCheckpoint read(DataInputStream in) throws IOException {
    long fingerprint = in.readLong();
    long iteration = in.readLong();
    int count = in.readInt();
    if (count < 0 || count > in.available() / Double.BYTES) {
      throw new IOException("count " + count);
    }
    double[] lossState = new double[count];
    for (int k = 0; k < count; k++) {
      lossState[k] = in.readDouble();
    }
    return new TrainingCheckpoint(
        fingerprint,
        iteration,
        lossState,
        SealedBytes.read(in, in.readInt()),
        SealedBytes.read(in, in.readInt()),
        SealedBytes.read(in, in.readInt()),
        SealedBytes.read(in, in.readInt()));
  }

  /** Checks that it fits a training whose arrays have these lengths. */
  public void requireShape(long iterations, int prices, int parameters, int cached) {
    if (lossState.length != prices
        || weights.length != parameters
        || firstMoment.length != parameters
        || secondMoment.length != parameters
        || misreports.length != cached) {
      throw new IllegalArgumentException(
          "checkpoint: is of a training of another shape ("
              + weights.length
              + " parameters, "
              + lossState.length
              + " prices, "
              + misreports.length
              + " misreports; wants "
              + parameters
              + ", "
              + prices
              + ", "
              + cached
              + ")");
    }
    if (iteration > iterations) {
      throw new IllegalArgumentException(
          "checkpoint: must be within the " + iterations + " iterations, was at " + iteration);
    }
  }

  public void requireFingerprint(long wanted) {
    if (fingerprint != wanted) {
      throw new IllegalArgumentException(
          "checkpoint: is of another training or engine (fingerprint "
              + Long.toHexString(fingerprint)
              + ", wants "
              + Long.toHexString(wanted)
              + ")");
    }
  }
}
