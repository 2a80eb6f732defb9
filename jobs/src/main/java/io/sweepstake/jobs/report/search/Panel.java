package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Figure;
import java.util.List;

/** One kind of figure of a search. */
@FunctionalInterface
interface Panel {
  /** Figures, in order; none where the trials do not allow any. */
  List<Figure> figures(Search search);
}
