package io.sweepstake.sweeps.study;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All trials of a study, as they stand at one moment. A value: adding to it gives another, which
 * shares almost everything with the old, so a hundred thousand trials stay cheap.
 *
 * <p>Trials are numbered 0, 1, 2 … as they were asked; those that have ended also have a place in
 * the order in which they were told. That order is what replay rests on: see {@link #seenBy}.
 */
public final class History {
  private final StudySpec spec;
  private final TrialVector trials;
  private final TrialVector told;
  private final int[] open;
  private final Trial best;
  private final int failed;
  private final int pruned;

  private History(
      StudySpec spec,
      TrialVector trials,
      TrialVector told,
      int[] open,
      Trial best,
      int failed,
      int pruned) {
    this.spec = spec;
    this.trials = trials;
    this.told = told;
    this.open = open;
    this.best = best;
    this.failed = failed;
    this.pruned = pruned;
  }

  public static History empty(StudySpec spec) {
    return new History(spec, TrialVector.EMPTY, TrialVector.EMPTY, new int[0], null, 0, 0);
  }

  public StudySpec spec() {
    return spec;
  }

  /** How many trials have been asked for or enqueued. */
  public int size() {
    return trials.size();
  }

  public Trial trial(int number) {
    return trials.get(number);
  }

  /** All trials by number, a view. */
  public List<Trial> trials() {
    return new View(trials);
  }

  /** How many trials have ended. */
  public int told() {
    return told.size();
  }

  /** The trials that have ended, in the order of telling, a view. */
  public List<Trial> finished() {
    return new View(told);
  }

  /** The trials that have not ended, running or waiting, by number. */
  public List<Trial> open() {
    return Arrays.stream(open).mapToObj(trials::get).toList();
  }

  public int failedCount() {
    return failed;
  }

  public int prunedCount() {
    return pruned;
  }

  public int completedCount() {
    return told.size() - failed - pruned;
  }

  /** The best completed trial by the first goal, feasible ones first; none before one completed. */
  public Optional<Trial> best() {
    return Optional.ofNullable(best);
  }

  /**
   * This history with a new trial, or with another row for a trial it has. A trial that ends gets
   * the next place in the order of telling.
   *
   * @throws IllegalArgumentException when a number is skipped or the trial had ended
   */
  public History with(Trial row) {
    int number = row.number();
    if (number > trials.size()) {
      throw new IllegalArgumentException(
          "history: the next trial must have number " + trials.size() + ", was " + number);
    }
    boolean known = number < trials.size();
    if (known && trials.get(number).finished()) {
      throw new IllegalArgumentException(
          "history: trial " + number + " has ended, nothing can follow");
    }
    if (!row.finished()) {
      return new History(
          spec,
          known ? trials.replace(number, row) : trials.append(row),
          told,
          known ? open : appended(open, number),
          best,
          failed,
          pruned);
    }
    Trial last = row.withTellIndex(told.size());
    boolean completed = last.state() instanceof TrialState.Completed;
    return new History(
        spec,
        known ? trials.replace(number, last) : trials.append(last),
        told.append(last),
        known ? without(open, number) : open,
        completed && (best == null || spec.objective().compare(last, best) < 0) ? last : best,
        failed + (last.state() instanceof TrialState.Failed ? 1 : 0),
        pruned + (last.state() instanceof TrialState.Pruned ? 1 : 0));
  }

  /**
   * The history as the sampler saw it when it proposed the point of a trial: all trials with
   * smaller numbers, of which those told by then have ended and the others are still running.
   */
  public History seenBy(int number) {
    return seenBy(number, trials.get(number).ask().toldBefore());
  }

  /** The history as a sampler sees it that is asked for {@code number} after so many tells. */
  public History seenBy(int number, int toldBefore) {
    History then = empty(spec);
    for (int k = 0; k < number; k++) {
      Trial trial = trials.get(k);
      then = then.with(trial.finished() ? trial.unfinished() : trial);
    }
    for (int k = 0; k < toldBefore; k++) {
      then = then.with(told.get(k));
    }
    return then;
  }

  private static int[] appended(int[] numbers, int number) {
    int[] longer = Arrays.copyOf(numbers, numbers.length + 1);
    longer[numbers.length] = number;
    return longer;
  }

  private static int[] without(int[] numbers, int number) {
    int at = Arrays.binarySearch(numbers, number);
    int[] shorter = new int[numbers.length - 1];
    System.arraycopy(numbers, 0, shorter, 0, at);
    System.arraycopy(numbers, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }

  private static final class View extends AbstractList<Trial> {
    private final TrialVector vector;

    View(TrialVector vector) {
      this.vector = vector;
    }

    @Override
    public Trial get(int index) {
      return vector.get(index);
    }

    @Override
    public int size() {
      return vector.size();
    }
  }
}
