package io.sweepstake.notebooks;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.run.PresentReport;
import io.sweepstake.jobs.run.StudyReport;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.jobs.spark.StudyQuery;
import io.sweepstake.sweeps.figure.Figure;
import java.io.IOException;
import java.util.List;

/**
 * A study as a notebook reads it: SQL over its views, by Spark in this JVM, and the figures of its
 * report. It stands as it was when it was opened.
 */
public final class OpenStudy {
  private static final String DEFAULT = "studies/notebook";

  private static SparkWorkers workers; // one for all studies of a notebook, while the JVM lives

  private final String directory;
  private final StudyView view;
  private StudyQuery views; // when first asked for, and so the figures
  private List<Figure> figures;

  private OpenStudy(String directory) {
    this.directory = directory;
    view = StudyView.of(directory);
  }

  /**
   * The study of a directory.
   *
   * @throws io.sweepstake.sweeps.store.StudyException if there is none, or it is damaged
   */
  public static OpenStudy at(String directory) {
    return new OpenStudy(directory);
  }

  /**
   * The directory of the study at hand: what the property {@code sweepstake.study} or the
   * environment's {@code SWEEPSTAKE_STUDY} says, which {@code ./sweepstake notebook --study} sets,
   * or else {@value #DEFAULT}.
   */
  public static String atHand() {
    String said = System.getenv("SWEEPSTAKE_STUDY");
    return System.getProperty("sweepstake.study", said == null || said.isBlank() ? DEFAULT : said);
  }

  public String directory() {
    return directory;
  }

  /**
   * Asks the study's views, those of {@code sweepstake query}.
   *
   * @throws io.sweepstake.jobs.spark.QueryException if it is no query of them
   * @throws IOException if the study has no finished trial yet, or is damaged
   */
  public ResultTable sql(String query) throws IOException {
    if (views == null) {
      views = workers().query(List.of(view.queried()));
    }
    return views.answer(query);
  }

  private static synchronized SparkWorkers workers() {
    if (workers == null) {
      workers = SparkWorkers.open(null, Runtime.getRuntime().availableProcessors());
    }
    return workers;
  }

  /** Ends Spark, for whoever goes on without. */
  public static synchronized void close() {
    if (workers != null) {
      workers.close();
      workers = null;
    }
  }

  /** The auctions, or whatever was judged, beside those that are known; as a report has them. */
  public ResultTable judged() throws IOException {
    return report().brief();
  }

  private StudyReport report() throws IOException {
    return new PresentReport(view, directory).report();
  }

  /**
   * What the best trial left, that which the report names.
   *
   * @param name such as {@code network.bin}
   * @throws IllegalArgumentException if there is no such trial, or it left nothing of that name
   */
  public byte[] ofBest(String name) throws IOException {
    return view.illustrated()
        .ofBest(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    directory + ": the best trial left no " + name + ", or there is none"));
  }

  /** All figures that the study's report has, in its order. */
  public List<Figure> figures() throws IOException {
    if (figures == null) {
      figures = List.copyOf(new PresentReport(view, directory).page(report()).figures());
    }
    return figures;
  }

  /**
   * A figure of the report.
   *
   * @param name what {@link Figure#name} or a word of it is
   * @throws IllegalArgumentException listing those there are
   */
  public Figure figure(String name) throws IOException {
    return figures().stream()
        .filter(figure -> figure.name().contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "figure: %s has none named '%s', but %s".formatted(directory, name, names())));
  }

  private String names() {
    return String.join(", ", figures.stream().map(Figure::name).toList());
  }
}
