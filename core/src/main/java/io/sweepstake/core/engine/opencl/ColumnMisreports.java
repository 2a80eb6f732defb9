package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.MisreportTask;
import io.sweepstake.core.engine.opencl.ColumnProgram.Columns;
import io.sweepstake.core.engine.opencl.ColumnProgram.Members;
import io.sweepstake.core.engine.opencl.DeviceQueue.Kernel;
import io.sweepstake.core.engine.opencl.ProgramSource.Way;
import io.sweepstake.core.valuation.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jocl.cl_mem;

/** Finds all members' best misreports, each by its {@link MisreportScript}. */
final class ColumnMisreports {
  private final DeviceQueue queue;
  private final ColumnProgram program;
  private final Columns columns;
  private final List<BatchMember> members;
  private final ColumnLayout layout;
  private final int ascents; // the most of any member
  private final int candidates;
  private final Kernel turn;
  private final cl_mem supports;
  private final cl_mem limits;
  private final cl_mem kept;
  private final cl_mem best;
  private final cl_mem firsts;
  private final cl_mem seconds;
  private final cl_mem recalled; // [member][ascent][bidder][item][column]
  private final cl_mem carriedFirsts;
  private final cl_mem carriedSeconds;
  private final cl_mem fresh; // [member][candidate][bidder][item][column]
  private final float[] ofAscents;
  private final float[] ofCandidates;
  private final boolean carries;
  private cl_mem lists;
  private cl_mem orders;
  private cl_mem rates;
  private int length; // steps that there is memory for

  ColumnMisreports(
      DeviceQueue queue,
      String source,
      ColumnProgram program,
      Columns columns,
      List<BatchMember> members) {
    this.queue = queue;
    this.program = program;
    this.columns = columns;
    this.members = members;
    BatchMember any = members.get(0);
    layout = new ColumnLayout(any.profiles(), any.width(), columns.count);
    ascents = members.stream().mapToInt(BatchMember::ascents).max().orElse(1);
    candidates = members.stream().mapToInt(BatchMember::fresh).max().orElse(0);
    carries = members.stream().anyMatch(member -> member.rule() == AscentRule.CARRIED_ADAM);
    turn = queue.kernel(source, "turn", OpenClBatch.THREADS);
    int width = any.width();
    int count = members.size();
    long own = (long) count * width * columns.count;
    supports = queue.floats(2L * count * width);
    limits = queue.floats(3L * count);
    kept = queue.floats(own);
    best = queue.floats((long) count * any.setting().bidders() * columns.count);
    firsts = queue.floats(own);
    seconds = queue.floats(own);
    recalled = queue.floats(ascents * own);
    carriedFirsts = queue.floats(ascents * own);
    carriedSeconds = queue.floats(ascents * own);
    fresh = queue.floats(candidates * own);
    ofAscents = new float[Math.toIntExact(ascents * own)];
    ofCandidates = new float[Math.toIntExact(candidates * own)];
    writeSupports(width);
  }

  private void writeSupports(int width) {
    float[] intervals = new float[2 * members.size() * width];
    float[] bounds = new float[3 * members.size()];
    for (int k = 0; k < members.size(); k++) {
      Support support = members.get(k).setting().distribution().support();
      int items = members.get(k).setting().items();
      for (int r = 0; r < width; r++) {
        intervals[2 * (k * width + r)] = support.low(r / items, r % items);
        intervals[2 * (k * width + r) + 1] = support.high(r / items, r % items);
      }
      bounds[3 * k] = members.get(k).setting().reported();
      bounds[3 * k + 1] = support.total();
      bounds[3 * k + 2] = support.isBox() ? 1 : 0;
    }
    queue.write(supports, intervals);
    queue.write(limits, bounds);
  }

  /** Searches; passes of bidders are then run at their best misreports. */
  void run(MisreportTask[] tasks, int[] active) {
    List<List<MisreportScript.Step>> scripts = new ArrayList<>();
    for (int k = 0; k < members.size(); k++) {
      scripts.add(List.of());
    }
    for (int k : active) {
      scripts.set(k, MisreportScript.of(members.get(k), tasks[k]));
      upload(k, tasks[k]);
    }
    queue.write(fresh, ofCandidates);
    if (members.stream().anyMatch(BatchMember::recalled)) {
      queue.write(recalled, ofAscents);
    }
    writeMoments(tasks, active);
    follow(scripts, active);
    read(recalled, tasks, active, task -> task.misreports, false);
    if (carries) {
      read(carriedFirsts, tasks, active, task -> task.firstMoments, true);
      read(carriedSeconds, tasks, active, task -> task.secondMoments, true);
    }
  }

