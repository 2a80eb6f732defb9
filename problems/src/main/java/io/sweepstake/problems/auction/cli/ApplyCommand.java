package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.export.Format;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.problems.auction.TruthfulVersion;
import io.sweepstake.problems.auction.bids.AppliedAuction;
import io.sweepstake.problems.auction.bids.BidFiles;
import io.sweepstake.problems.auction.bids.BidPortion;
import io.sweepstake.problems.auction.bids.BidsSurvey;
import io.sweepstake.problems.auction.bids.PlacedBids;
import io.sweepstake.problems.auction.bids.RowWriter;
import io.sweepstake.problems.auction.bids.SaleTable;
import io.sweepstake.sweeps.study.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds a trained auction for bids in files. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Hold a trained auction for bids: who gets what with which chance, and who pays what.",
      "",
      "Bids are a row each, bidder after bidder, each with her bid for every item, in a file of CSV"
          + " or Parquet, or a directory of such. Outcomes have the row's number, chances"
          + " (bidder1_item2) and payments (bidder1_pays). No item is sold more than once, and nobody"
          + " pays more than she bid for what she gets, to the last digit; see docs/apply.md."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake apply studies/first bids.csv",
      "  sweepstake apply honest.network bids.csv --draw --seed 7 --out sold.csv",
      "  sweepstake apply honest.network bids/ --out sold/ --master spark://host:7077"
    })
public final class ApplyCommand implements Subcommand {
  private static final int SHOWN = 20;

  @Parameters(
      index = "0",
      paramLabel = "STUDY_OR_NETWORK",
      description = "A study's directory, or a network's file, ours or one that was exported.")
  private String target;

