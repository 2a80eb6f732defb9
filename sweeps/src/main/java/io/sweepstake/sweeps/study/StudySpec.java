package io.sweepstake.sweeps.study;

import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.space.SpaceDescription;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is decided before the first trial, and holds for the study's whole life; only its
 * search space may grow, and trials that it has imported may go.
 *
 * @param name of the study, for people
 * @param metrics the columns every trial table of the study has, beside what trials add; those of
 *     the objective are always among them
 * @param seed from which every other seed of the study derives
 * @param settings what the study is about, in words that only the caller understands (setting,
 *     family, iterations, engine, versions …), in order
 * @param earlier the search spaces that it had before this one, each wider than the one before it
 * @param removals the imported trials that it let go of again, first to last
 */
public record StudySpec(
    String name,
    SearchSpace space,
    Objective objective,
    List<Metric> metrics,
    Strategy sampler,
    Strategy pruner,
    long seed,
    Map<String, String> settings,
    List<EarlierSpace> earlier,
    List<Removal> removals)
    implements Serializable {

  /**
   * A step in which a study let go of trials that it had imported. Their rows stay in its table, as
   * what was asked for before rests on them; for all that is asked since they are not there.
   *
   * @param trials how many trials there were by then
   * @param numbers of the trials that went, rising
   */
  public record Removal(int trials, List<Integer> numbers) implements Serializable {
    public Removal {
      numbers = List.copyOf(numbers);
      if (numbers.isEmpty()) {
        throw new IllegalArgumentException("removal: needs a trial, had none");
      }
      for (int k = 0; k < numbers.size(); k++) {
        int least = k == 0 ? 0 : numbers.get(k - 1) + 1;
        if (numbers.get(k) < least || numbers.get(k) >= trials) {
          throw new IllegalArgumentException(
              "removal: its trials must rise and be less than "
                  + trials
                  + ", was "
                  + numbers.get(k));
        }
      }
    }
  }

  public StudySpec {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("study: needs a name, was blank");
    }
    Set<Metric> all = new LinkedHashSet<>(objective.metrics());
    all.addAll(metrics);
    metrics = List.copyOf(all);
    for (Metric metric : metrics) {
      checkMetric(metric);
    }
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    earlier = List.copyOf(earlier);
    removals = List.copyOf(removals);
    for (int k = 1; k < earlier.size(); k++) {
      if (earlier.get(k).trials() <= earlier.get(k - 1).trials()) {
        throw new IllegalArgumentException(
            "search space: must have been widened at a later trial than "
                + earlier.get(k - 1).trials()
                + ", was at "
                + earlier.get(k).trials());
      }
    }
  }

  /** A study with random sampling, no pruning and no settings, to be refined by the others. */
  public static StudySpec of(String name, SearchSpace space, Objective objective, long seed) {
    return new StudySpec(
        name,
        space,
        objective,
        List.of(),
        Strategy.of("random"),
        Strategy.of("none"),
        seed,
        Map.of(),
        List.of(),
        List.of());
  }

  public StudySpec withSampler(Strategy next) {
    return new StudySpec(
        name, space, objective, metrics, next, pruner, seed, settings, earlier, removals);
  }

  public StudySpec withPruner(Strategy next) {
    return new StudySpec(
        name, space, objective, metrics, sampler, next, seed, settings, earlier, removals);
  }

  public StudySpec withMetrics(Metric... more) {
    List<Metric> all = new ArrayList<>(metrics);
    all.addAll(List.of(more));
    return new StudySpec(
        name, space, objective, all, sampler, pruner, seed, settings, earlier, removals);
  }

  public StudySpec withSettings(Map<String, String> next) {
    return new StudySpec(
        name, space, objective, metrics, sampler, pruner, seed, next, earlier, removals);
  }

  /**
   * This study in a wider space, from its next trial on.
   *
   * @param trials how many it has
   */
  public StudySpec widened(SearchSpace wider, int trials) {
    List<EarlierSpace> spaces = new ArrayList<>(earlier);
    // One that no trial was asked for in has no part in the study.
    int since = spaces.isEmpty() ? 0 : spaces.get(spaces.size() - 1).trials();
    if (trials > since) {
      spaces.add(new EarlierSpace(space, trials));
    }
    return new StudySpec(
        name, wider, objective, metrics, sampler, pruner, seed, settings, spaces, removals);
  }

  /** This study without some trials that it has imported, for all that it asks for from now on. */
  public StudySpec without(Removal removal) {
    List<Removal> more = new ArrayList<>(removals);
    more.add(removal);
    return withRemovals(more);
  }

  private StudySpec withRemovals(List<Removal> next) {
    return new StudySpec(
        name, space, objective, metrics, sampler, pruner, seed, settings, earlier, next);
  }

  /** Whether it has let go of a trial. */
  public boolean removed(int number) {
    return removals.stream()
        .anyMatch(removal -> Collections.binarySearch(removal.numbers(), number) >= 0);
  }

  /** What the study was when a trial of this number was asked for. */
  public StudySpec at(int number) {
    StudySpec then = this;
    for (int k = earlier.size() - 1; k >= 0; k--) {
      then = number < earlier.get(k).trials() ? stage(k) : then;
    }
    List<Removal> before = removals.stream().filter(removal -> removal.trials() <= number).toList();
    return before.size() == removals.size() ? then : then.withRemovals(before);
  }

  /** What the study was before it was widened, and what it is, in order. */
  public List<StudySpec> stages() {
    List<StudySpec> stages = new ArrayList<>();
    for (int k = 0; k < earlier.size(); k++) {
      stages.add(stage(k));
    }
    stages.add(this);
    return stages;
  }

  private StudySpec stage(int k) {
    return new StudySpec(
        name,
        earlier.get(k).space(),
        objective,
        metrics,
        sampler,
        pruner,
        seed,
        settings,
        earlier.subList(0, k),
        removals);
  }

  /**
   * 16 hexadecimal digits that are equal for studies whose trials may be compared: same space,
   * objective and settings.
   */
  public String fingerprint() {
    return digest(
        SpaceDescription.describe(space) + "\n" + objective + "\n" + new LinkedHashMap<>(settings));
  }

  /**
   * 16 hexadecimal digits by which a file is known to be of a study that is this one, and was begun
   * with this seed, however its search space has grown since.
   */
  public String identity() {
    return digest(stages().get(0).fingerprint() + "\n" + seed);
  }

  /** 16 hexadecimal digits that are equal for equal search spaces. */
  public static String fingerprint(SearchSpace space) {
    return digest(SpaceDescription.describe(space).toString());
  }

  /** Whether a column of the trial table stands for something other than a metric. */
  public static boolean reserved(String column) {
    return TrialColumn.reserved(column);
  }

  /**
   * Checks that a metric's column would not stand for something else.
   *
   * @throws IllegalArgumentException naming the metric
   */
  public static void checkMetric(Metric metric) {
    if (reserved(metric.name())) {
      throw new IllegalArgumentException(
          "metric " + metric + ": the trial table uses this column for something else");
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
