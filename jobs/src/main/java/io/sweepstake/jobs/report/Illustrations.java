package io.sweepstake.jobs.report;

import io.sweepstake.sweeps.figure.Illustrated;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.problem.Problem;
import java.io.IOException;
import java.util.List;

/** What the problem of a study has to add to its report. */
public final class Illustrations {
  private Illustrations() {}

  /** The problem's sections; where it fails, one that says so, since a report is about a study. */
  public static List<Section> of(Problem problem, Illustrated study) {
    try {
      return List.copyOf(problem.illustrator().sections(study));
    } catch (IOException | RuntimeException failed) {
      return List.of(
          new Section(
              "What " + problem.kind().name() + " would show",
              List.of("could not be drawn: " + failed),
              List.of(),
              List.of()));
    }
  }
}
