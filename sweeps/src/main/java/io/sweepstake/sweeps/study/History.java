package io.sweepstake.sweeps.study;

import java.util.AbstractList;
import java.util.ArrayList;
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
  private final int removed;

  private History(
      StudySpec spec,
      TrialVector trials,
      TrialVector told,
      int[] open,
      Trial best,
      int failed,
      int pruned,
      int removed) {
    this.spec = spec;
    this.trials = trials;
    this.told = told;
    this.open = open;
    this.best = best;
    this.failed = failed;
    this.pruned = pruned;
    this.removed = removed;
  }

  public static History empty(StudySpec spec) {
    return new History(spec, TrialVector.EMPTY, TrialVector.EMPTY, new int[0], null, 0, 0, 0);
  }

  /**
   * The history in which these are all the trials, by number. Those that have ended were told in
   * the order of their {@link Trial#tellIndex}.
   *
   * @throws IllegalArgumentException when a number is skipped, or a place in the order of telling
   *     is empty or taken twice
   */
  public static History of(StudySpec spec, List<Trial> trials) {
    TrialVector all = TrialVector.EMPTY;
    int[] open = new int[trials.size()];
    int openCount = 0;
    for (Trial trial : trials) {
      if (trial.number() != all.size()) {
        throw new IllegalArgumentException(
            "history: the next trial must have number " + all.size() + ", was " + trial.number());
      }
      if (!trial.finished()) {
        open[openCount++] = trial.number();
      }
      all = all.append(trial);
    }
    Trial[] places = new Trial[trials.size() - openCount];
    for (Trial trial : trials) {
      int place = trial.tellIndex();
      if (trial.finished()) {
        if (place < 0 || place >= places.length || places[place] != null) {
          throw new IllegalArgumentException(
              "history: its "
                  + places.length
                  + " ended trials must have different places among them, trial "
                  + trial.number()
                  + " has "
                  + place);
        }
        places[place] = trial;
      }
    }
    TrialVector told = TrialVector.EMPTY;
    Trial best = null;
    int failed = 0;
    int pruned = 0;
    int removed = 0;
    for (Trial trial : places) {
      told = told.append(trial);
      best = better(spec, trial, best);
      failed += trial.state() instanceof TrialState.Failed ? 1 : 0;
      pruned += trial.state() instanceof TrialState.Pruned ? 1 : 0;
      removed += trial.removed() ? 1 : 0;
    }
    return new History(
        spec, all, told, Arrays.copyOf(open, openCount), best, failed, pruned, removed);
  }

  private static Trial better(StudySpec spec, Trial trial, Trial best) {
    return trial.state() instanceof TrialState.Completed
            && (best == null || spec.objective().compare(trial, best) < 0)
        ? trial
        : best;
  }

  /**
   * The same trials, of the study as it was before its search space was widened or trials removed,
   * or after.
   */
  public History in(StudySpec other) {
    return of(other, trials().stream().map(trial -> trial.in(other)).toList());
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

  /**
   * By what a file about a trial is known to be about this one, and not about that of the same
   * number in another study, not even in one with the same definition: {@code
   * 0123456789abcdef/2026-11-29T19:27:39.588123Z}.
   */
  public String identity(int number) {
    return spec.identity() + '/' + trial(number).timing().asked();
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
    return told.size() - failed - pruned - removed;
  }

  /** How many trials were imported and removed again. */
  public int removedCount() {
    return removed;
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
          pruned,
          removed);
    }
    Trial last = row.withTellIndex(told.size());
    return new History(
        spec,
        known ? trials.replace(number, last) : trials.append(last),
        told.append(last),
        known ? without(open, number) : open,
        better(spec, last, best),
        failed + (last.state() instanceof TrialState.Failed ? 1 : 0),
        pruned + (last.state() instanceof TrialState.Pruned ? 1 : 0),
        removed + (last.removed() ? 1 : 0));
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
    List<Trial> then = new ArrayList<>(number);
    StudySpec study = spec.at(number);
    for (int k = 0; k < number; k++) {
      // Of the space that the study has now, but with the imported trials that it had then.
      Trial trial = study.removed(k) ? trials.get(k) : trials.get(k).asTold();
      then.add(trial.finished() && trial.tellIndex() >= toldBefore ? trial.unfinished() : trial);
    }
    return of(spec, then);
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
