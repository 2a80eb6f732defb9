package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.engine.ChoiceBatch;
import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.ChoiceTask;
import io.sweepstake.core.engine.opencl.DeviceQueue.Kernel;
import java.util.List;
import org.jocl.cl_mem;

/**
 * Choices on a device: what profiles choose, then each option's slopes over the profiles, in parts
 * that are summed in their order. The host waits once.
 */
final class OpenClChoices implements ChoiceBatch, PackCapacity.Occupant {
  private static final int THREADS = OpenClBatch.THREADS;

  private final ChoiceShape shape;
  private final DeviceQueue queue;
  private final ColumnLayout layout;
  private final int columns;
  private final int parts;
  private final int row; // floats of an option: shares, boost, price
  private final int head; // floats of a table before its options
  private final int told; // rows of what is told of profiles
  private final Kernel choose;
  private final Kernel slopes;
  private final Kernel total;
  private final cl_mem list;
  private final cl_mem tables;
  private final cl_mem values;
  private final cl_mem profiles;
  private final cl_mem state;
  private final cl_mem partSums;
  private final cl_mem sums;
  private final float[] tablesHere;
  private final float[] valuesHere;
  private final float[] profilesHere;
  private final float[] sumsHere;

  /**
   * @throws io.sweepstake.core.engine.MemoryException if they do not fit; nothing is held then
   */
  static OpenClChoices on(OpenClDevice device, ChoiceShape shape, int members) {
    DeviceQueue queue = new DeviceQueue(device);
    try {
      return new OpenClChoices(shape, members, queue);
    } catch (RuntimeException refused) {
      queue.close();
      throw refused;
    }
  }

  private OpenClChoices(ChoiceShape shape, int members, DeviceQueue queue) {
    this.shape = shape;
    this.queue = queue;
    parts = (shape.profiles() + THREADS - 1) / THREADS;
    columns = parts * THREADS;
    layout = new ColumnLayout(shape.profiles(), shape.width(), columns);
    row = shape.width() + 2;
    head = 3 + shape.bidders();
    told = 2 + shape.bidders();
    String source = source(shape);
    choose = queue.kernel(source, "choose", THREADS);
    slopes = queue.kernel(source, "slopes", THREADS);
    total = queue.kernel(source, "total", THREADS);
    list = queue.ints(new int[members]);
    tables = queue.floats((long) members * table());
    values = queue.floats((long) members * shape.width() * columns);
    profiles = queue.floats((long) members * told * columns);
    state = queue.floats((long) members * (3 + 3 * shape.bidders()) * columns);
    partSums = queue.floats((long) members * parts * cells());
    sums = queue.floats((long) members * cells());
    tablesHere = new float[members * table()];
    valuesHere = new float[members * shape.width() * columns];
    profilesHere = new float[members * told * columns];
    sumsHere = new float[members * cells()];
  }

  /** The kernels of choices of this shape. */
  static String source(ChoiceShape shape) {
    return Sources.read("dialect.h")
        + "#define N %d%n#define M %d%n#define PIVOTS %d%n#define WORTH %d%n"
            .formatted(
                shape.bidders(), shape.items(), shape.pivots() ? 1 : 0, shape.worth().ordinal())
        + Sources.read("choice.cl");
  }

  private int cells() {
    return shape.options() * row;
  }

  private int table() {
    return head + cells();
  }

  private static long groups(long items) {
    return (items + THREADS - 1) / THREADS;
  }

  @Override
  public List<Long> sizes() {
    return queue.sizes();
  }

  @Override
  public int groupsOfAMember() {
    return parts;
  }

  @Override
  public void choose(ChoiceTask[] tasks, int[] members) {
    for (int k : members) {
      write(tasks[k], k);
      layout.toRows(tasks[k].values, valuesHere, k);
    }
    int count = members.length;
    int options = shape.options();
    queue.write(list, members);
    queue.write(tables, tablesHere);
    queue.write(values, valuesHere);
    choose.launch(
        groups((long) count * columns),
        list,
        0,
        count,
        options,
        columns,
        tables,
        values,
        profiles,
        state);
    slopes.launch(
        groups((long) count * parts * options),
        list,
        0,
        count,
        options,
        columns,
        shape.profiles(),
        tables,
        values,
        profiles,
        state,
        partSums);
    total.launch(groups((long) count * cells()), list, 0, count, cells(), parts, partSums, sums);
    queue.read(sums, sumsHere);
    queue.read(profiles, profilesHere);
    for (int k : members) {
      read(tasks[k], k);
    }
  }

  private void write(ChoiceTask task, int member) {
    int at = member * table();
    tablesHere[at] = task.sharpness;
    tablesHere[at + 1] = task.sharpest;
    tablesHere[at + 2] = task.unit;
    System.arraycopy(task.weights, 0, tablesHere, at + 3, shape.bidders());
    int width = shape.width();
    for (int a = 0; a < shape.options(); a++) {
      int own = at + head + a * row;
      System.arraycopy(task.shares, a * width, tablesHere, own, width);
      tablesHere[own + width] = task.boosts[a];
      tablesHere[own + width + 1] = task.prices[a];
    }
  }

  private void read(ChoiceTask task, int member) {
    task.best = sum(member, 0);
    task.certainty = sum(member, 1);
    for (int i = 0; i < shape.bidders(); i++) {
      task.paid[i] = sum(member, 2 + i);
    }
    int width = shape.width();
    for (int a = 0; a < shape.options(); a++) {
      int own = member * cells() + a * row;
      System.arraycopy(sumsHere, own, task.shareSlopes, a * width, width);
      task.boostSlopes[a] = sumsHere[own + width];
      task.frequencies[a] = sumsHere[own + width + 1];
    }
  }

  private double sum(int member, int which) {
    int at = (member * told + which) * columns;
    double sum = 0;
    for (int p = 0; p < shape.profiles(); p++) {
      sum += profilesHere[at + p];
    }
    return sum;
  }

  @Override
  public void close() {
    queue.close();
  }
}
