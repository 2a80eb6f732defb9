package io.sweepstake.jobs.report;

import io.sweepstake.jobs.report.search.Search;
import io.sweepstake.jobs.report.search.SearchSections;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.Optional;

/** Figures of a search alone, for whoever follows it. */
public final class SearchFigures {
  private SearchFigures() {}

  /**
   * What its trials have come to, what they measure, and where they run.
   *
   * @param best the trial that is shown as the best
   */
  public static List<Figure> onTheWay(History history, Optional<Trial> best) {
    Search search = new Search(history, Optional.empty(), List.of(), best);
    return new SearchSections(search, "step")
        .sections().stream()
            .filter(section -> !section.title().equals(SearchSections.PARAMETERS))
            .map(Section::figures)
            .flatMap(List::stream)
            .toList();
  }
}
