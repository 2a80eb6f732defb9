package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.engine.opencl.DeviceQueue.Kernel;
import io.sweepstake.core.engine.opencl.ProgramSource.Way;
import org.jocl.cl_mem;

/** A program on a device, with the weights of several members. */
final class ColumnProgram {
  /** The most bytes that work-groups without local memory share; more of them take turns. */
  private static final long SCRATCH = 256L << 20;

  private final DeviceQueue queue;
  private final ProgramSource source;
  private final Kernel[] kernels; // by way
  private final cl_mem weights; // [member][weight]
  private final cl_mem mirrors;
  private final cl_mem scratch;
  private final long scratched; // floats

  ColumnProgram(DeviceQueue queue, ProgramSource source, int members) {
    this(queue, source, members, Integer.MAX_VALUE);
  }

  /**
   * @param groups the most work-groups that will run at a time
   */
  ColumnProgram(DeviceQueue queue, ProgramSource source, int members, int groups) {
    this.queue = queue;
    this.source = source;
    kernels = new Kernel[Way.values().length];
    long most = 0;
    for (Way way : Way.values()) {
      kernels[way.ordinal()] = queue.kernel(source.text(), way.kernel(), source.threads());
      most = Math.max(most, source.scratch(way));
    }
    weights = queue.floats((long) members * source.layout().length());
    mirrors = queue.floats((long) members * source.layout().mirrorLength());
    scratched = Math.min(most * groups, Math.max(most, SCRATCH / Float.BYTES));
    scratch = queue.floats(scratched);
  }

  /** Columns on which it runs: {@code [member][pass][row][column]}. */
  final class Columns {
    final int passes;
    final int count;
    final cl_mem inputs;
    final cl_mem outputs;
    final cl_mem wanted; // the gradient of outputs
    final cl_mem slopes; // that of inputs

    Columns(int members, int passes, int count) {
      this.passes = passes;
      this.count = count;
      long all = (long) members * passes * count;
      inputs = queue.floats(all * source.inputs());
      outputs = queue.floats(all * source.outputs());
      wanted = queue.floats(all * source.outputs());
      slopes = queue.floats(all * source.inputs());
    }
  }

  /** So many columns, padded to whole tiles. */
  int padded(int columns) {
    int tile = source.columns();
    return (columns + tile - 1) / tile * tile;
  }

  int tiles(Columns columns) {
    return columns.count / source.columns();
  }

  WeightLayout layout() {
    return source.layout();
  }

  cl_mem weights() {
    return weights;
  }

  cl_mem mirrors() {
    return mirrors;
  }

  /** Replaces a member's weights, in the layout of the device. */
  void load(int member, float[] own) {
    queue.write(weights, (long) member * own.length, own);
    float[] mirror = layout().mirror(own);
    queue.write(mirrors, (long) member * mirror.length, mirror);
  }

  /** A member's weights, in the layout of the device. */
  float[] read(int member) {
    float[] own = new float[layout().length()];
    queue.read(weights, (long) member * own.length, own);
    return own;
  }

  /**
   * Runs passes {@code from} to {@code from + passes - 1} of some members.
   *
   * @param found slopes of inputs, or parts of the weights' gradient {@code [member][pass][tile]}
   */
  void run(Way way, Columns columns, Members members, int from, int passes, cl_mem found) {
    long groups = (long) members.count() * passes * tiles(columns);
    long each = source.scratch(way);
    long most = each == 0 ? Math.max(1, groups) : scratched / each;
    for (long offset = 0; offset < groups; offset += most) {
      kernels[way.ordinal()].launch(
          Math.min(most, groups - offset),
          members.list(),
          members.first(),
          (int) offset,
          from,
          passes,
          columns.passes,
          columns.count,
          weights,
          mirrors,
          columns.inputs,
          columns.outputs,
          columns.wanted,
          found,
          scratch);
    }
  }

  /** Members that take part: some of a list on the device. */
  record Members(cl_mem list, int first, int count) {}
}
