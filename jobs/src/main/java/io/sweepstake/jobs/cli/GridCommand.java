package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.config.AuctionStudy;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.export.Format;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.export.StudyFiles;
import io.sweepstake.jobs.report.LiveConsole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sweeps several settings at the same time. */
@Command(
    name = "grid",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sweep several settings at the same time, as one Spark application: one study for each, which",
      "share the cores fairly. The same command goes on with what was stopped, and does nothing",
      "where all is done."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake grid --trials 20 --studies studies/grid",
      "  sweepstake grid --settings uniform,exponential --bidders 3 --trials 20 --studies studies/grid",
      "  sweepstake grid --settings additive-1x2-uniform 'additive-1x2:uniform(4,16),uniform(4,7)' \\",
      "      --trials 10 --studies studies/one-bidder --pruner asha:factor=3"
    })
final class GridCommand implements Callable<Integer> {
  /** The distributions of single-item auctions with any number of bidders. */
  private static final List<String> EVERY_DISTRIBUTION =
      List.of("uniform", "exponential", "latent", "hetero");

  @Option(
      names = "--settings",
      arity = "1..*",
      paramLabel = "SETTING",
      description =
          "The settings, between commas or spaces; one with values of its own after a colon stands"
              + " alone (default: uniform,exponential,latent,hetero).")
  private List<String> settings = EVERY_DISTRIBUTION;

  @Option(
      names = "--bidders",
      paramLabel = "N",
      description = "How many bidders, for settings that take any number.")
  private Integer bidders;

  @Mixin private FamilyOption family;

  @Option(
      names = "--trials",
      paramLabel = "N",
      required = true,
      description = "How many trials each study shall have in all.")
  private int trials;

  @Option(
      names = "--studies",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the studies, on any Hadoop file system.")
  private String studies;

  @Mixin private SearchOptions search;
  @Mixin private LimitOptions limits;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Grid.Cell> cells = cells();
    LiveConsole console = LiveConsole.ofThisProcess(spec.commandLine().getErr());
    Grid grid = new Grid(cells, studies, console);
    boolean whole = grid.run(spark);
    ResultTable summary = grid.summary();
    new StudyFiles(studies).write("grid.csv", summary.format(Format.CSV));
    if (format.isTable()) {
      console.print("");
    }
    format.print(summary, spec.commandLine().getOut());
    grid.alarms().forEach(alarm -> console.print("ALARM: " + alarm));
    if (!whole) {
      throw new IOException(
          studies + ": not every study has come to its end, the column ending says why");
    }
    return 0;
  }

  /** The studies, each checked before any begins. */
  private List<Grid.Cell> cells() {
    List<Grid.Cell> cells = new ArrayList<>();
    Set<String> directories = new LinkedHashSet<>();
    for (String setting : names()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("setting", setting);
      if (bidders != null) {
        values.put("bidders", bidders);
      }
      family.addTo(values);
      values.put("trials", trials);
      search.addTo(values);
      limits.addTo(values);
      values.put("study", studies); // until the study has its name
      AuctionStudy auction = AuctionStudy.of(SweepConfig.of(values));
      String name = auction.spec().name().replaceAll("[^A-Za-z0-9._]+", "-");
      if (!directories.add(name)) {
        throw new IllegalArgumentException("--settings: " + setting + " is given twice");
      }
      values.put("study", new Path(studies, name).toString());
      cells.add(new Grid.Cell(setting, auction, SweepConfig.of(values)));
    }
    return cells;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (String word : settings) {
      for (String name : word.contains(":") ? List.of(word) : List.of(word.split(","))) {
        if (!name.isBlank()) {
          names.add(name.strip());
        }
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("--settings: must name at least one, was empty");
    }
    return names;
  }
}
