package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.problems.auction.AuctionMetrics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page of results, in Markdown: what was trained beside what was published, and verdicts. */
final class ResultsPage {
  private final String preset;
  private final Judging judging;
  private final List<Outcome> outcomes;

  ResultsPage(String preset, Judging judging, List<Outcome> outcomes) {
    this.preset = preset;
    this.judging = judging;
    this.outcomes = List.copyOf(outcomes);
  }

  /** The whole page. */
  String text() {
    TruthTables truth = new TruthTables(outcomes);
    String page =
        "# Learned auctions beside the published ones\n\n"
            + introduction()
            + section("What truth can earn", truth.brackets())
            + section("Published above what truth can earn", truth.above())
            + section("Targets", targets())
            + section("Trained against misreports", networks())
            + section("What else earns there", others())
            + section("Truthful whatever their weights", truthful())
            + section("Hyper-parameters", hyperParameters());
    List<String> diverged =
        outcomes.stream()
            .filter(outcome -> outcome.rows().size() > outcome.trained().size())
            .map(outcome -> outcome.experiment().shownName())
            .toList();
    List<String> missing =
        outcomes.stream()
            .filter(outcome -> outcome.rows().isEmpty())
            .map(outcome -> outcome.experiment().shownName())
            .toList();
    return page
        + listed("Diverged, in one seed or more: ", diverged)
        + listed("Not run: ", missing);
  }

  private static String listed(String what, List<String> names) {
    return names.isEmpty() ? "" : "\n" + what + String.join("; ", names) + ".\n";
  }

  private String introduction() {
    return String.format(
        Locale.ROOT,
        """
        Written by `./sweepstake reproduce --preset %s`, which keeps what it has trained and trains it
        no second time%s.

        A seller earns what bidders pay who bid as it suits them. First come auctions that nobody can
        gain from lying to, beside the *ceiling*: the most that any auction can earn in which truth is a
        dominant strategy and nobody loses (`sweepstake ceiling`; the optimum where it is known, none
        where none is kept). Revenue above it, published or trained here, is what bidders would pay who
        do not look after themselves; [what-is-earned.md](what-is-earned.md) says what each column means.

        Other systems have their results in pages of their own: payment rules for bidders who learn
        ([strategic-bidders.md](strategic-bidders.md)), kidney exchange
        ([kidney-exchange.md](kidney-exchange.md)), products of 1 to 250 qualities
        ([map-of-the-documents.md](map-of-the-documents.md)), and what each layer of a network learns
        ([what-layers-learn.md](what-layers-learn.md)).

        Units are those of value. *Revenue* is the mean over %d fresh profiles of truthful bidders
        (%d for the truthful families), never trained on and the same for every network of a setting,
        plus or minus the standard error of that mean; in brackets the least and the greatest of the
        seeds. *Regret* is what a bidder gains by her best lie **that was found**: an estimate from
        below, by a grid (item by item beyond three items), draws from the prior, lies that paid
        elsewhere, and 200 steps of Adam from the best of each, on %d profiles (%d for the truthful
        families, where anything found is rounding); shown is the bidder who regrets most, in the
        seed where she does. *Cheap* is the estimate of much of the literature, one start and 25
        steps, a mean over bidders. In published studies of VII and VIII nobody can lie about what the
        pair adds: those are the settings named `-public`; in the others of these numbers, a harder
        game, bidders may. *IR* is the greatest payment beyond a reported value, *feasibility* the
        greatest probability beyond 1. *At lies* is what comes in when all bidders play the lie that
        was found for them, an estimate and no bound; *regret-adjusted* what theory would leave if no
        better lies existed; *made truthful* what the network's exactly truthful version earns, made
        where it takes seconds. *Processor seconds* are those of the
        training's one thread, *wall* seconds depend on what else the machine does; both are means
        over the seeds, without the judging.
        """,
        preset,
        provenance(),
        judging.profiles(),
        judging.truthfulProfiles(),
        judging.attacked(),
        judging.truthfulAttacked());
  }

  /** Where results come from, of all that there are. */
  private String provenance() {
    Set<String> engines = new TreeSet<>();
    Set<String> commits = new TreeSet<>();
    for (Outcome outcome : outcomes) {
      for (ResultRow row : outcome.rows()) {
        engines.add(row.text("engine"));
        commits.add(row.text("commit"));
      }
    }
    return engines.isEmpty()
        ? ""
        : "; engine "
            + String.join(", ", engines)
            + ", built from "
            + (commits.size() == 1 ? "commit " : "commits ")
            + String.join(", ", commits);
  }

  private MarkdownTable targets() {
    MarkdownTable table = new MarkdownTable("what", "target, for every seed", "seeds", "verdict");
    for (Outcome outcome : outcomes) {
      outcome
          .verdict()
          .ifPresent(
              verdict ->
                  table.add(
                      outcome.experiment().shownName(),
                      outcome.experiment().target().orElseThrow().toString(),
                      outcome.seeds(),
                      verdict));
    }
    return table;
  }

