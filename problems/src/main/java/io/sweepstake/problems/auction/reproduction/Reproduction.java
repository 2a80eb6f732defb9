package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.report.Durations;
import io.sweepstake.jobs.report.LiveConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trains what a preset names, one training after the other, and writes the page. What a directory
 * holds results of is not trained again.
 */
public final class Reproduction {
  /** What is told when a result is there: the page can be written anew. */
  @FunctionalInterface
  public interface PageWriter {
    void write(String page) throws IOException;
  }

  /** One training to come. */
  private record Due(Experiment experiment, long seed) {}

  private final String preset;
  private final List<Experiment> experiments;
  private final List<Experiment> chosen;
  private final Judging judging;
  private final Path directory;
  private final Results results;

  private Reproduction(
      String preset,
      List<Experiment> experiments,
      List<Experiment> chosen,
      Judging judging,
      Path directory)
      throws IOException {
    this.preset = preset;
    this.experiments = experiments;
    this.chosen = chosen;
    this.judging = judging;
    this.directory = directory;
    this.results = Results.in(directory.toString());
  }

  /**
   * The experiments of a preset.
   *
   * @param preset quick or full
   * @param only words that experiments answer to (their number in the literature, size, setting or
   *     family); all of them if empty
   * @param directory of results, checkpoints and networks; need not exist
   * @throws IllegalArgumentException if there is no such preset, or a word means no experiment
   */
  public static Reproduction of(String preset, List<String> only, Path directory)
      throws IOException {
    List<Experiment> experiments =
        switch (preset) {
          case "quick" -> Experiments.quick();
          case "full" -> Experiments.full();
          default ->
              throw new IllegalArgumentException("--preset: must be quick or full, was " + preset);
        };
    return of(preset, experiments, only, Judging.standard(), directory);
  }

  /** Likewise, of any experiments, judged in any way. */
  static Reproduction of(
      String preset,
      List<Experiment> experiments,
      List<String> only,
      Judging judging,
      Path directory)
      throws IOException {
    for (String word : only) {
      if (experiments.stream().noneMatch(experiment -> experiment.answersTo(word))) {
        throw new IllegalArgumentException(
            "--only: must be numbers, sizes, settings or families of the experiments ("
                + String.join(", ", experiments.stream().map(Experiment::label).distinct().toList())
                + ", …), was "
                + word);
      }
    }
    List<Experiment> chosen =
        experiments.stream()
            .filter(e -> only.isEmpty() || only.stream().anyMatch(e::answersTo))
            .toList();
    return new Reproduction(preset, experiments, chosen, judging, directory);
  }

  /** The page of all results of the preset so far. */
  public String page() {
    return new ResultsPage(
            preset,
            judging,
            experiments.stream().map(experiment -> Outcome.of(experiment, results)).toList())
        .text();
  }

  /**
   * About how long the trainings take that are missing, if there are any and that can be told: what
   * they took where they were timed, at the pace of the first of them here.
   *
   * @param pace tells how long a training takes here
   */
  public Optional<Duration> time(Function<TrainingPlan, Optional<Duration>> pace) {
    List<Due> due = due();
    if (due.isEmpty()) {
      return Optional.empty();
    }
    Experiment first = due.get(0).experiment();
    double timed = due.stream().mapToDouble(d -> d.experiment().expectedSeconds()).sum();
    return pace.apply(first.plan(due.get(0).seed()))
        .map(here -> Duration.ofMillis((long) (here.toMillis() * timed / first.expectedSeconds())));
  }

  /** Trains what is missing; the page is written after every training. */
  public void run(LiveConsole console, PageWriter page) throws IOException {
    List<Due> due = due();
    int kept = chosen.stream().mapToInt(Experiment::seeds).sum() - due.size();
    console.print(
        due.size() + " trainings to run" + (kept > 0 ? ", " + kept + " have results" : ""));
    double planned = due.stream().mapToDouble(d -> d.experiment().expectedSeconds()).sum();
    double done = 0;
    long started = System.nanoTime();
    page.write(page());
    for (int k = 0; k < due.size(); k++) {
      Experiment experiment = due.get(k).experiment();
      String place =
          String.format(
              Locale.ROOT,
              "[%d/%d] %s %s %s, seed %d",
              k + 1,
              due.size(),
              experiment.label(),
              experiment.settingName(),
              experiment.familyName(),
              due.get(k).seed());
      Progress progress = new Progress(console, place, experiment, planned, done, started);
      ResultRow row =
          new SeedTraining(experiment, due.get(k).seed(), judging, directory)
              .run(progress.listener());
      results.add(row);
      page.write(page());
      done += experiment.expectedSeconds();
      console.print(place + ": " + summary(experiment, row) + progress.left(1));
    }
    console.clear();
  }

  private List<Due> due() {
    List<Due> due = new ArrayList<>();
    for (Experiment experiment : chosen) {
      for (long seed = 1; seed <= experiment.seeds(); seed++) {
        if (results.of(experiment, seed).isEmpty()) {
          due.add(new Due(experiment, seed));
        }
      }
    }
    return due;
  }

  private static String summary(Experiment experiment, ResultRow row) {
    if (row.diverged()) {
      return row.text(ResultRow.FAILURE);
    }
    Optional<Target> target = experiment.target();
    List<String> misses = target.map(t -> t.misses(row)).orElse(List.of());
    return String.format(
        Locale.ROOT,
        "revenue %.5f, regret %.5f, %.0f s%s",
        row.number(ResultRow.REVENUE),
        row.number(ResultRow.REGRET_WORST_BIDDER),
        row.number(ResultRow.PROCESSOR_SECONDS),
        target.isEmpty() ? "" : misses.isEmpty() ? ", target met" : ", misses " + target.get());
  }

  /** How far the training under way has come, and how long all will take. */
  private record Progress(
      LiveConsole console,
      String place,
      Experiment experiment,
      double planned,
      double done,
      long started) {
    private static final int LINES = 4;

    TrainingListener listener() {
      long[] printed = {0};
      return measured -> {
        double share = (double) measured.iteration() / experiment.iterations();
        String line =
            String.format(
                Locale.ROOT,
                "%s: %d/%d, revenue %.4f and regret %.5f on the training batches%s",
                place,
                measured.iteration(),
                experiment.iterations(),
                measured.revenue(),
                measured.regret(),
                left(share));
        long quarter = (long) (share * LINES);
        if (quarter > printed[0] && quarter < LINES) {
          printed[0] = quarter;
          console.progress(line);
        } else {
          console.show(line);
        }
      };
    }

    /** What is left of all trainings when a share of this one is done. */
    String left(double share) {
      double passed = done + share * experiment.expectedSeconds();
      double seconds = (System.nanoTime() - started) / 1e9 * (planned - passed) / passed;
      return passed >= planned
          ? ""
          : "; ETA of all " + Durations.text(Duration.ofMillis((long) (1000 * seconds)));
    }
  }
}
