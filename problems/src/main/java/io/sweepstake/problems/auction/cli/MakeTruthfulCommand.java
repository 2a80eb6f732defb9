package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.economics.Estimate;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.projection.Projection;
import io.sweepstake.core.projection.ProjectionSpec;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.AtLeast;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.problems.auction.AuctionJudge;
import io.sweepstake.problems.auction.AuctionMetrics;
import io.sweepstake.problems.auction.ClassicalAuctions;
import io.sweepstake.problems.auction.TruthfulVersion;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a trained network exactly truthful. */
@Command(
    name = "make-truthful",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make a trained network exactly truthful, and say what it then earns.",
      "",
      "One bidder: what the network does with each of many reports becomes a menu, of which she"
          + " takes what is best for her. Lying then gains nothing, whatever the network's regret"
          + " was. Several bidders: affine maximisers start at what the network does, and are"
          + " trained on. What is saved is a network like any other."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake make-truthful studies/first --out honest.network",
      "  sweepstake make-truthful mine.network --seconds 20"
    })
public final class MakeTruthfulCommand implements Subcommand {
  private static final int PROFILES = 262_144;

  /** One bidder's menus are cheap to measure: standard errors a third of the network's. */
  private static final int MENU_PROFILES = 2_097_152;

  /** Enough to see that a mechanism that is truthful by construction has no regret. */
  private static final int CHECKED = 64;

  /** The column. */
  private static final int GUARANTEED = 4;

  @Parameters(
      index = "0",
      paramLabel = "STUDY_OR_NETWORK",
      description = "A study's directory, or a network's file, ours or one that was exported.")
  private String target;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "Which of the study's trials (default: the best).")
  private Integer trial;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to save the network that is kept (default: nowhere).")
  private Path out;

  @Option(
      names = "--seconds",
      paramLabel = "T",
      defaultValue = "5",
      description = "About how long to take, on one core, before measuring (default: 5).")
  private double seconds;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Of each training, in place of those that fit the time: repeats a result.")
  private Long iterations;

  @Option(
      names = "--profiles",
      paramLabel = "N",
      defaultValue = "1024",
      description = "On how many profiles the network is attacked (default: 1024).")
  private int profiles;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all profiles (default: 1).")
  private long seed;

  @Mixin private SettingOptions chosen;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    AtLeast.check("profiles", profiles, 1);
    if (out != null) {
      OutputPlace.requireNew("--out", out);
    }
    NetworkFile network = NetworkBytes.of(target, trial);
    Setting setting = NetworkBytes.setting(target, network, chosen.given());
    ProjectionSpec asked =
        new ProjectionSpec(
            Seeds.derive(seed, "make truthful", 0),
            seconds,
            iterations == null ? OptionalLong.empty() : OptionalLong.of(iterations));
    LiveConsole console = LiveConsole.ofThisProcess(spec.commandLine().getErr());
    console.print(
        "to expect: "
            + (iterations == null
                ? "about " + ExpectedCost.about(Duration.ofMillis((long) (1e3 * seconds)))
                : iterations + " iterations of each training")
            + " on one core, then an attack on "
            + profiles
            + " profiles, and what each earns is measured");
    console.show("making it truthful ...");
    TruthfulVersion made = TruthfulVersion.of(setting, network, asked);
    console.show("attacking the network, and measuring ...");
    if (out != null) {
      WholeFile.create(out, made.network().toBytes());
    }
    ResultTable table = table(setting, network, made);
    console.clear();
    format.print(table, spec.commandLine().getOut());
    if (format.isTable()) {
      explain(console, made);
    }
    return 0;
  }

  private void explain(LiveConsole console, TruthfulVersion made) {
    Projection.Stage kept = made.projection().kept();
    made.projection()
        .fullMenu()
        .ifPresent(
            full ->
                console.print(
                    String.format(
                        Locale.ROOT,
                        "%s: %s, %.2g %% off all prices%s",
                        Projection.FullMenu.NAME,
                        Counted.of(full.options(), "option"),
                        100 * full.discount(),
                        full.lead() > 0 && made.projection().fullMenuStage().isEmpty()
                            ? String.format(
                                Locale.ROOT,
                                "; earns %.2g more than what is kept, standard error %.1g",
                                full.lead(),
                                full.leadStandardError())
                            : "")));
    console.print(
        "kept: "
            + kept.name()
            + ", "
            + kept.family().name()
            + " of "
            + kept.architecture()
            + (out == null ? "" : "; saved: " + out.toAbsolutePath()));
    made.projection()
        .iterations()
        .ifPresent(
            count -> console.print("the same again: --seed " + seed + " --iterations " + count));
  }

  private ResultTable table(Setting setting, NetworkFile network, TruthfulVersion made) {
    List<List<Object>> rows = new ArrayList<>();
    NetworkFile given =
        new NetworkFile(
            setting.name(),
            setting.bidders(),
            network.family(),
            network.architecture(),
            network.weights());
    rows.add(row("network", judge(setting, PROFILES, profiles).evaluate(given), network.family()));
    Projection projection = made.projection();
    if (projection.fullMenu().isPresent() && projection.fullMenuStage().isEmpty()) {
      Projection.FullMenu full = projection.fullMenu().get();
      rows.add(
          Arrays.asList(
              Projection.FullMenu.NAME,
              full.revenue(),
              full.standardError(),
              null,
              full.guarantee().best(),
              "menu of " + full.options()));
    }
    AuctionJudge checking =
        judge(setting, setting.bidders() == 1 ? MENU_PROFILES : PROFILES, CHECKED);
    for (Projection.Stage stage : projection.stages()) {
      List<Object> row =
          row(
              stage.name(),
              checking.evaluate(made.network(stage)),
              stage.family().name() + " of " + stage.architecture());
      if (projection.fullMenuStage().filter(stage::equals).isPresent()) {
        row.set(GUARANTEED, projection.fullMenu().get().guarantee().best());
      }
      rows.add(row);
    }
    for (Reference reference : ClassicalAuctions.of(setting)) {
      rows.add(
          Arrays.asList(
              reference.name(),
              cell(reference, AuctionMetrics.REVENUE),
              cell(reference, AuctionMetrics.REVENUE_SE),
              cell(reference, AuctionMetrics.REGRET),
              null,
              reference.source()));
    }
    return new ResultTable(
        List.of("auction", "revenue", "standard_error", "regret", "guaranteed", "source"), rows);
  }

  private static Object cell(Reference reference, Metric metric) {
    OptionalDouble value = reference.metrics().value(metric);
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private AuctionJudge judge(Setting setting, int measured, int attacked) {
    return new AuctionJudge(
        setting.name(),
        setting.bidders(),
        Seeds.derive(seed, "make truthful, measured", 0),
        Math.max(measured, attacked),
        attacked,
        AuctionJudge.Attack.STRONG);
  }

  private static List<Object> row(String name, Evaluation evaluation, String source) {
    Estimate revenue = evaluation.revenue();
    return Arrays.asList(
        name, revenue.mean(), revenue.standardError(), evaluation.regret().mean(), null, source);
  }
}
