package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.engine.Batch;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.BatchState;
import io.sweepstake.core.engine.MisreportTask;
import io.sweepstake.core.engine.opencl.ColumnProgram.Columns;
import io.sweepstake.core.engine.opencl.ColumnProgram.Members;
import io.sweepstake.core.engine.opencl.DeviceQueue.Kernel;
import io.sweepstake.core.engine.opencl.ProgramSource.Way;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.tile.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jocl.cl_mem;

/**
 * A batch on a device: all members in each launch.
 *
 * <p>The host waits three times an iteration: for revenues, for gains, and for misreports.
 */
final class OpenClBatch implements Batch, PackCapacity.Occupant {
  /** Work-items of a group in kernels that no program is in. */
  static final int THREADS = 64;

  private final List<BatchMember> members;
  private final BatchMember any;
  private final NetworkProgram network;
  private final int bidders;
  private final boolean[] frozen;
  private final DeviceQueue queue;
  private final ColumnProgram program;
  private final Columns columns; // pass 0 the truth, then a pass for each bidder
  private final ColumnMisreports search;
  private final MonotonicityColumns monotonicity; // null if it has no price
  private final GradientDescent descent;
  private final Kernel prepare;
  private final Kernel collect;
  private final Kernel measure;
  private final Kernel price;
  private final cl_mem truth;
  private final cl_mem perBidder; // payments, then gains, [member][bidder][column]
  private final cl_mem prices; // [member]{of each bidder's regret, the revenue's weight}
  private final cl_mem parts;
  private final cl_mem list;
  private final ColumnLayout layout;
  private final float[] truths;
  private final float[] ofBidders;
  private final float[] priced;
  private int[] active;

  /**
   * @throws io.sweepstake.core.engine.MemoryException if they do not fit; nothing is held then
   */
  static OpenClBatch on(OpenClDevice device, List<BatchMember> members) {
    DeviceQueue queue = new DeviceQueue(device);
    try {
      return new OpenClBatch(members, queue);
    } catch (RuntimeException refused) {
      queue.close();
      throw refused;
    }
  }

  private OpenClBatch(List<BatchMember> members, DeviceQueue queue) {
    this.queue = queue;
    this.members = members;
    any = members.get(0);
    network = any.program().program();
    bidders = any.setting().bidders();
    frozen = new boolean[members.size()];
    ProgramSource source = queue.device().source(network);
    program = new ColumnProgram(queue, source, members.size());
    int padded = program.padded(any.profiles());
    columns = program.new Columns(members.size(), bidders + 1, padded);
    String auction = auction(any);
    search = new ColumnMisreports(queue, auction, program, columns, members);
    boolean sweeps = members.stream().anyMatch(BatchMember::monotonicity);
    monotonicity =
        sweeps ? new MonotonicityColumns(queue, auction, program, columns, members) : null;
    int passes = sweeps ? 2 * bidders : bidders + 1;
    parts =
        queue.floats(
            (long) members.size()
                * Math.max(passes, bidders + 1)
                * program.tiles(columns)
                * source.layout().length());
    descent = new GradientDescent(queue, program, members);
    prepare = queue.kernel(auction, "prepare", THREADS);
    collect = queue.kernel(auction, "collect", THREADS);
    measure = queue.kernel(auction, "measure", THREADS);
    price = queue.kernel(auction, "price", THREADS);
    layout = new ColumnLayout(any.profiles(), any.width(), padded);
    truths = new float[members.size() * any.width() * padded];
    ofBidders = new float[members.size() * bidders * padded];
    priced = new float[members.size() * (bidders + 1)];
    truth = queue.floats(truths.length);
    perBidder = queue.floats(ofBidders.length);
    prices = queue.floats(priced.length);
    list = queue.ints(new int[members.size()]);
    activate();
  }

  /** The kernels between a program's runs, for auctions of this shape. */
  static String auction(BatchMember member) {
    return Sources.read("dialect.h")
        + "#define N %d%n#define M %d%n"
            .formatted(member.setting().bidders(), member.setting().items())
        + Sources.read("search.cl");
  }

  /** How many groups have a work-item for each member's bidder and column. */
  static long groups(BatchMember member, Columns columns, Members some) {
    long items = (long) some.count() * member.setting().bidders() * columns.count;
    return (items + THREADS - 1) / THREADS;
  }

  @Override
  public List<Long> sizes() {
    return queue.sizes();
  }

  @Override
  public int groupsOfAMember() {
    return (bidders + 1) * program.tiles(columns);
  }

