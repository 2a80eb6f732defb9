package io.sweepstake.jobs.cli.option;

import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** How a search goes: the options of every command that begins studies. */
public final class SearchOptions {
  /** The hyper-parameter that says what the others are set to, where a problem has one. */
  private static final String PRESET = "preset";

  /** What a command that goes on with a study need not say again. */
  private static final Set<String> OF_THE_STUDY = Set.of("sampler", "pruner", "engine");

  @Option(
      names = "--sampler",
      paramLabel = "NAME[:OPTION=VALUE,...]",
      description =
          "What proposes points: ${COMPLETION-CANDIDATES} (default: auto), with its options.",
      completionCandidates = SamplerNames.class)
  private String sampler;

  @Option(
      names = "--pruner",
      paramLabel = "NAME[:OPTION=VALUE,...]",
      description = {
        "What stops bad trials on their way, such as asha or median, or makes the trials one"
            + " population, pbt (default: none). 'sweepstake pruners' lists them and their"
            + " options. "
            + "They compare what trials measure on their way as the objective does their outcome, unless"
            + " given metric=..."
      })
  private String pruner;

  @Option(
      names = "--objective",
      paramLabel = "TEXT",
      description =
          "What makes a trial good, of what it measures (default: the problem's own), such as 'gain"
              + " subject to loss <= 0.001', a formula such as 'gain - 5*loss', or several goals"
              + " such as 'maximize gain, minimize loss'.")
  private String objective;

  @Option(
      names = {"--engine", "--device"},
      paramLabel = "NAME",
      description =
          "What does the arithmetic of every trial: by name, opencl or opencl:N for a GPU (see"
              + " devices), or auto, the worker's processor (default: auto).")
  private String engine;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Trials that run at a time, or packs of them (default: as many as there are cores, and on"
              + " a GPU one pack for each).")
  private String parallelism;

  @Option(
      names = "--pack-size",
      paramLabel = "N",
      description =
          "Trials that a worker trains together, which differ in no hyper-parameter that decides"
              + " their shape (default: 1; on a GPU as many as fill it, and at most an eighth of the"
              + " sweep's).")
  private String packSize;

  @Option(
      names = "--synchronous",
      description = "Run in whole generations, which is exactly repeatable.")
  private boolean synchronous;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What all randomness derives from (default: 1).")
  private String seed;

  @Option(
      names = "--finalists",
      paramLabel = "K",
      description =
          "How many of the best trials are judged anew, harder (default: 3); up to as many more"
              + " while none keeps to the constraints.")
  private String finalists;

  @Option(
      names = "--retrain",
      paramLabel = "N",
      description =
          "With how many fresh seeds the finalists' points are trained again, to choose among"
              + " points and not among lucky seeds (default: 3 where that costs less than a quarter"
              + " of the sweep, else 0).")
  private String retrain;

  @Option(
      names = "--without-default",
      description =
          "Leave out the problem's default point, which is otherwise the first trial of a study.")
  private boolean withoutDefault;

  @Option(
      names = "--prior",
      paramLabel = "DIR",
      description =
          "Run the three best points of another study first, of a shorter training or another"
              + " setting: each value at the same place of its range. Repeatable.")
  private List<String> priors = List.of();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "What hyper-parameters are set to, where there are several sets of them.")
  private String preset;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUES",
      description = "Other values for a parameter of the search space; repeatable.")
  private List<String> params = List.of();

  /** Adds what is given, by the keys of a YAML file; single parameters win over those there. */
  public void addTo(Map<String, Object> values) {
    put(values, "sampler", sampler);
    put(values, "pruner", pruner);
    put(values, "objective", objective);
    put(values, "engine", engine);
    put(values, "parallelism", parallelism);
    put(values, "pack-size", packSize);
    put(values, "synchronous", synchronous ? "true" : null);
    put(values, "seed", seed);
    put(values, "finalists", finalists);
    put(values, "retrain", retrain);
    put(values, "without-default", withoutDefault ? "true" : null);
    if (!priors.isEmpty()) {
      values.put("prior", priors);
    }
    Map<String, Object> changes = ParamOption.values(params);
    if (preset != null) {
      changes.put(PRESET, preset);
    }
    if (values.get("params") instanceof Map<?, ?> fromFile) {
      fromFile.forEach((name, value) -> changes.putIfAbsent(String.valueOf(name), value));
    }
    if (!changes.isEmpty()) {
      values.put("params", changes);
    }
  }

  /**
   * The values of a sweep, with the sampler, pruner and engine of the study that goes on where none
   * is given.
   */
  public static Map<String, Object> goingOn(Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    Object path = values.get("study");
    if (path != null && !values.keySet().containsAll(OF_THE_STUDY)) {
      Path directory = new Path(String.valueOf(path));
      Configuration files = new Configuration();
      try {
        if (ParquetTrialStore.exists(directory, files)) {
          StudySpec there = ParquetTrialStore.view(directory, files).spec();
          all.putIfAbsent("sampler", named(there.sampler()));
          all.putIfAbsent("pruner", named(there.pruner()));
          String engine = there.settings().get("engine");
          if (engine != null) {
            all.putIfAbsent("engine", engine);
          }
        }
      } catch (StudyException unusable) {
        // Whoever opens the study says what is wrong with it.
        return all;
      }
    }
    return all;
  }

  /** A strategy as YAML has it. */
  private static Map<String, String> named(Strategy strategy) {
    Map<String, String> named = new LinkedHashMap<>(strategy.options());
    named.put("name", strategy.name());
    return named;
  }

  private static void put(Map<String, Object> values, String key, String text) {
    if (text != null) {
      values.put(key, text);
    }
  }

  /** For the help. */
  static final class SamplerNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    SamplerNames() {
      super(Samplers.names());
    }
  }
}
