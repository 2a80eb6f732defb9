package io.sweepstake.sweeps.figure;

import java.io.IOException;
import java.util.List;

/**
 * Draws of a study what only its problem knows, such as what the best trial's auction does.
 *
 * <p>Asked whenever a report is written, also of a study that runs or has no trial yet, and should
 * take seconds at most. A report whose illustrator throws is written without its sections, and says
 * so.
 */
@FunctionalInterface
public interface Illustrator {
  /** Draws nothing. */
  Illustrator NONE = study -> List.of();

  /**
   * Sections of the report, in order; none where there is nothing to show yet.
   *
   * @param study as it stands
   */
  List<Section> sections(Illustrated study) throws IOException;
}
