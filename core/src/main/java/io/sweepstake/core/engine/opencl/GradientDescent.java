package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.descent.Adam;
import io.sweepstake.core.descent.AdamRule;
import io.sweepstake.core.descent.AdamW;
import io.sweepstake.core.descent.NesterovSgd;
import io.sweepstake.core.descent.Optimiser;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.opencl.ColumnProgram.Members;
import io.sweepstake.core.engine.opencl.DeviceQueue.Kernel;
import java.util.List;
import org.jocl.cl_mem;

/** Gradients of a pack's weights, and the steps down them. */
final class GradientDescent {
  private static final int RULE = 6; // floats of a member's

  private final DeviceQueue queue;
  private final ColumnProgram program;
  private final List<BatchMember> members;
  private final int length;
  private final Kernel gather;
  private final Kernel lengths;
  private final Kernel descend;
  private final cl_mem gradient; // [member][weight], as the moments
  private final cl_mem firsts;
  private final cl_mem seconds;
  private final cl_mem squares;
  private final cl_mem rules;
  private final cl_mem mirrored;
  private final float[] written;
  private final boolean clips;

  /**
   * @throws IllegalArgumentException naming an optimiser that has no kernel
   */
  GradientDescent(DeviceQueue queue, ColumnProgram program, List<BatchMember> members) {
    this.queue = queue;
    this.program = program;
    this.members = members;
    members.forEach(member -> requireKnown(member.descent().optimiser()));
    clips = members.stream().anyMatch(member -> member.descent().clip() > 0);
    length = program.layout().length();
    String source = Sources.read("dialect.h") + Sources.read("descent.cl");
    gather = queue.kernel(source, "gather", OpenClBatch.THREADS);
    lengths = queue.kernel(source, "lengths", OpenClBatch.THREADS);
    descend = queue.kernel(source, "descend", OpenClBatch.THREADS);
    long all = (long) members.size() * length;
    gradient = queue.floats(all);
    firsts = queue.floats(all);
    seconds = queue.floats(all);
    squares = queue.floats((long) members.size() * OpenClBatch.THREADS);
    written = new float[members.size() * RULE];
    rules = queue.floats(written.length);
    mirrored = queue.ints(program.layout().mirrored());
  }

  private static void requireKnown(Optimiser optimiser) {
    if (!(optimiser instanceof Adam
        || optimiser instanceof AdamW
        || optimiser instanceof NesterovSgd)) {
      throw new IllegalArgumentException(
          "engine opencl: has no kernel for "
              + optimiser
              + "; train it on the processor, with --engine auto");
    }
  }

  /** Adds parts {@code [member][part]} to the gradient, in their order. */
  void gather(Members some, cl_mem parts, int each) {
    gather.launch(
        groups(some), some.list(), some.first(), some.count(), length, parts, each, gradient);
  }

  private long groups(Members some) {
    return ((long) some.count() * length + OpenClBatch.THREADS - 1) / OpenClBatch.THREADS;
  }

  /** One step of each member's optimiser; the gradient is 0 again. */
  void step(Members some, int[] active, double[] rates, long[] steps) {
    for (int k : active) {
      rule(members.get(k), k * RULE, rates[k], steps[k]);
    }
    queue.write(rules, written);
    if (clips) {
      lengths.launch(
          some.count(), some.list(), some.first(), some.count(), length, gradient, squares);
    }
    descend.launch(
        groups(some),
        some.list(),
        some.first(),
        some.count(),
        length,
        rules,
        squares,
        program.weights(),
        gradient,
        firsts,
        seconds,
        mirrored,
        program.mirrors(),
        program.layout().mirrorLength());
  }

  /** What descent.cl reads: kind, rate, epsilon, shrink, momentum, clip. */
  private void rule(BatchMember member, int at, double rate, long step) {
    Optimiser optimiser = member.descent().optimiser();
    boolean nesterov = optimiser instanceof NesterovSgd;
    double decay = optimiser instanceof AdamW ? ((AdamW) optimiser).decay() : 0;
    written[at] = nesterov ? 1 : 0;
    written[at + 1] = nesterov ? (float) rate : AdamRule.rate(rate, step);
    written[at + 2] = AdamRule.epsilon(step);
    written[at + 3] = (float) (1 - rate * decay);
    written[at + 4] = nesterov ? (float) ((NesterovSgd) optimiser).momentum() : 0;
    written[at + 5] = (float) member.descent().clip();
  }

  float[] firstMoment(int member) {
    return read(firsts, member);
  }

  float[] secondMoment(int member) {
    return read(seconds, member);
  }

  private float[] read(cl_mem memory, int member) {
    float[] own = new float[length];
    queue.read(memory, (long) member * length, own);
    return own;
  }

  /** Gradient and moments are 0. */
  void clear(int member) {
    restore(member, new float[length], new float[length]);
  }

  /** The gradient is 0, and the moments are these. */
  void restore(int member, float[] first, float[] second) {
    queue.write(gradient, (long) member * length, new float[length]);
    queue.write(firsts, (long) member * length, first);
    queue.write(seconds, (long) member * length, second);
  }
}
