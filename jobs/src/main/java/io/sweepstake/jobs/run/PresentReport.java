package io.sweepstake.jobs.run;

import io.sweepstake.jobs.report.HtmlReport;
import io.sweepstake.jobs.report.Illustrations;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The report of a study as it stands, whoever is at work on it: of what has been judged, nothing is
 * judged anew, and nothing is written to it.
 */
public final class PresentReport {
  /** Of the page that a run leaves in a study. */
  public static final String FILE = "report.html";

  private static final String LOCK = "driver.lock";

  private final StudyView study;
  private final String directory;
  private final Problem problem;

  /**
   * @param directory of the study
   */
  public PresentReport(StudyView study, String directory) {
    this.study = study;
    this.directory = directory;
    problem = StudyView.definition(study.history()).problem();
  }

  /** Whether a driver is at work on the study, or was when its machine stopped. */
  public boolean driven() throws IOException {
    return new StudyFolder(directory).exists(LOCK);
  }

  /** What the study has come to so far. */
  public StudyReport report() throws IOException {
    History history = study.history();
    Optional<Judge> judge = problem.judge(Seeds.derive(history.spec().seed(), "finalists", 0));
    Finalists finalists = new Finalists(List.of());
    if (judge.isPresent()) {
      List<Finalist> judged = new ArrayList<>();
      Scoring scoring =
          new Scoring(
              (unused, artifact, progress) -> List.of(),
              judge.get(),
              RunListener.SILENT,
              directory);
      for (Trial trial : scoring.judged(history)) {
        study
            .artifact(trial.number(), judge.get().artifact())
            .flatMap(content -> scoring.before(trial, content))
            .ifPresent(judged::add);
      }
      finalists = Finalists.ranked(judged, history.spec().objective());
    }
    boolean any = !finalists.finalists().isEmpty();
    return new StudyReport(
        problem.words(),
        history,
        finalists,
        study.verdict(),
        judge.filter(unused -> any),
        problem.references(),
        any ? finalists.alarms(judge.orElseThrow()) : List.of(),
        any ? finalists.hints(judge.orElseThrow()) : List.of(),
        problem.remedies(history.spec().objective()),
        Illustrations.of(
            problem, Verdict.illustrated(history, study.verdict(), study::artifact, study::bytes)));
  }

  /** It as a page. */
  public HtmlReport page(StudyReport report) {
    return report.page(problem.tradeOff(), true);
  }
}
