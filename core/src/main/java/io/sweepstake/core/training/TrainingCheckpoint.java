package io.sweepstake.core.training;

import io.sweepstake.core.network.SealedBytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole state of a training between two iterations: weights, optimiser moments, prices, and
 * sections of what else a kind of training keeps. What hangs on (seed, iteration) alone is not in
 * it.
 *
 * <p>As bytes: magic, version, length-prefixed fields, CRC-32C of all before it. Reading runs no
 * code from the file. Those of version 2 are read too.
 *
 * @param fingerprint of the plan it belongs to; in one of version 2, of the plan and the engine
 * @param engine it was trained on; empty in one of version 2
 * @param lossState of the loss, the schedule, and whatever else a trainer counts
 * @param sections by name, such as {@value #MISREPORTS}
 */
public record TrainingCheckpoint(
    long fingerprint,
    String engine,
    long iteration,
    double[] lossState,
    float[] weights,
    float[] firstMoment,
    float[] secondMoment,
    SortedMap<String, float[]> sections) {
  /** The section of cached misreports, and of their moments where those are carried. */
  public static final String MISREPORTS = "misreports";

  private static final int BEFORE_SECTIONS = 2;
  private static final int VERSION = 3;
  private static final SealedBytes ENVELOPE =
      new SealedBytes("checkpoint", 0x53574350, VERSION); // SWCP

  /**
   * The section of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public float[] section(String name) {
    float[] section = sections.get(name);
    if (section == null) {
      throw new IllegalArgumentException(
          "checkpoint: has no section '" + name + "', but " + sections.keySet());
    }
    return section;
  }

  /** This checkpoint as bytes. */
  public byte[] toBytes() {
    return ENVELOPE.seal(
        out -> {
          out.writeLong(fingerprint);
          out.writeUTF(engine);
          out.writeLong(iteration);
          out.writeInt(lossState.length);
          for (double value : lossState) {
            out.writeDouble(value);
          }
          for (float[] values : List.of(weights, firstMoment, secondMoment)) {
            write(out, values);
          }
          out.writeInt(sections.size());
          for (Map.Entry<String, float[]> section : sections.entrySet()) {
            out.writeUTF(section.getKey());
            write(out, section.getValue());
          }
        });
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    SealedBytes.write(out, values);
  }

  /**
   * Reads a checkpoint back.
   *
   * @throws IllegalArgumentException if the bytes are no checkpoint, of another version, cut off or
   *     changed
   */
  public static TrainingCheckpoint fromBytes(byte[] bytes) {
    return ENVELOPE.open(
        bytes,
        Map.of(
            VERSION,
            TrainingCheckpoint::read,
            BEFORE_SECTIONS,
            TrainingCheckpoint::readBeforeSections));
  }

  private static TrainingCheckpoint read(DataInputStream in) throws IOException {
    long fingerprint = in.readLong();
    String engine = in.readUTF();
    long iteration = in.readLong();
    double[] lossState = doubles(in);
    float[] weights = floats(in);
    float[] firstMoment = floats(in);
    float[] secondMoment = floats(in);
    SortedMap<String, float[]> sections = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      sections.put(in.readUTF(), floats(in));
    }
    return new TrainingCheckpoint(
        fingerprint, engine, iteration, lossState, weights, firstMoment, secondMoment, sections);
  }

  private static TrainingCheckpoint readBeforeSections(DataInputStream in) throws IOException {
    long fingerprint = in.readLong();
    long iteration = in.readLong();
    double[] lossState = doubles(in);
    float[] weights = floats(in);
    float[] firstMoment = floats(in);
    float[] secondMoment = floats(in);
    return new TrainingCheckpoint(
        fingerprint,
        "",
        iteration,
        lossState,
        weights,
        firstMoment,
        secondMoment,
        new TreeMap<>(Map.of(MISREPORTS, floats(in))));
  }

  private static double[] doubles(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available() / Double.BYTES) {
      throw new IOException("count " + count);
    }
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = in.readDouble();
    }
    return values;
  }

  private static float[] floats(DataInputStream in) throws IOException {
    return SealedBytes.read(in, in.readInt());
  }

  /**
   * Checks that it fits a training whose arrays have these lengths.
   *
   * @param cached numbers in section {@value #MISREPORTS}; 0 if the training has no such section
   */
  public void requireShape(long iterations, int parameters, int cached) {
    int kept = sections.getOrDefault(MISREPORTS, new float[0]).length;
    if (weights.length != parameters
        || firstMoment.length != parameters
        || secondMoment.length != parameters
        || kept != cached) {
      throw new IllegalArgumentException(
          "checkpoint: is of a training of another shape ("
              + weights.length
              + " parameters, "
              + kept
              + " misreports; wants "
              + parameters
              + ", "
              + cached
              + ")");
    }
    if (iteration > iterations) {
      throw new IllegalArgumentException(
          "checkpoint: must be within the " + iterations + " iterations, was at " + iteration);
    }
  }

  /** Checks that what is left of its state, as this version reads it, is as long as it must be. */
  public void requireState(int length, int wanted) {
    if (length != wanted) {
      throw new IllegalArgumentException(
          "checkpoint: is of a training of another kind (a state of "
              + length
              + " numbers; wants "
              + wanted
              + ")");
    }
  }

  /** Checks that it is of this plan, trained on this engine. */
  public void require(SpecFingerprint wanted, String wantedEngine) {
    if (engine.isEmpty()) {
      requireFingerprint(wanted.on(wantedEngine));
      return;
    }
    requirePlan(wanted);
    if (!engine.equals(wantedEngine)) {
      throw new IllegalArgumentException(
          "checkpoint: is of another training or engine (trained on "
              + engine
              + ", wants "
              + wantedEngine
              + ")");
    }
  }

  /** Checks that it is of this plan, trained on whatever engine. */
  public void requirePlan(SpecFingerprint wanted) {
    if (!engine.isEmpty()) {
      requireFingerprint(wanted.value());
    } else if (SpecFingerprint.ENGINES_OF_VERSION_2.stream()
        .noneMatch(any -> wanted.on(any) == fingerprint)) {
      requireFingerprint(wanted.value());
    }
  }

  private void requireFingerprint(long wanted) {
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
