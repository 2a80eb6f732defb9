package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.explanation.Layer;
import io.sweepstake.core.explanation.Layers;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.spark.SparkJudging;
import io.sweepstake.problems.auction.AuctionProblem;
import io.sweepstake.sweeps.problem.Sharded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Trains networks, if they are to be trained, and asks them; the heavy parts by workers.
 *
 * @param problem of the networks, its hyper-parameters fixed
 * @param profiles that are attacked for each network's probes, at least 256
 * @param seed of all that is drawn
 * @param retraining how heads and layers are trained anew; that problem's iterations say how long
 * @param retrains whether they are
 * @param truthful whether checkpoints are made truthful, too, where that takes seconds
 */
public record Interview(
    AuctionProblem problem,
    int profiles,
    long seed,
    AuctionProblem retraining,
    boolean retrains,
    boolean truthful) {

  /** Does work's shards, somewhere. */
  @FunctionalInterface
  public interface Shards {
    List<byte[]> of(Sharded work, byte[] about, SparkJudging.Progress progress);
  }

  /** Told how far something is. */
  @FunctionalInterface
  public interface Progress {
    void at(String what, int percent);
  }

  /**
   * @throws IllegalArgumentException if its networks have no layers to be asked about, or there are
   *     too few profiles
   */
  public Interview {
    TrainingSpec unused =
        circumstances(retraining, profiles, seed, truthful)
            .training("", problem.plan(problem.fixed(), seed).architecture());
  }

  private static Circumstances circumstances(
      AuctionProblem retraining, int profiles, long seed, boolean truthful) {
    return new Circumstances(retraining.settings(), profiles, seed, truthful);
  }

  /**
   * Trainings of seeds from 1, with checkpoints, the last of which are the trained networks.
   *
   * @param notices told in a sentence which trainings diverged, and so are left out
   * @throws IllegalStateException if all did
   */
  public List<Subject> trained(
      int seeds, int checkpoints, Shards workers, Progress progress, Consumer<String> notices) {
    List<Subject> subjects = new ArrayList<>();
    workers
        .of(
            new Course(problem.settings(), seeds, checkpoints),
            new byte[0],
            (done, all) -> progress.at("training", 100 * done / all))
        .forEach(bytes -> subjects.addAll(Subject.fromBytes(bytes)));
    Set<String> there = subjects.stream().map(Subject::name).collect(Collectors.toSet());
    for (int seed = 1; seed <= seeds; seed++) {
      if (!there.contains(Course.name(seed))) {
        notices.accept(Course.name(seed) + ": the training diverged, and is left out");
      }
    }
    if (subjects.isEmpty()) {
      throw new IllegalStateException("explain: all " + seeds + " trainings diverged");
    }
    return subjects;
  }

  /**
   * Asks networks everything.
   *
   * @param subjects of one setting and family; those of one name are checkpoints of a training
   */
  public Explanation explained(List<Subject> subjects, Shards workers, Progress progress) {
    Map<String, Integer> last = new LinkedHashMap<>(); // by name
    List<LayerWork.Task> tasks = new ArrayList<>();
    for (int k = 0; k < subjects.size(); k++) {
      last.put(subjects.get(k).name(), k);
      tasks.add(new LayerWork.Task(k, new CourseQuestion()));
    }
    for (int subject : last.values()) {
      tasks.add(new LayerWork.Task(subject, new ProbeQuestion()));
      tasks.add(new LayerWork.Task(subject, new PatchQuestion()));
      if (retrains) {
        Architecture architecture = subjects.get(subject).network().architecture();
        RetrainingQuestion.all(architecture.hidden().size(), layers(architecture).size())
            .forEach(question -> tasks.add(new LayerWork.Task(subject, question)));
      }
    }
    List<Finding> findings = new ArrayList<>();
    if (last.size() < subjects.size()) {
      findings.addAll(Way.left(subjects, layers(subjects.get(0).network().architecture())));
    }
    double seconds = 0;
    LayerWork work = new LayerWork(circumstances(retraining, profiles, seed, truthful), tasks);
    for (byte[] bytes :
        workers.of(
            work,
            Subject.toBytes(subjects),
            (done, all) -> progress.at("asking", 100 * done / all))) {
      Finding.Batch batch = Finding.Batch.fromBytes(bytes);
      findings.addAll(batch.findings());
      seconds += batch.processorSeconds();
    }
    return new Explanation(findings, seconds);
  }

  private List<Layer> layers(Architecture architecture) {
    return Layers.of(
        circumstances(retraining, profiles, seed, truthful)
            .training("", architecture)
            .family()
            .program(problem.setting(), architecture));
  }

  /** The page of an explanation. */
  public static String page(String title, Explanation found) {
    return new ExplanationPage(title, found).html();
  }

  /** The answer in words, a sentence each. */
  public static List<String> answer(Explanation found) {
    return new Answer(found).sentences();
  }

  /** What is known of each layer: what can be read off it, and what it does. */
  public static List<ResultTable> byLayer(Explanation found) {
    LayerTable table = new LayerTable(found);
    return Stream.of(table.readable(), table.causes(), table.without())
        .filter(some -> !some.rows().isEmpty())
        .toList();
  }
}