  private void upload(int k, MisreportTask task) {
    for (int c = 0; c < members.get(k).fresh(); c++) {
      layout.toRows(task.fresh[c], ofCandidates, k * candidates + c);
    }
    for (int a = 0; a < members.get(k).ascents(); a++) {
      layout.toRows(task.misreports[a], ofAscents, k * ascents + a);
    }
  }

  private void writeMoments(MisreportTask[] tasks, int[] active) {
    if (!carries) {
      return;
    }
    for (boolean second : new boolean[] {false, true}) {
      for (int k : active) {
        float[][] moments = second ? tasks[k].secondMoments : tasks[k].firstMoments;
        for (int a = 0; a < members.get(k).ascents(); a++) {
          layout.toRows(moments[a], ofAscents, k * ascents + a);
        }
      }
      queue.write(second ? carriedSeconds : carriedFirsts, ofAscents);
    }
  }

  private void follow(List<List<MisreportScript.Step>> scripts, int[] active) {
    int steps = scripts.stream().mapToInt(List::size).max().orElse(0);
    int count = members.size();
    reserve(steps);
    int[] numbers = new int[4 * steps * count];
    float[] sizes = new float[2 * steps * count];
    int[] chosen = new int[3 * steps * count]; // [step]{all that go on, forward, slopes}[place]
    int[][] chosenCounts = new int[steps][3];
    for (int step = 0; step < steps; step++) {
      for (int k : active) {
        if (step < scripts.get(k).size()) {
          MisreportScript.Step each = scripts.get(k).get(step);
          int at = step * count + k;
          numbers[4 * at] = each.flags();
          numbers[4 * at + 1] = each.next().ordinal();
          numbers[4 * at + 2] = each.which();
          numbers[4 * at + 3] = each.written();
          sizes[2 * at] = each.rate();
          sizes[2 * at + 1] = each.epsilon();
          chosen[3 * step * count + chosenCounts[step][0]++] = k;
          if (each.run() != null) {
            int list = each.run() == Way.FORWARD ? 1 : 2;
            chosen[(3 * step + list) * count + chosenCounts[step][list]++] = k;
          }
        }
      }
    }
    queue.write(lists, chosen);
    queue.write(orders, numbers);
    queue.write(rates, sizes);
    int bidders = members.get(0).setting().bidders();
    for (int step = 0; step < steps; step++) {
      turn(step, new Members(lists, 3 * step * count, chosenCounts[step][0]));
      for (Way way : List.of(Way.FORWARD, Way.SLOPES)) {
        int list = way == Way.FORWARD ? 1 : 2;
        program.run(
            way,
            columns,
            new Members(lists, (3 * step + list) * count, chosenCounts[step][list]),
            1,
            bidders,
            columns.slopes);
      }
    }
  }

  private void reserve(int steps) {
    if (steps > length) {
      length = steps;
      int count = members.size();
      lists = queue.ints(new int[3 * steps * count]);
      orders = queue.ints(new int[4 * steps * count]);
      rates = queue.floats(2L * steps * count);
    }
  }

  private void turn(int step, Members some) {
    turn.launch(
        OpenClBatch.groups(members.get(0), columns, some),
        some.list(),
        some.first(),
        some.count(),
        columns.count,
        orders,
        rates,
        step,
        members.size(),
        supports,
        limits,
        columns.inputs,
        columns.outputs,
        columns.slopes,
        kept,
        best,
        firsts,
        seconds,
        recalled,
        carriedFirsts,
        carriedSeconds,
        ascents,
        fresh,
        candidates);
  }

  private void read(
      cl_mem memory,
      MisreportTask[] tasks,
      int[] active,
      java.util.function.Function<MisreportTask, float[][]> into,
      boolean carriedOnly) {
    queue.read(memory, ofAscents);
    for (int k : active) {
      if (carriedOnly && members.get(k).rule() != AscentRule.CARRIED_ADAM) {
        continue;
      }
      float[][] arrays = into.apply(tasks[k]);
      for (int a = 0; a < members.get(k).ascents(); a++) {
        layout.toProfiles(ofAscents, k * ascents + a, arrays[a]);
      }
    }
    Arrays.fill(ofAscents, 0f);
  }
}
