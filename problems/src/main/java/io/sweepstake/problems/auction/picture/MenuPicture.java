package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.figure.Table;
import io.sweepstake.sweeps.figure.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a buyer chooses from a menu, how often, and at which price. */
final class MenuPicture {
  private static final int DRAWS = 20_000;

  /** Choices of fewer buyers than this share are no part of the picture. */
  private static final double RARE = 1e-3;

  private static final int ROWS = 24;

  private final List<Chosen> chosen = new ArrayList<>();
  private final Subject subject;

  private record Chosen(MenuAuction.Option option, double share) {
    String note() {
      return String.format(
          Locale.ROOT, "price %.3f, chosen by %.1f %%", option.price(), 100 * share);
    }
  }

  MenuPicture(MenuAuction menu, Subject subject, long seed) {
    this.subject = subject;
    int items = subject.setting().items();
    ValuationProfiles draws = new ValuationProfiles(DRAWS, 1, items);
    subject.setting().distribution().sample(0, draws, seed);
    int[] counts = new int[menu.options().size()];
    for (int draw = 0; draw < DRAWS; draw++) {
      int best = -1;
      double most = 0;
      for (int k = 0; k < counts.length; k++) {
        MenuAuction.Option option = menu.options().get(k);
        double utility = -option.price();
        for (int j = 0; j < items; j++) {
          utility += option.probabilities().get(j) * draws.value(draw, 0, j);
        }
        if (utility > most) {
          most = utility;
          best = k;
        }
      }
      if (best >= 0) {
        counts[best]++;
      }
    }
    for (int k = 0; k < counts.length; k++) {
      double share = counts[k] / (double) DRAWS;
      if (share >= RARE) {
        chosen.add(new Chosen(menu.options().get(k), share));
      }
    }
    chosen.sort(Comparator.comparingDouble(Chosen::share).reversed());
  }

  /** Lotteries over two items by their chances; none for other numbers of items. */
  List<Figure> figures() {
    if (subject.setting().items() != 2 || chosen.isEmpty()) {
      return List.of();
    }
    List<Mark.Point> dots = new ArrayList<>();
    List<Texts.Text> prices = new ArrayList<>();
    for (Chosen one : chosen) {
      double x = one.option().probabilities().get(0);
      double y = one.option().probabilities().get(1);
      dots.add(new Mark.Point(x, y, one.note()));
      if (one.share() > 0.03) {
        prices.add(
            new Texts.Text(x, y - 0.055, String.format(Locale.ROOT, "%.3f", one.option().price())));
      }
    }
    return List.of(
        new Figure(
            "menu",
            "The menu",
            "Lotteries that some of the buyers choose, by their chances; with the prices of those"
                + " that more than 3 % choose.",
            new Axis("chance of " + subject.good(0), -0.05, 1.05, false),
            new Axis("chance of " + subject.good(1), -0.1, 1.05, false),
            List.of(new Series("lottery", Mark.DOT, dots), new Texts(prices))));
  }

  Table table() {
    List<String> columns = new ArrayList<>(List.of("price", "chosen by"));
    int items = subject.setting().items();
    for (int j = 0; j < items; j++) {
      columns.add(subject.good(j));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Chosen one : chosen.subList(0, Math.min(ROWS, chosen.size()))) {
      List<Object> row = new ArrayList<>();
      row.add(one.option().price());
      row.add(String.format(Locale.ROOT, "%.1f %%", 100 * one.share()));
      row.addAll(one.option().probabilities());
      rows.add(row);
    }
    return new Table(
        "What buyers choose, of " + DRAWS + " draws; the others buy nothing", columns, rows);
  }
}
