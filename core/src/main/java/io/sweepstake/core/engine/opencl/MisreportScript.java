package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.descent.AdamRule;
import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.MisreportTask;
import io.sweepstake.core.engine.opencl.ProgramSource.Way;
import java.util.ArrayList;
import java.util.List;

/**
 * One member's search in one iteration, step by step: at each the point that was run is looked at,
 * the next is put in its place, and the program runs. {@code search.cl} follows it.
 */
final class MisreportScript {
  // As in search.cl.
  private static final int KEEP = 1;
  private static final int RESET = 2;
  private static final int ZERO_MOMENTS = 4;
  private static final int LOAD_MOMENTS = 8;

  private final BatchMember member;
  private final MisreportTask task;
  private final List<Step> steps = new ArrayList<>();
  private int flags; // of the next step
  private int written = -1; // by the next step

  /** Where a step goes, numbered as in search.cl. */
  enum Point {
    STAY,
    RECALL,
    FRESH,
    BEST,
    ADAM,
    SGD
  }

  /**
   * @param flags what is done first
   * @param which candidate, or ascent
   * @param written the ascent whose end is written; -1 for none
   * @param run how the program runs then; null for not at all
   */
  record Step(int flags, Point next, int which, int written, Way run, float rate, float epsilon) {}

  private MisreportScript(BatchMember member, MisreportTask task) {
    this.member = member;
    this.task = task;
  }

  static List<Step> of(BatchMember member, MisreportTask task) {
    return new MisreportScript(member, task).write();
  }

  private List<Step> write() {
    for (int k = 0; k < member.ascents(); k++) {
      flags |= RESET;
      if (member.recalled()) {
        meet(Point.RECALL, k);
      }
      for (int c = 0; c < member.fresh(); c++) {
        if (task.turn[c] == k) {
          meet(Point.FRESH, c);
        }
      }
      climb(k);
      written = k;
    }
    if (member.ascents() > 1) {
      flags |= RESET;
      for (int k = 0; k < member.ascents(); k++) {
        meet(Point.RECALL, k);
      }
    }
    add(Point.BEST, 0, Way.FORWARD, 0, 0);
    return steps;
  }

  private void meet(Point point, int which) {
    add(point, which, Way.FORWARD, 0, 0);
    flags = KEEP;
  }

  private void climb(int k) {
    boolean carried = member.rule() == AscentRule.CARRIED_ADAM;
    boolean sgd = member.rule() == AscentRule.SGD;
    flags |= carried ? LOAD_MOMENTS : ZERO_MOMENTS;
    if (task.steps == 0) {
      add(Point.STAY, k, null, 0, 0);
      return;
    }
    add(Point.BEST, k, Way.SLOPES, 0, 0);
    for (int step = 1; step <= task.steps; step++) {
      long age = carried ? task.stepsBefore + step : step;
      flags = KEEP;
      add(
          sgd ? Point.SGD : Point.ADAM,
          k,
          step < task.steps ? Way.SLOPES : Way.FORWARD,
          sgd ? (float) task.rate : AdamRule.rate(task.rate, age),
          AdamRule.epsilon(age));
    }
    flags = KEEP;
  }

  private void add(Point next, int which, Way run, float rate, float epsilon) {
    steps.add(new Step(flags, next, which, written, run, rate, epsilon));
    flags = 0;
    written = -1;
  }
}
