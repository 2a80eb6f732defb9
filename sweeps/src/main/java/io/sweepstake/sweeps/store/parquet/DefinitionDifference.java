package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.study.StudySpec;
import java.util.Optional;

/**
 * What forbids to go on with a study under another definition: another space, objective, seed,
 * setting, sampler or pruner. Its name may change.
 */
final class DefinitionDifference {
  private DefinitionDifference() {}

  /** The first difference, as a sentence for a person; none when one may go on as the other. */
  static Optional<String> between(StudySpec there, StudySpec asked) {
    Optional<String> other = ofTrials(there, asked);
    if (other.isPresent()) {
      return other;
    }
    if (!there.sampler().equals(asked.sampler())) {
      return Optional.of(
          "the study's sampler is " + there.sampler() + ", was asked for " + asked.sampler());
    }
    if (!there.pruner().equals(asked.pruner())) {
      return Optional.of(
          "the study's pruner is " + there.pruner() + ", was asked for " + asked.pruner());
    }
    return Optional.empty();
  }

  /**
   * The same of what two files say of one study, of which the second may be from before its search
   * space was widened.
   */
  static Optional<String> ofFiles(StudySpec now, StudySpec asked) {
    StudySpec there =
        now.stages().stream()
            .filter(stage -> stage.earlier().equals(asked.earlier()))
            .findFirst()
            .orElse(now);
    Optional<String> other = between(there, asked);
    return other.isEmpty() && !there.metrics().equals(asked.metrics())
        ? Optional.of(
            "the study's metrics are " + there.metrics() + ", was asked for " + asked.metrics())
        : other;
  }

  /** The same, but none already when trials of both are comparable. */
  static Optional<String> ofTrials(StudySpec there, StudySpec asked) {
    if (!there.space().equals(asked.space())) {
      for (var param : there.space().params()) {
        var other = asked.space().param(param.name());
        if (other.isEmpty() || !other.get().equals(param)) {
          return Optional.of(
              "the study's search space has "
                  + param.name()
                  + " "
                  + param.range()
                  + ", was asked for "
                  + other.map(p -> "it " + p.range()).orElse("a space without it"));
        }
      }
      return Optional.of(
          "the study's search space has the parameters "
              + there.space().params().stream().map(p -> p.name()).toList()
              + ", was asked for "
              + asked.space().params().stream().map(p -> p.name()).toList());
    }
    if (!there.objective().equals(asked.objective())) {
      return Optional.of(
          "the study's objective is " + there.objective() + ", was asked for " + asked.objective());
    }
    if (there.seed() != asked.seed()) {
      return Optional.of("the study's seed is " + there.seed() + ", was asked for " + asked.seed());
    }
    for (String key : there.settings().keySet()) {
      if (!there.settings().get(key).equals(asked.settings().get(key))) {
        return Optional.of(
            "the study's "
                + key
                + " is "
                + there.settings().get(key)
                + ", was asked for "
                + asked.settings().getOrDefault(key, "none"));
      }
    }
    for (String key : asked.settings().keySet()) {
      if (!there.settings().containsKey(key)) {
        return Optional.of(
            "the study has no " + key + ", was asked for " + asked.settings().get(key));
      }
    }
    return Optional.empty();
  }
}
