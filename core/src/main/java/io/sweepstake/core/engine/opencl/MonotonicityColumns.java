package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.opencl.ColumnProgram.Columns;
import io.sweepstake.core.engine.opencl.ColumnProgram.Members;
import io.sweepstake.core.engine.opencl.DeviceQueue.Kernel;
import io.sweepstake.core.engine.opencl.ProgramSource.Way;
import java.util.List;
import org.jocl.cl_mem;

/**
 * The price of non-monotone allocations, single item: pass i has bidder i's lower report, pass
 * {@code bidders + i} her higher one.
 */
final class MonotonicityColumns {
  private final DeviceQueue queue;
  private final ColumnProgram program;
  private final BatchMember any;
  private final int bidders;
  private final Columns swept;
  private final Kernel report;
  private final Kernel violate;
  private final cl_mem list;
  private final cl_mem reports; // [member][lower, higher][bidder][column]
  private final cl_mem slopes;
  private final ColumnLayout layout;
  private final float[] told;
  private final float[] weights;

  MonotonicityColumns(
      DeviceQueue queue,
      String source,
      ColumnProgram program,
      Columns columns,
      List<BatchMember> members) {
    this.queue = queue;
    this.program = program;
    any = members.get(0);
    bidders = any.setting().bidders();
    swept = program.new Columns(members.size(), 2 * bidders, columns.count);
    report = queue.kernel(source, "report", OpenClBatch.THREADS);
    violate = queue.kernel(source, "violate", OpenClBatch.THREADS);
    layout = new ColumnLayout(any.profiles(), bidders, columns.count);
    told = new float[members.size() * 2 * bidders * columns.count];
    weights = new float[members.size()];
    list = queue.ints(new int[members.size()]);
    reports = queue.floats(told.length);
    slopes = queue.floats(weights.length);
  }

  /** Leaves parts of the violation's gradient, and says whose. */
  Members run(
      int[] members,
      float[][] lower,
      float[][] higher,
      double[] prices,
      Columns columns,
      cl_mem parts) {
    for (int k : members) {
      layout.toRows(lower[k], told, 2 * k);
      layout.toRows(higher[k], told, 2 * k + 1);
      weights[k] = (float) (prices[k] / any.profiles() / bidders);
    }
    queue.write(list, members);
    queue.write(reports, told);
    queue.write(slopes, weights);
    Members some = new Members(list, 0, members.length);
    long groups = OpenClBatch.groups(any, columns, some);
    report.launch(
        groups, list, 0, members.length, swept.count, columns.inputs, reports, swept.inputs);
    program.run(Way.FORWARD, swept, some, 0, 2 * bidders, swept.slopes);
    violate.launch(
        groups,
        list,
        0,
        members.length,
        swept.count,
        any.profiles(),
        swept.outputs,
        slopes,
        swept.wanted);
    program.run(Way.LEARN, swept, some, 0, 2 * bidders, parts);
    return some;
  }
}
