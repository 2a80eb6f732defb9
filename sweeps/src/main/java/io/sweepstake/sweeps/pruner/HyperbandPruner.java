package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Hyperband (Li et al., JMLR 2018) without synchronisation, as Optuna's: several {@link AshaPruner
 * successive halvings} side by side, bracket {@code i} of which lets its trials alone before rung
 * {@code i}, for when it is not known how early a bad trial shows. Trials compete within their
 * bracket only.
 *
 * <p>There are {@code B = floor(log_factor(last / first)) + 1} brackets; bracket {@code i} gets
 * {@code ceil(B · factor^s / (s + 1))} of every {@link #cycle} trials, {@code s = B − 1 − i}.
 *
 * <p>Samplers see the trials of all brackets, unlike in Optuna, whose samplers see one bracket at a
 * time: ten start-up trials are ten here, not ten per bracket.
 *
 * @param goal what is compared, over what trials measure at the rungs
 * @param firstStep the step of the first rung; the next ones are {@code factor} times as far each
 * @param factor the reduction factor η, at least 2
 * @param lastStep no rung lies at or beyond it: the full length of a trial
 * @param bootstrap so many trials of a bracket are stopped at a rung before the first may pass it
 * @param assignment what decides the bracket of a trial
 */
public record HyperbandPruner(
    Goal goal, long firstStep, int factor, long lastStep, int bootstrap, Assignment assignment)
    implements Pruner {
  /** How trials come to their brackets. */
  public enum Assignment {
    /** By the CRC-32 of {@code <study's name>_<trial's number>}, as Optuna's. */
    NAME,
    /** By the study's seed and the trial's number, whatever the study is called. */
    SEED;

    /** As an option: in lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public HyperbandPruner {
    new Halving(goal, firstStep, factor, lastStep);
    if (bootstrap < 0) {
      throw new IllegalArgumentException(
          "hyperband bootstrap: must be at least 0, was " + bootstrap);
    }
  }

  public HyperbandPruner(Goal goal, long firstStep, int factor, long lastStep) {
    this(goal, firstStep, factor, lastStep, 0, Assignment.NAME);
  }

  /** How many brackets there are. */
  public int brackets() {
    int brackets = 1;
    for (long ratio = lastStep / firstStep; ratio >= factor; ratio /= factor) {
      brackets++;
    }
    return brackets;
  }

  /** Of every so many trials, how many bracket {@code i} gets. */
  long share(int bracket) {
    int s = brackets() - 1 - bracket;
    return (long) Math.ceil(brackets() * Math.pow(factor, s) / (s + 1));
  }

  /** After so many trials, the shares of all brackets are full. */
  long cycle() {
    long sum = 0;
    for (int k = 0; k < brackets(); k++) {
      sum += share(k);
    }
    return sum;
  }

  /** The bracket of a trial. */
  public int bracket(StudySpec study, int trial) {
    long at = Math.floorMod(hash(study, trial), cycle());
    for (int k = 0; k < brackets(); k++) {
      at -= share(k);
      if (at < 0) {
        return k;
      }
    }
    throw new AssertionError("shares sum to a cycle");
  }

  private long hash(StudySpec study, int trial) {
    if (assignment == Assignment.SEED) {
      return Seeds.derive(study.seed(), "bracket", trial);
    }
    CRC32 crc = new CRC32();
    crc.update((study.name() + "_" + trial).getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  @Override
  public List<Rung> rungs() {
    return Rung.geometric(firstStep, factor, lastStep);
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    int bracket = bracket(history.spec(), trial.number());
    if (rung.index() < bracket) {
      return Decision.proceed("bracket " + bracket + " is not judged yet at step " + rung.step());
    }
    List<Trial> rivals =
        history.trials().stream()
            .filter(other -> bracket(history.spec(), other.number()) == bracket)
            .toList();
    Decision decision =
        new Halving(goal, firstStep, factor, lastStep).decide(trial, rung, bootstrap, rivals);
    return decision.because("bracket " + bracket + ": " + decision.reason());
  }

  /** By the name of {@code hyperband}. */
  public static final class Kind implements PrunerKind {
    @Override
    public PrunerDescription description() {
      return new PrunerDescription(
          "hyperband",
          "several successive halvings side by side",
          true,
          List.of(
              Option.of(
                  "factor",
                  3,
                  "one of so many goes on at a step, and the next is so many times as far; at least 2"),
              PrunerOptions.FIRST,
              Option.of(
                  "bootstrap",
                  0,
                  "trials that are stopped at a step before the first may pass it; at least 0"),
              Option.of(
                  "brackets",
                  Assignment.NAME,
                  "what decides the bracket of a trial: the study's name or its seed")));
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      PrunerOptions options = new PrunerOptions(description(), given, otherwise, steps);
      return new HyperbandPruner(
          options.goal(),
          options.first(),
          options.factor(),
          steps,
          options.read().whole("bootstrap"),
          options.read().choice("brackets", Assignment.class));
    }
  }
}
