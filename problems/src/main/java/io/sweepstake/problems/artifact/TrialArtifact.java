package io.sweepstake.problems.artifact;

import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a study's chosen trial has left: that of the verdict, or of the best trial, or of the one
 * that a person names.
 *
 * @param name for messages
 * @param settings of the study
 * @param bytes of the artifact
 */
public record TrialArtifact(String name, Map<String, String> settings, byte[] bytes) {
  public TrialArtifact {
    Objects.requireNonNull(name, "name");
    settings = Map.copyOf(settings);
  }

  /**
   * Looks into a study.
   *
   * @param target the study's directory
   * @param trial which trial's; if null, the verdict's, else the best
   * @param artifact its name
   * @throws IOException if there is none
   * @throws IllegalArgumentException if there is no such trial
   */
  public static TrialArtifact of(String target, Integer trial, String artifact) throws IOException {
    StudyView study = StudyView.of(target);
    Map<String, String> settings = study.history().spec().settings();
    Optional<String> judged =
        trial == null ? study.verdict().flatMap(Verdict::artifact) : Optional.empty();
    if (judged.isPresent()) {
      byte[] bytes =
          study
              .bytes(judged.get())
              .orElseThrow(() -> new IOException(target + ": " + judged.get() + " is gone"));
      return new TrialArtifact(target + ": " + judged.get(), settings, bytes);
    }
    List<Trial> trials = study.history().trials();
    if (trial != null && (trial < 0 || trial >= trials.size())) {
      throw new IllegalArgumentException(
          "--trial: must be from 0 to " + (trials.size() - 1) + ", was " + trial);
    }
    int number =
        trial != null
            ? trial
            : study.best(1).stream()
                .findFirst()
                .map(Trial::number)
                .orElseThrow(() -> new IOException(target + ": no trial has completed"));
    byte[] bytes =
        study
            .artifact(number, artifact)
            .orElseThrow(
                () -> new IOException(target + ": trial " + number + " left no " + artifact));
    return new TrialArtifact(target + ": trial " + number, settings, bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrialArtifact that
        && name.equals(that.name)
        && settings.equals(that.settings)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, settings, Arrays.hashCode(bytes));
  }

  @Override
  public String toString() {
    return name + ": " + bytes.length + " bytes";
  }
}
