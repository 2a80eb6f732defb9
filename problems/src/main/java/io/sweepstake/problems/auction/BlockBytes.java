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

/** Evaluations of blocks as bytes, from a worker to the driver. */
final class BlockBytes {
  private BlockBytes() {}

  static byte[] write(List<BlockEvaluation> blocks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
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

  static List<BlockEvaluation> read(byte[] bytes) {
    List<BlockEvaluation> blocks = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
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
    return blocks;
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int k = 0; k < values.length; k++) {
      values[k] = in.readFloat();
    }
    return values;
  }
}
