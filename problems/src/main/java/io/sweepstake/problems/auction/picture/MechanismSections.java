package io.sweepstake.problems.auction.picture;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.figure.Table;
import java.util.Comparator;
import java.util.List;

/** Several auctions side by side. */
public final class MechanismSections {
  private static final List<String> COLUMNS =
      List.of("mechanism", "items", "profit_per_item", "surplus_per_item", "utility_per_item");

  private MechanismSections() {}

  /** A table of them, and where their sizes differ the profit by item over how many there are. */
  public static Section of(List<MechanismRow> rows) {
    List<MechanismRow> sorted =
        rows.stream().sorted(Comparator.comparingInt(MechanismRow::items)).toList();
    boolean sizes = sorted.stream().mapToInt(MechanismRow::items).distinct().count() > 1;
    return new Section(
        "Mechanisms",
        List.of("Means over 20,000 fresh profiles, in units of value."),
        sizes ? List.of(profit(sorted)) : List.of(),
        List.of(table("", sorted)));
  }

  static Table table(String title, List<MechanismRow> rows) {
    return new Table(title, COLUMNS, rows.stream().map(MechanismRow::cells).toList());
  }

  private static Figure profit(List<MechanismRow> rows) {
    List<Mark.Point> points =
        rows.stream().map(row -> new Mark.Point(row.items(), row.profit(), row.name())).toList();
    return new Figure(
        "profit-per-item",
        "Profit by item",
        "",
        Axis.around("items", rows.stream().mapToDouble(MechanismRow::items).toArray(), true),
        Axis.around("profit", rows.stream().mapToDouble(MechanismRow::profit).toArray(), false),
        List.of(new Series("mechanism", Mark.LINE, points)));
  }
}