  @Parameters(
      index = "1",
      paramLabel = "BIDS",
      description = "The bids, in files that end in .csv or .parquet.")
  private String bids;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "Which of the study's trials (default: the best).")
  private Integer trial;

  @Option(
      names = "--truthful",
      description = "Make the auction truthful first, quickly; see make-truthful.")
  private boolean truthful;

  @Option(
      names = "--out",
      paramLabel = "FILE_OR_DIR",
      description =
          "A new file that ends in .csv or .parquet; or a new directory, which Spark writes, for"
              + " any number of rows (default: standard output).")
  private String out;

  @Option(names = "--draw", description = "Draw who gets what, instead of telling chances.")
  private boolean draw;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the draws: each depends on it and the row's number alone (default: 1).")
  private Long seed;

  @Mixin private SettingOptions chosen;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (seed != null && !draw) {
      throw new IllegalArgumentException("--seed: is for --draw, which was not given");
    }
    boolean directory = out != null && !BidPortion.isReadable(out);
    if (spark.given() && !directory) {
      throw new IllegalArgumentException(
          "--master: is for --out DIR, which Spark writes, was " + (out == null ? "none" : out));
    }
    if (out != null && !directory) {
      OutputPlace.requireNew("--out", Path.of(out));
    }
    LiveConsole console = LiveConsole.ofThisProcess(spec.commandLine().getErr());
    NetworkFile given = NetworkBytes.auction(target, trial, console::print).network();
    Setting setting = NetworkBytes.setting(target, given, chosen.given());
    NetworkFile network = truthful ? truthful(setting, given, console) : given;
    AppliedAuction auction =
        new AppliedAuction(
            setting.name(), setting.bidders(), network.toBytes(), draw, seed == null ? 1 : seed);
    List<BidPortion> portions = BidFiles.portions(bids, new Configuration());
    if (directory) {
      onSpark(auction, portions, console);
    } else {
      here(auction, portions, console);
    }
    return 0;
  }

  private static NetworkFile truthful(Setting setting, NetworkFile given, LiveConsole console) {
    if (MechanismFamilies.named(given.family()) instanceof TruthfulFamily) {
      console.print("family " + given.family() + " is truthful as it is");
      return given;
    }
    return TruthfulVersion.of(setting, given, TruthfulVersion.quickly(1)).network();
  }

  private void here(AppliedAuction auction, List<BidPortion> portions, LiveConsole console)
      throws IOException {
    List<BidsSurvey> found = new ArrayList<>();
    for (BidPortion portion : portions) {
      console.show("reading " + portion.file());
      found.add(BidsSurvey.of(auction, portion));
    }
    PlacedBids placed = placed(portions, found, auction, console);
    SaleTable table = new SaleTable(auction, placed);
    Map<String, Double> sums = new HashMap<>();
    if (out == null) {
      print(table, placed, sums);
    } else {
      Path file = Path.of(out);
      Path unfinished = file.resolveSibling("_" + file.getFileName());
      Files.deleteIfExists(unfinished);
      try (RowWriter writer = RowWriter.of(table, unfinished)) {
        sell(table, writer, placed.rows(), sums, console);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(unfinished);
        throw e;
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    summarise(placed, sums, console);
  }

  private void print(SaleTable table, PlacedBids placed, Map<String, Double> sums)
      throws IOException {
    var output = spec.commandLine().getOut();
    LiveConsole silent = new LiveConsole(output, false, 100);
    if (format.chosen() == Format.TABLE) {
      List<List<Object>> shown = new ArrayList<>();
      sell(
          table,
          new RowWriter() {
            @Override
            public void write(Object[] row) {
              if (shown.size() < SHOWN) {
                shown.add(Arrays.asList(row));
              }
            }

            @Override
            public void close() {
              // All is in memory.
            }
          },
          placed.rows(),
          sums,
          silent);
      format.print(new ResultTable(table.columns(), shown), output);
      if (placed.rows() > SHOWN) {
        output.println("... and " + Counted.of(placed.rows() - SHOWN, "row") + " more: --out FILE");
        output.flush();
      }
      return;
    }
    try (RowWriter writer =
        format.chosen() == Format.CSV
            ? RowWriter.csv(table, output)
            : RowWriter.json(table, output)) {
      sell(table, writer, placed.rows(), sums, silent);
    }
  }

  private static void sell(
      SaleTable table, RowWriter writer, long rows, Map<String, Double> sums, LiveConsole console) {
    long done = 0;
    for (int part = 0; part < table.parts(); part++) {
      Iterator<Object[]> sold =
          table.rows(part, (name, amount) -> sums.merge(name, amount, Double::sum));
      while (sold.hasNext()) {
        writer.write(sold.next());
        if (++done % 100_000 == 0) {
          console.show(String.format(Locale.ROOT, "%d of %d rows", done, rows));
        }
      }
    }
    console.clear();
  }

  private void onSpark(AppliedAuction auction, List<BidPortion> portions, LiveConsole console)
      throws IOException {
    org.apache.hadoop.fs.Path directory = new org.apache.hadoop.fs.Path(out);
    FileSystem files = directory.getFileSystem(new Configuration());
    if (files.exists(directory)) {
      throw new IllegalArgumentException(
          "--out: must be a directory that does not exist yet, was " + out);
    }
    if ("file".equals(files.getUri().getScheme())) {
      OutputPlace.requireFolder("--out", Path.of(files.makeQualified(directory).toUri().getPath()));
    }
    try (SparkWorkers workers = spark.open(Runtime.getRuntime().availableProcessors())) {
      console.print(workers.description());
      List<BidsSurvey> found = workers.each(portions, portion -> BidsSurvey.of(auction, portion));
      PlacedBids placed = placed(portions, found, auction, console);
      Map<String, Double> sums =
          workers.write(
              new SaleTable(auction, placed), directory.toString(), !portions.get(0).isParquet());
      summarise(placed, sums, console);
    }
  }

  private static PlacedBids placed(
      List<BidPortion> portions,
      List<BidsSurvey> found,
      AppliedAuction auction,
      LiveConsole console) {
    PlacedBids placed = PlacedBids.of(portions, found);
    if (placed.outside() > 0) {
      console.print(
          "WARNING: "
              + placed.outside()
              + " of "
              + Counted.of(placed.rows(), "row")
              + (placed.outside() == 1 ? " has" : " have")
              + " bids outside what the auction was trained on, the first "
              + placed.example()
              + (auction.capsBids()
                  ? "; they count as the nearest that it knows"
                  : "; they were taken as they are"));
    }
    return placed;
  }

  private void summarise(PlacedBids placed, Map<String, Double> sums, LiveConsole console) {
    long corrected = Math.round(sums.getOrDefault(SaleTable.CORRECTED, 0.0));
    if (corrected > 0) {
      console.print(
          "outcomes of "
              + Counted.of(corrected, "row")
              + " were corrected: chances that no lottery has were shrunk to one's, and payments"
              + " above the bids cut to them");
    }
    double paid = sums.getOrDefault(SaleTable.PAID, 0.0);
    console.print(
        String.format(
            Locale.ROOT,
            "%s, %.6g paid in all, %.6g a row%s",
            Counted.of(placed.rows(), "row"),
            paid,
            paid / placed.rows(),
            out == null ? "" : ": " + out));
  }
}