  private MarkdownTable networks() {
    MarkdownTable table =
        new MarkdownTable(
            "setting",
            "family",
            "iterations",
            "seeds",
            "revenue",
            "regret",
            "at lies",
            "regret-adjusted",
            "made truthful",
            "above the ceiling",
            "cheap",
            "IR",
            "feasibility",
            "RegretNet's published revenue, regret",
            "processor s",
            "wall s");
    for (Outcome outcome : shown(true)) {
      Experiment experiment = outcome.experiment();
      table.add(
          experiment.shownSetting(),
          experiment.familyName(),
          String.valueOf(experiment.iterations()),
          outcome.seeds(),
          revenue(outcome),
          String.format(Locale.ROOT, "%.5f", outcome.greatest(ResultRow.REGRET_WORST_BIDDER)),
          number("%.4f", outcome.mean(AuctionMetrics.REVENUE_AT_LIES.name())),
          number("%.4f", outcome.mean(AuctionMetrics.REGRET_ADJUSTED_REVENUE.name())),
          number("%.4f", outcome.mean(AuctionMetrics.TRUTHFUL_REVENUE.name())),
          TruthBound.of(experiment.setting())
              .map(bound -> number("%.1f %%", bound.excess(outcome.mean(ResultRow.REVENUE))))
              .orElse(""),
          String.format(Locale.ROOT, "%.5f", outcome.mean(ResultRow.REGRET_CHEAP)),
          small(outcome.greatest(ResultRow.IR_VIOLATION)),
          small(outcome.greatest(ResultRow.OVER_ALLOCATION)),
          Published.of(experiment.settingName())
              .map(p -> String.format(Locale.ROOT, "%.3f, < %.3f", p.revenue(), p.regret()))
              .orElse(""),
          number("%.0f", outcome.mean(ResultRow.PROCESSOR_SECONDS)),
          number("%.0f", outcome.mean(ResultRow.WALL_SECONDS)));
    }
    return table;
  }

  private MarkdownTable others() {
    MarkdownTable table =
        new MarkdownTable(
            "setting",
            "VCG",
            "item-wise Myerson",
            "bundled Myerson",
            "VVCA, trained here",
            "AMA, trained here",
            "optimum",
            "published");
    Set<String> done = new TreeSet<>();
    for (Outcome outcome : shown(true)) {
      Experiment experiment = outcome.experiment();
      if (done.add(experiment.settingName())) {
        table.add(
            experiment.shownSetting(),
            number("%.4f", outcome.mean(ResultRow.VCG)),
            number("%.4f", outcome.mean(ResultRow.ITEM_WISE_MYERSON)),
            number("%.4f", outcome.mean(ResultRow.BUNDLED_MYERSON)),
            number("%.4f", revenueOf("vvca", experiment.settingName())),
            number("%.4f", revenueOf("ama", experiment.settingName())),
            number("%.5f", outcome.mean(ResultRow.OPTIMUM)),
            Published.of(experiment.settingName())
                .map(p -> p.others().stream().map(Published.Claim::toString))
                .map(claims -> claims.collect(Collectors.joining(", ")))
                .orElse(""));
      }
    }
    return table;
  }

  /** Mean over the seeds; NaN if there are none. */
  private double revenueOf(String family, String setting) {
    return outcomes.stream()
        .filter(outcome -> outcome.experiment().familyName().equals(family))
        .filter(outcome -> outcome.experiment().settingName().equals(setting))
        .mapToDouble(outcome -> outcome.mean(ResultRow.REVENUE))
        .average()
        .orElse(Double.NaN);
  }

  private MarkdownTable truthful() {
    MarkdownTable table =
        new MarkdownTable(
            "setting",
            "family",
            "iterations",
            "seeds",
            "revenue",
            "regret",
            "optimum",
            "gap",
            "processor s",
            "wall s");
    for (Outcome outcome : shown(false)) {
      Experiment experiment = outcome.experiment();
      double optimum = outcome.mean(ResultRow.OPTIMUM);
      table.add(
          experiment.shownSetting(),
          experiment.familyName(),
          String.valueOf(experiment.iterations()),
          outcome.seeds(),
          revenue(outcome),
          small(outcome.greatest(ResultRow.REGRET_WORST_BIDDER)),
          number("%.5f", optimum),
          number("%.2f %%", 100 * outcome.mean(ResultRow.OPTIMUM_GAP) / optimum),
          number("%.0f", outcome.mean(ResultRow.PROCESSOR_SECONDS)),
          number("%.0f", outcome.mean(ResultRow.WALL_SECONDS)));
    }
    return table;
  }

  private MarkdownTable hyperParameters() {
    MarkdownTable table = new MarkdownTable("what", "other than --preset fast");
    for (Outcome outcome : outcomes) {
      if (!outcome.rows().isEmpty() && !outcome.experiment().params().isEmpty()) {
        table.add(outcome.experiment().shownName(), "`" + outcome.experiment().paramText() + "`");
      }
    }
    return table;
  }

  private List<Outcome> shown(boolean networks) {
    return outcomes.stream()
        .filter(outcome -> !outcome.trained().isEmpty())
        .filter(outcome -> outcome.experiment().family() instanceof NetworkFamily == networks)
        .collect(Collectors.toList());
  }

  private static String revenue(Outcome outcome) {
    String mean =
        String.format(
            Locale.ROOT,
            "%.4f ± %.4f",
            outcome.mean(ResultRow.REVENUE),
            outcome.mean(ResultRow.REVENUE_SE));
    return outcome.trained().size() == 1
        ? mean
        : mean
            + String.format(
                Locale.ROOT,
                " [%.4f, %.4f]",
                outcome.least(ResultRow.REVENUE),
                outcome.greatest(ResultRow.REVENUE));
  }

  /** What should be 0 up to rounding. */
  private static String small(double number) {
    return number == 0 ? "0" : number("%.0e", number);
  }

  private static String number(String pattern, double number) {
    return Double.isNaN(number) ? "" : String.format(Locale.ROOT, pattern, number);
  }

  private static String section(String title, MarkdownTable table) {
    return table.empty() ? "" : "\n## " + title + "\n\n" + table;
  }
}
