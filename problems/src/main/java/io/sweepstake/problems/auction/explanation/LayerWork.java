package io.sweepstake.problems.auction.explanation;

import io.sweepstake.sweeps.problem.Sharded;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions put to networks, each by any worker.
 *
 * @param tasks at least one
 */
record LayerWork(Circumstances circumstances, List<Task> tasks) implements Sharded {
  /**
   * @param subject its number among those that the work is about
   */
  record Task(int subject, Question question) implements Serializable {}

  LayerWork {
    tasks = List.copyOf(tasks);
  }

  @Override
  public String name() {
    return "explanation";
  }

  @Override
  public int shards(int cores) {
    return tasks.size();
  }

  @Override
  public byte[] shard(byte[] subjects, int shard, int shards) {
    long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    List<Subject> all = Subject.fromBytes(subjects);
    List<Finding> findings = new ArrayList<>();
    for (int k = shard; k < tasks.size(); k += shards) {
      Task task = tasks.get(k);
      findings.addAll(task.question().ask(new Asked(all.get(task.subject()), circumstances)));
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
    return Finding.toBytes(nanos / 1e9, findings);
  }
}
