package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.ceiling.Ceiling;
import io.sweepstake.core.ceiling.CeilingSpec;
import io.sweepstake.core.ceiling.Ceilings;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.report.Durations;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.problems.auction.AuctionMetrics;
import io.sweepstake.problems.auction.ClassicalAuctions;
import io.sweepstake.problems.auction.KeptCeilings;
import io.sweepstake.sweeps.problem.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Bounds what any truthful auction can earn in a setting. */
@Command(
    name = "ceiling",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Bound what any truthful auction can earn in a setting.",
      "",
      "No auction in which truth is a dominant strategy, and in which nobody ever loses by taking"
          + " part, earns more than the ceiling, whatever it looks like. The longer it is trained"
          + " the lower it gets; it need not be reached by any auction."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake ceiling --setting additive-2x2-uniform",
      "  sweepstake ceiling --setting 'additive-1x2:uniform(4,16),uniform(4,7)' --seconds 20"
    })
public final class CeilingCommand implements Subcommand {
  @Mixin private SettingOptions setting;

  @Option(
      names = "--seconds",
      paramLabel = "T",
      defaultValue = "60",
      description = "About how long to take, on one core. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Training steps, in place of those that fit the time: repeats a result.")
  private Long steps;

  @Option(
      names = "--profiles",
      paramLabel = "N",
      description =
          "Fresh profiles to measure it on, in place of those that fit; a multiple of 64.")
  private Long profiles;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of all profiles. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Setting chosen = setting.chosen();
    LiveConsole console = LiveConsole.ofThisProcess(spec.commandLine().getErr());
    CeilingSpec asked = spec(chosen);
    double expected = steps == null && profiles == null ? seconds : Ceilings.seconds(chosen, asked);
    if (asked.steps() > 0 && expected > 0) {
      console.print(
          "to expect: about "
              + ExpectedCost.about(Duration.ofMillis((long) (1e3 * expected)))
              + " on one core, "
              + asked.steps()
              + " steps and "
              + asked.profiles()
              + " fresh profiles");
    }
    long began = System.nanoTime();
    Ceiling ceiling =
        Ceilings.of(chosen, asked, done -> console.show(line(done, System.nanoTime() - began)));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    format.print(table(chosen, ceiling), spec.commandLine().getOut());
    if (format.isTable()) {
      explain(console, ceiling, asked, took);
    }
    if (ceiling.basis() != Ceiling.Basis.OPTIMUM) {
      keep(console, chosen, ceiling, asked, took);
    }
    return 0;
  }

  /** So that other commands know it; a home that cannot be written to is no reason to fail. */
  private static void keep(
      LiveConsole console, Setting chosen, Ceiling ceiling, CeilingSpec spec, Duration took) {
    if (spec.profiles() < Ceilings.FEWEST_PROFILES) {
      console.print(
          "not kept for other commands: its standard error rests on "
              + spec.profiles()
              + " profiles, and fewer than "
              + Ceilings.FEWEST_PROFILES
              + " say too little");
      return;
    }
    try {
      Path file = KeptCeilings.keep(chosen, ceiling, spec, took.toMillis() / 1e3);
      console.print("kept in " + file + ", for sweep, evaluate and train");
    } catch (IOException refused) {
      console.print("could not be kept, so that other commands will not know it: " + refused);
    }
  }

  private CeilingSpec spec(Setting chosen) {
    if (steps != null && profiles != null) {
      return Ceilings.spec(chosen, seed, steps, profiles);
    }
    CeilingSpec fitting = Ceilings.within(chosen, seed, seconds);
    return Ceilings.spec(
        chosen,
        seed,
        steps == null ? fitting.steps() : steps,
        profiles == null ? fitting.profiles() : profiles);
  }

  /** {@code ceiling: 43 %, ETA 12 s}. */
  static String line(double done, long nanos) {
    return String.format(Locale.ROOT, "ceiling: %.0f %%%s", 100 * done, Durations.eta(done, nanos));
  }

  private static ResultTable table(Setting setting, Ceiling ceiling) {
    List<List<Object>> rows = new ArrayList<>();
    for (Reference reference : ClassicalAuctions.of(setting)) {
      double revenue = reference.metrics().value(AuctionMetrics.REVENUE).orElse(Double.NaN);
      rows.add(
          Arrays.asList(
              reference.name(),
              Double.isNaN(revenue) ? null : revenue,
              reference.metrics().value(AuctionMetrics.REVENUE_SE).stream()
                  .boxed()
                  .findFirst()
                  .orElse(null),
              Double.isNaN(revenue) ? null : revenue / ceiling.bound(),
              reference.source()));
    }
    rows.add(
        Arrays.asList(
            "ceiling", ceiling.bound(), ceiling.standardError(), 1.0, ceiling.basis().toString()));
    return new ResultTable(
        List.of("auction", "revenue", "standard_error", "share_of_ceiling", "source"), rows);
  }

  private static void explain(
      LiveConsole console, Ceiling ceiling, CeilingSpec spec, Duration took) {
    if (ceiling.basis() == Ceiling.Basis.OPTIMUM) {
      console.print("one item, independent values: the ceiling is reached, by Myerson's auction");
      return;
    }
    if (ceiling.basis() == Ceiling.Basis.RAYS) {
      console.print(
          "no streams could be trained here, so that the ceiling may be far above what can be"
              + " earned");
    }
    console.print(
        String.format(
            Locale.ROOT,
            "%d coefficients, %d fresh profiles, %s; the same again: --seed %d --steps %d"
                + " --profiles %d",
            ceiling.coefficients(),
            ceiling.profiles(),
            Durations.text(took),
            spec.seed(),
            spec.steps(),
            spec.profiles()));
  }
}