  private void activate() {
    active = IntStream.range(0, frozen.length).filter(k -> !frozen[k]).toArray();
    queue.write(list, active);
  }

  private Members all() {
    return new Members(list, 0, active.length);
  }

  private long groups() {
    return groups(any, columns, all());
  }

  @Override
  public int members() {
    return members.size();
  }

  @Override
  public void truthful(float[][] values, double[] revenue) {
    for (int k : active) {
      layout.toRows(values[k], truths, k);
    }
    queue.write(truth, truths);
    prepare.launch(
        groups(), list, 0, active.length, columns.count, truth, columns.inputs, columns.wanted);
    program.run(Way.FORWARD, columns, all(), 0, 1, columns.slopes);
    collect.launch(groups(), list, 0, active.length, columns.count, columns.outputs, perBidder);
    queue.read(perBidder, ofBidders);
    for (int k : active) {
      revenue[k] = 0;
      for (int bidder = 0; bidder < bidders; bidder++) {
        revenue[k] += mean(k, bidder);
      }
    }
  }

  /** The mean over profiles of what {@link #ofBidders} holds. */
  private double mean(int member, int bidder) {
    int at = (member * bidders + bidder) * columns.count;
    double sum = 0;
    for (int p = 0; p < any.profiles(); p++) {
      sum += ofBidders[at + p];
    }
    return sum / any.profiles();
  }

  @Override
  public void searchMisreports(MisreportTask[] tasks, double[][] regrets) {
    search.run(tasks, active);
    measure.launch(
        groups(),
        list,
        0,
        active.length,
        columns.count,
        any.profiles(),
        columns.inputs,
        columns.outputs,
        perBidder);
    queue.read(perBidder, ofBidders);
    for (int k : active) {
      for (int bidder = 0; bidder < bidders; bidder++) {
        regrets[k][bidder] = mean(k, bidder);
      }
    }
  }

  @Override
  public void sweepMonotonicity(float[][] lower, float[][] higher, double[] weights) {
    int[] swept = Arrays.stream(active).filter(k -> weights[k] > 0).toArray();
    if (swept.length > 0) {
      Members some = monotonicity.run(swept, lower, higher, weights, columns, parts);
      descent.gather(some, parts, 2 * bidders * program.tiles(columns));
    }
  }

  @Override
  public void backward(double[] revenueWeights, double[][] regretPrices) {
    double share = 1.0 / any.profiles();
    for (int k : active) {
      int at = k * (bidders + 1);
      for (int bidder = 0; bidder < bidders; bidder++) {
        priced[at + bidder] = (float) (regretPrices[k][bidder] * share);
      }
      priced[at + bidders] = (float) (revenueWeights[k] * share);
    }
    queue.write(prices, priced);
    price.launch(
        groups(),
        list,
        0,
        active.length,
        columns.count,
        any.profiles(),
        columns.inputs,
        perBidder,
        prices,
        columns.wanted);
    program.run(Way.LEARN, columns, all(), 0, bidders + 1, parts);
    descent.gather(all(), parts, (bidders + 1) * program.tiles(columns));
  }

  @Override
  public void descend(double[] rates, long[] steps) {
    descent.step(all(), active, rates, steps);
  }

  @Override
  public void freeze(int member) {
    frozen[member] = true;
    activate();
  }

  @Override
  public NetworkWeights weights(int member) {
    return new Parameters(network).read(program.layout().toParameters(program.read(member)));
  }

  @Override
  public void load(int member, NetworkWeights weights) {
    float[] parameters = new float[new Parameters(network).length()];
    new Parameters(network).write(weights.requireFor(network), parameters);
    program.load(member, program.layout().fromParameters(parameters));
    descent.clear(member);
  }

  @Override
  public float greatestWeight(int member) {
    float greatest = 0;
    for (float weight : program.read(member)) {
      if (!(Math.abs(weight) <= Math.abs(greatest))) {
        greatest = weight;
        if (Float.isNaN(weight)) {
          break;
        }
      }
    }
    return greatest;
  }

  @Override
  public BatchState state(int member) {
    WeightLayout places = program.layout();
    return new BatchState(
        places.toParameters(program.read(member)),
        places.toParameters(descent.firstMoment(member)),
        places.toParameters(descent.secondMoment(member)));
  }

  @Override
  public void restore(int member, BatchState state) {
    WeightLayout places = program.layout();
    program.load(member, places.fromParameters(state.weights()));
    descent.restore(
        member,
        places.fromParameters(state.firstMoment()),
        places.fromParameters(state.secondMoment()));
    frozen[member] = false;
    activate();
  }

  @Override
  public void close() {
    queue.close();
  }
}
