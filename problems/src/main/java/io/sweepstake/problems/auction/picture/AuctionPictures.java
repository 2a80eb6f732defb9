package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Table;
import java.util.ArrayList;
import java.util.List;

/** All that is drawn of one auction. */
public final class AuctionPictures {
  /** Of what is drawn at random; one for all auctions, so that their pictures can be compared. */
  private static final long SEED = Seeds.derive(0, "pictures", 0);

  private AuctionPictures() {}

  /**
   * Curves where one item or quality is sold, else maps of the first two; what buyers choose from a
   * menu; where lies pay; what is earned by item.
   *
   * @param what the auction is called in the section's words
   * @param cells along an axis of the values: the same pictures, finer or coarser
   */
  public static Section of(String what, Subject subject, int cells) {
    Slice slice = new Slice(subject.setting());
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    List<String> words = new ArrayList<>();
    words.add(
        "What "
            + what
            + " does"
            + (subject.setting().bidders() == 1 ? "." : ", as the first bidder meets it."));
    if (subject.setting().items() == 1) {
      figures.addAll(new ValueCurves(subject, slice, SEED, cells).figures());
    } else {
      OutcomeGrid grid = new OutcomeGrid(subject, slice, cells);
      figures.addAll(OutcomeMaps.of(grid));
      BundleMap.of(grid).ifPresent(figures::add);
      figures.add(Directions.of(grid));
    }
    tables.add(MechanismSections.table("By item", List.of(MechanismRow.of("this", subject))));
    if (subject.mechanism() instanceof MenuAuction menu) {
      MenuPicture picture = new MenuPicture(menu, subject, SEED);
      figures.addAll(picture.figures());
      tables.add(picture.table());
    }
    if (subject.truthful()) {
      words.add("It is truthful whatever its weights: no lie gains anything.");
    } else {
      figures.add(new Lies(subject, slice, SEED).figure());
    }
    return new Section("The auction", words, figures, tables);
  }
}
