package io.sweepstake.problems.auction;

import io.sweepstake.core.economics.BlockEvaluation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a worker found, as bytes for the driver.
 *
 * @param truthful revenue of the network's truthful version; of one shard alone, and only where
 *     there is such a version
 */
record JudgedShard(List<BlockEvaluation> blocks, Optional<Truthful> truthful) {
  /**
   * What a truthful version earns.
   *
   * @param blocks the means of equal numbers of profiles, the same profiles for every network
   */
  record Truthful(double revenue, double standardError, double[] blocks) {}

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeBoolean(truthful.isPresent());
      if (truthful.isPresent()) {
        out.writeDouble(truthful.get().revenue());
        out.writeDouble(truthful.get().standardError());
        out.writeInt(truthful.get().blocks().length);
        for (double mean : truthful.get().blocks()) {
          out.writeDouble(mean);
        }
      }
      out.writeInt(blocks.size());
      for (BlockEvaluation block : blocks) {
        out.writeInt(block.block());
        for (float[] values :
            List.of(
                block.revenue(),
                block.welfare(),
                block.greatestWelfare(),
                block.irViolation(),
                block.overAllocation(),
                block.regret(),
                block.cheapRegret(),
                block.revenueAtLies(),
                block.revenueBeforeLastRound(),
                block.monotonicityViolation())) {
          out.writeInt(values.length);
          for (float value : values) {
            out.writeFloat(value);
          }
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static JudgedShard fromBytes(byte[] bytes) {
    List<BlockEvaluation> blocks = new ArrayList<>();
    Optional<Truthful> truthful = Optional.empty();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readBoolean()) {
        truthful = Optional.of(new Truthful(in.readDouble(), in.readDouble(), doubles(in)));
      }
      for (int left = in.readInt(); left > 0; left--) {
        blocks.add(
            new BlockEvaluation(
                in.readInt(),
                floats(in),
                floats(in),
                floats(in),
                floats(in),
                floats(in),
                floats(in),
                floats(in),
                floats(in),
                floats(in),
                floats(in)));
      }
    } catch (IOException cut) {
      throw new IllegalArgumentException("evaluation: a shard's bytes are cut off", cut);
    }
    return new JudgedShard(blocks, truthful);
  }

  private static double[] doubles(DataInputStream in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int k = 0; k < values.length; k++) {
      values[k] = in.readDouble();
    }
    return values;
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int k = 0; k < values.length; k++) {
      values[k] = in.readFloat();
    }
    return values;
  }
}
