package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.drawing.Drawing;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.jobs.report.HtmlPage;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.problems.auction.Auctions;
import io.sweepstake.problems.auction.picture.AuctionPictures;
import io.sweepstake.problems.auction.picture.MechanismRow;
import io.sweepstake.problems.auction.picture.MechanismSections;
import io.sweepstake.problems.auction.picture.Subject;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws what studies and networks have learned. */
@Command(
    name = "pictures",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draw what a study's best trial does, or a network's file: curves of an auction of one item",
      "with its cut-off, maps of two with the likeliest bundles, what bidders bid again and again,",
      "welfare beside regret of kidney exchanges. A file for each picture, and a page with all of",
      "them. Several auctions are set side by side in a table."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake pictures studies/first --out pictures",
      "  sweepstake pictures one.network two.network --out pictures --png"
    })
public final class PicturesCommand implements Subcommand {
  private static final int CELLS = 60;

  @Parameters(
      arity = "1..*",
      paramLabel = "STUDY|NETWORK",
      description = "Directories of studies, or files of auctions' networks.")
  private List<String> targets;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the pictures and their page, index.html; made if need be.")
  private Path out;

  @Option(names = "--png", description = "Also write each picture as a bitmap.")
  private boolean png;

  @Mixin private SettingOptions chosen;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    OutputPlace.requireFolder("--out", out);
    List<MechanismRow> rows = new ArrayList<>();
    List<List<Section>> pages = new ArrayList<>();
    for (String target : targets) {
      pages.add(sections(target, rows));
    }
    StringBuilder page = new StringBuilder(HtmlPage.begun(String.join(", ", targets)));
    Files.createDirectories(out);
    int drawn = 0;
    for (int k = 0; k < targets.size(); k++) {
      String prefix = targets.size() == 1 ? "" : (k + 1) + "-";
      if (targets.size() > 1) {
        page.append(HtmlPage.heading(targets.get(k)));
      }
      for (Section section : pages.get(k)) {
        drawn += write(prefix, section, page);
      }
    }
    if (rows.size() > 1) {
      drawn += write("", MechanismSections.of(rows), page);
    }
    WholeFile.write(out.resolve("index.html"), page.append(HtmlPage.END).toString());
    spec.commandLine()
        .getOut()
        .println(drawn + (drawn == 1 ? " picture: " : " pictures: ") + out.resolve("index.html"));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private List<Section> sections(String target, List<MechanismRow> rows) throws IOException {
    if (Files.isRegularFile(Path.of(target))) {
      NetworkFile network = NetworkBytes.of(target, null);
      return List.of(
          auction(target, network, NetworkBytes.setting(target, network, chosen.given()), rows));
    }
    if (chosen.given().isPresent()) {
      throw new IllegalArgumentException(
          "--setting: is for networks' files, but " + target + " is a study, which has its own");
    }
    StudyView study = StudyView.of(target, spec.commandLine().getErr()::println);
    Problem problem = StudyView.definition(study.history()).problem();
    if (problem instanceof Auctions auctions) {
      return List.of(auction(target, NetworkBytes.of(target, null), auctions.setting(), rows));
    }
    List<Section> sections = problem.illustrator().sections(study.illustrated());
    if (sections.isEmpty()) {
      throw new IOException(
          target + ": there is nothing to draw yet, or its problem draws nothing of its own");
    }
    return sections;
  }

  private static Section auction(
      String target, NetworkFile network, Setting setting, List<MechanismRow> rows) {
    Subject subject = Subject.of(setting, network);
    rows.add(MechanismRow.of(target, subject));
    return AuctionPictures.of("the " + network.family() + " network", subject, CELLS);
  }

  /** Writes the pictures of a section; returns how many. */
  private int write(String prefix, Section section, StringBuilder page) throws IOException {
    page.append(HtmlPage.section(section));
    for (Figure figure : section.figures()) {
      Drawing drawing = new Drawing(figure);
      Path file = out.resolve(prefix + figure.name() + ".svg");
      WholeFile.write(file, drawing.svg());
      if (png) {
        WholeFile.write(out.resolve(prefix + figure.name() + ".png"), drawing.png());
      }
    }
    return section.figures().size();
  }
}
