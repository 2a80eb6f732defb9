package io.sweepstake.problems.auction.explanation;

import io.sweepstake.jobs.export.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tables of layers: means over the networks, with the half-widths of 95 % intervals. */
final class LayerTable {
  private static final String NOTHING = "-";
  private static final List<String> PROBED = List.of("revenue", "payment", "utility", "regret");

  private final Explanation found;

  LayerTable(Explanation found) {
    this.found = found;
  }

  /** Held-out R² of linear probes. */
  ResultTable readable() {
    List<String> columns = new ArrayList<>(List.of("layer", "depth"));
    columns.addAll(PROBED);
    columns.addAll(List.of("untrained: revenue", "untrained: regret", "shuffled"));
    List<List<Object>> rows = new ArrayList<>();
    for (Finding.Key layer : found.layers()) {
      List<Object> row = new ArrayList<>(List.of(layer.layer(), layer.depth()));
      PROBED.forEach(quantity -> row.add(probe(layer, Probes.TRAINED, quantity)));
      row.add(probe(layer, Probes.UNTRAINED, "revenue"));
      row.add(probe(layer, Probes.UNTRAINED, "regret"));
      row.add(probe(layer, Probes.SHUFFLED, "revenue"));
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  /** Shares of gradients at the end, and what undoes lies. */
  ResultTable causes() {
    long last = found.lastStep();
    List<List<Object>> rows = new ArrayList<>();
    for (Finding.Key layer : found.layers()) {
      if (layer.depth() > 0) {
        rows.add(
            List.of(
                layer.layer(),
                share(layer, last, CourseQuestion.REVENUE_SHARE),
                share(layer, last, CourseQuestion.REGRET_SHARE),
                share(layer, last, CourseQuestion.COSINE),
                text(found.carrying(layer.layer(), PatchQuestion.UNITS), 0),
                text(found.carrying(layer.layer(), PatchQuestion.RANDOM_UNITS), 0),
                text(found.carrying(layer.layer(), PatchQuestion.DIRECTIONS), 0),
                text(found.carrying(layer.layer(), PatchQuestion.RANDOM_DIRECTIONS), 0)));
      }
    }
    return new ResultTable(
        List.of(
            "layer",
            "of revenue's gradient",
            "of regret's",
            "cosine",
            "units for .9",
            "drawn units",
            "directions for .9",
            "drawn directions"),
        rows);
  }

  /** What the auctions earn, and what lies gain, without something. */
  ResultTable without() {
    List<List<Object>> rows = new ArrayList<>();
    String[] whole = {RetrainingQuestion.BARE, RetrainingQuestion.CONTINUED};
    String[] names = {"as trained", "trained on"};
    for (int k = 0; k < 2; k++) {
      rows.add(worth(names[k], Analysis.RANDOMISATION, "", 0, whole[k]));
    }
    for (Finding.Key key :
        found.keys(
            key ->
                key.analysis() == Analysis.TRUNCATION
                    && key.quantity().equals(CourseQuestion.REVENUE))) {
      String layers = key.depth() + (key.depth() == 1 ? " hidden layer, " : " hidden layers, ");
      rows.add(
          worth(
              layers + key.variant() + ", new heads",
              Analysis.TRUNCATION,
              "",
              key.depth(),
              key.variant()));
    }
    for (Finding.Key layer : found.layers()) {
      for (String variant : List.of(RetrainingQuestion.BARE, RetrainingQuestion.RETRAINED)) {
        rows.add(
            worth(
                layer.layer() + " randomised, others " + variant,
                Analysis.RANDOMISATION,
                layer.layer(),
                layer.depth(),
                variant));
      }
    }
    rows.removeIf(row -> row.get(1).equals(NOTHING));
    return new ResultTable(List.of("network", "revenue", "regret"), rows);
  }

  private List<Object> worth(
      String name, Analysis analysis, String layer, int depth, String variant) {
    List<Object> row = new ArrayList<>(List.of(name));
    for (String quantity : List.of(CourseQuestion.REVENUE, CourseQuestion.REGRET)) {
      row.add(
          found
              .keys(
                  key ->
                      key.analysis() == analysis
                          && key.layer().equals(layer)
                          && key.depth() == depth
                          && key.variant().equals(variant)
                          && key.quantity().equals(quantity))
              .stream()
              .findFirst()
              .map(key -> text(found.values(key), quantity.equals("regret") ? 5 : 4))
              .orElse(NOTHING));
    }
    return row;
  }

  private String probe(Finding.Key layer, String variant, String quantity) {
    return found
        .of(Analysis.PROBE, layer.layer(), variant, 0, quantity)
        .map(spread -> text(spread, 3))
        .orElse(NOTHING);
  }

  private String share(Finding.Key layer, long step, String quantity) {
    return found
        .of(Analysis.GRADIENT, layer.layer(), "", step, quantity)
        .map(spread -> text(spread, 3))
        .orElse(NOTHING);
  }

  private static String text(Map<String, Double> values, int digits) {
    return Optional.of(values)
        .filter(some -> !some.isEmpty())
        .map(some -> text(Explanation.spread(some), digits))
        .orElse(NOTHING);
  }

  /** {@code 0.965 ± 0.004}. */
  static String text(Spread spread, int digits) {
    String number = "%." + digits + "f";
    return spread.count() > 1
        ? String.format(Locale.ROOT, number + " ± " + number, spread.mean(), spread.halfWidth())
        : String.format(Locale.ROOT, number, spread.mean());
  }
}
