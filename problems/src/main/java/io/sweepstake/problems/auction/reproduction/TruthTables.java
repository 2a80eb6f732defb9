package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.problems.auction.AuctionMetrics;
import io.sweepstake.problems.auction.KeptCeilings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What auctions earn that nobody lies to, and who says that more can be earned. */
record TruthTables(List<Outcome> outcomes) {
  /** An auction that is exactly truthful, with what it earns, a mean over seeds. */
  private record Truthful(String how, double revenue, double standardError, double seconds) {}

  /** By setting: the most that truth can earn, and the best truthful auction trained here. */
  MarkdownTable brackets() {
    MarkdownTable table =
        new MarkdownTable(
            "setting",
            "best truthful auction here",
            "how",
            "processor s",
            "ceiling",
            "its s",
            "between");
    for (List<Outcome> same : bySetting().values()) {
      Experiment experiment = same.get(0).experiment();
      Optional<TruthBound> bound = TruthBound.of(experiment.setting());
      Optional<Truthful> best = best(same);
      if (bound.isPresent() || best.isPresent()) {
        table.add(
            experiment.shownSetting(),
            best.map(b -> String.format(Locale.ROOT, "%.4f ± %.4f", b.revenue, b.standardError))
                .orElse(""),
            best.map(Truthful::how).orElse(""),
            best.map(b -> String.format(Locale.ROOT, "%.0f", b.seconds)).orElse(""),
            bound.map(TruthBound::toString).orElse(""),
            bound.filter(b -> !b.optimum()).isPresent()
                ? KeptCeilings.seconds(experiment.setting()).stream()
                    .mapToObj(seconds -> String.format(Locale.ROOT, "%.0f", seconds))
                    .findFirst()
                    .orElse("")
                : "",
            bound.isPresent() && best.isPresent()
                ? String.format(Locale.ROOT, "%.2f %%", -bound.get().excess(best.get().revenue))
                : "");
      }
    }
    return table;
  }

  /** Published revenues that no truthful auction earns. */
  MarkdownTable above() {
    MarkdownTable table =
        new MarkdownTable("setting", "mechanism", "published", "ceiling", "above by", "source");
    for (List<Outcome> same : bySetting().values()) {
      Experiment experiment = same.get(0).experiment();
      Optional<TruthBound> bound = TruthBound.of(experiment.setting());
      Optional<Published> published = Published.of(experiment.settingName());
      if (bound.isPresent() && published.isPresent()) {
        for (Published.Claim claim : published.get().claims()) {
          if (bound.get().below(claim.revenue())) {
            table.add(
                experiment.shownSetting(),
                claim.mechanism(),
                String.format(Locale.ROOT, "%.3f", claim.revenue()),
                bound.get().toString(),
                String.format(Locale.ROOT, "%.1f %%", bound.get().excess(claim.revenue())),
                claim.source());
          }
        }
      }
    }
    return table;
  }

  private Map<String, List<Outcome>> bySetting() {
    Map<String, List<Outcome>> settings = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      if (!outcome.trained().isEmpty()) {
        settings
            .computeIfAbsent(outcome.experiment().shownSetting(), name -> new ArrayList<>())
            .add(outcome);
      }
    }
    return settings;
  }

  private static Optional<Truthful> best(List<Outcome> same) {
    return same.stream()
        .map(TruthTables::truthful)
        .flatMap(Optional::stream)
        .max(Comparator.comparingDouble(Truthful::revenue));
  }

  private static Optional<Truthful> truthful(Outcome outcome) {
    boolean always = outcome.experiment().family() instanceof TruthfulFamily;
    String family = outcome.experiment().familyName();
    double revenue =
        outcome.mean(always ? ResultRow.REVENUE : AuctionMetrics.TRUTHFUL_REVENUE.name());
    return Double.isNaN(revenue)
        ? Optional.empty()
        : Optional.of(
            new Truthful(
                always ? family : family + ", made truthful",
                revenue,
                outcome.mean(
                    always ? ResultRow.REVENUE_SE : AuctionMetrics.TRUTHFUL_REVENUE_SE.name()),
                outcome.mean(ResultRow.PROCESSOR_SECONDS)));
  }
}
