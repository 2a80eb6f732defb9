package io.sweepstake.jobs.cli.study;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.jobs.report.Bytes;
import io.sweepstake.jobs.report.HtmlReport;
import io.sweepstake.jobs.report.Pictures;
import io.sweepstake.jobs.run.PresentReport;
import io.sweepstake.jobs.run.StudyReport;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the report of a study as it stands. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write the report of a study as it stands, also while it runs or after Ctrl-C.",
      "",
      "Of what was judged; nothing is judged anew: 'resume' and 'evaluate' do. In place of the"
          + " study's report.html, but not while a driver is at work on it: then beside, where you"
          + " stand, or wherever --out says."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake report studies/first",
      "  sweepstake report studies/first --out now.html",
      "  sweepstake report studies/first --png plots"
    })
public final class ReportCommand implements Subcommand {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it, in place of what is there (default: the study).")
  private Path out;

  @Option(
      names = "--svg",
      paramLabel = "FOLDER",
      description = "Also write each plot there, as an SVG file.")
  private Path svg;

  @Option(
      names = "--png",
      paramLabel = "FOLDER",
      description = "Also write each plot there, as a PNG file.")
  private Path png;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    OutputPlace.requireFile("--out", out);
    OutputPlace.requireFolder("--svg", svg);
    OutputPlace.requireFolder("--png", png);
    StudyView study = StudyView.of(directory, err::println);
    PresentReport present = new PresentReport(study, directory);
    StudyReport report = present.report();
    boolean driven = present.driven();
    HtmlReport shown = present.page(report);
    String page = shown.html();
    String where;
    if (out == null && !driven) {
      StudyFolder folder = new StudyFolder(directory);
      try {
        folder.write(PresentReport.FILE, page);
      } catch (IOException refused) {
        throw new IOException(
            directory
                + ": takes no report ("
                + refused.getMessage()
                + "); write it elsewhere by --out FILE",
            refused);
      }
      where = folder.path(PresentReport.FILE).toUri().getPath();
    } else {
      Path file = out == null ? Path.of(beside(study)) : out;
      WholeFile.write(file, page);
      where = file.toString();
    }
    format.print(format.isTable() ? report.brief() : report.table(), spec.commandLine().getOut());
    report.alarms().forEach(alarm -> err.println("ALARM: " + alarm));
    report.notes().forEach(err::println);
    int running = study.history().open().size();
    err.println(
        Counted.of(study.history().told(), "trial")
            + (study.history().told() == 1 ? " has ended" : " have ended")
            + (running > 0 ? ", " + running + (driven ? " are under way" : " wait to go on") : "")
            + (driven ? "; a driver is at work on the study, or was killed" : ""));
    if (svg != null) {
      err.println(new Pictures(svg).svg(shown.figures()) + " plots: " + svg);
    }
    if (png != null) {
      err.println(new Pictures(png).png(shown.figures()) + " plots: " + png);
    }
    int size = page.getBytes(StandardCharsets.UTF_8).length;
    err.println("report: " + where + ", " + Bytes.of(size));
    return 0;
  }

  private static String beside(StudyView study) {
    return study.directory().getName() + "-" + PresentReport.FILE;
  }
}
