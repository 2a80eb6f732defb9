package io.sweepstake.jobs.report;

import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run will take, as far as that is known before its first trial.
 *
 * @param trial how long its steps take, or those of a pack; empty where that is not known yet
 * @param solution bytes that a trial leaves; 0 where that is nothing to speak of
 * @param checkpoint bytes of a checkpoint; 0 where none are kept
 * @param trials that are to be run; empty for no end of them
 * @param atATime at least 1
 * @param pruned whether some trials may end early
 * @param pack how many trials a device trains together; 0 where each has a core for itself
 */
public record ExpectedCost(
    Optional<Duration> trial,
    long solution,
    long checkpoint,
    OptionalInt trials,
    int atATime,
    boolean pruned,
    int pack) {
  /** How long the first steps of a trial may be tried, for its pace. */
  public static final Duration PATIENCE = Duration.ofMillis(1500);

  /** A run that takes less is not measured to the end of that patience. */
  public static final Duration LITTLE = Duration.ofSeconds(10);

  /** Of trials of a problem, whose pace is not known. */
  public static ExpectedCost of(Problem problem, OptionalInt trials, int atATime, boolean pruned) {
    return new ExpectedCost(
        Optional.empty(),
        problem.bytesLeft(),
        pruned ? problem.checkpointBytes() : 0,
        trials,
        atATime,
        pruned,
        0);
  }

  /** The same of trials that a device trains together, so many in a pack. */
  public ExpectedCost inPacks(int size) {
    return new ExpectedCost(trial, solution, checkpoint, trials, atATime, pruned, size);
  }

  /** The same, of trials that take so long. */
  public ExpectedCost atPace(Optional<Duration> each) {
    return new ExpectedCost(each, solution, checkpoint, trials, atATime, pruned, pack);
  }

  /** A trial that takes less makes a run of a few seconds. */
  public Duration little() {
    return trials.isPresent() ? LITTLE.dividedBy(Math.max(1, rounds())) : Duration.ZERO;
  }

  /** How long all trials take, if that is known and none is pruned. */
  public Optional<Duration> all() {
    return trials.isPresent() ? trial.map(each -> each.multipliedBy(rounds())) : Optional.empty();
  }

  /** How many trials one place runs, one after the other. */
  private long rounds() {
    return (trials.getAsInt() + atATime - 1L) / atATime;
  }

  /**
   * One line about time and disk; empty where there are no trials.
   *
   * @param words of the problem
   */
  public Optional<String> line(Words words) {
    if (trials.isPresent() && trials.getAsInt() == 0) {
      return Optional.empty();
    }
    List<String> disk = new ArrayList<>();
    if (solution > 0) {
      disk.add(
          Bytes.of(solution)
              + (" for the " + words.solution() + " of each trial")
              + (trials.isPresent()
                  ? ", " + Bytes.of(solution * trials.getAsInt()) + " in all"
                  : ""));
    }
    if (checkpoint > 0) {
      disk.add(
          Bytes.of(checkpoint)
              + " for each checkpoint, at least "
              + Bytes.of(checkpoint * atATime)
              + " at a time");
    }
    String onDisk = disk.isEmpty() ? "" : "; on disk: " + String.join(", and ", disk);
    return Optional.of("to expect: " + time(all(), trial, pack) + onDisk);
  }

  /**
   * What it is as fields of an event, those that are known: {@code seconds_each} of a trial, or of
   * a pack of {@code pack}, {@code seconds} of all, {@code trials}, {@code at_a_time}, {@code
   * bytes_each} and {@code checkpoint_bytes}.
   */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    trials.ifPresent(count -> fields.put("trials", count));
    fields.put("at_a_time", atATime);
    fields.put("pack", pack == 0 ? null : pack);
    fields.put("seconds_each", trial.map(each -> each.toMillis() / 1e3).orElse(null));
    fields.put("seconds", all().map(whole -> whole.toMillis() / 1e3).orElse(null));
    fields.put("bytes_each", solution == 0 ? null : solution);
    fields.put("checkpoint_bytes", checkpoint == 0 ? null : checkpoint);
    return fields;
  }

  /** One line about a single training that takes so long, if that is known. */
  public static String training(Optional<Duration> steps, boolean device) {
    String where = device ? "on this device" : "of a core like one here";
    return "to expect: "
        + steps
            .map(
                each ->
                    each.compareTo(LITTLE) < 0
                        ? "a few seconds of training"
                        : "about " + about(each) + " of training, " + where)
            .orElse("how long it takes is told when it is under way");
  }

  /** What the attack of one solution on so many cores takes, in words, if that is known. */
  public static String attack(Optional<Duration> each, int cores) {
    return each.map(
            whole ->
                whole.compareTo(LITTLE) < 0
                    ? "a few seconds of attacks"
                    : "about "
                        + about(whole)
                        + " of attacks on each, on "
                        + cores
                        + (cores == 1 ? " core" : " cores"))
        .orElse("how long it takes is told when it is under way");
  }

  /**
   * What a run takes, in words.
   *
   * @param all its trials, if that is known
   * @param trial one of them, or a pack, if that is known
   * @param pack as in a cost
   */
  public static String time(Optional<Duration> all, Optional<Duration> trial, int pack) {
    if (all.isPresent() && all.get().compareTo(LITTLE) < 0) {
      return "a few seconds of trials";
    }
    String sum = all.map(whole -> "about " + about(whole) + " in all").orElse("");
    return trial
        .map(
            each ->
                (pack > 1 ? "packs of up to " + pack + " trials, of about " : "trials of about ")
                    + about(each)
                    + (pack == 0 ? " each on a core like one here" : " each on a device")
                    + (sum.isEmpty() ? "" : ", " + sum))
        .or(() -> all.map(whole -> "trials of " + sum))
        .orElse("how long it takes is told when trials are under way");
  }

  /** Two digits and no more: it is a guess. */
  public static String about(Duration duration) {
    double seconds = Math.max(1e-3, duration.toMillis() / 1e3);
    double unit = Math.pow(10, Math.floor(Math.log10(seconds)) - 1);
    return Durations.text(Duration.ofMillis(Math.round(Math.rint(seconds / unit) * unit * 1e3)));
  }
}
