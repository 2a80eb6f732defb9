package io.sweepstake.problems.auction.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.auction.SecondPriceAuction;
import io.sweepstake.core.auction.VcgAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.figure.Arrows;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.figure.Texts;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AuctionPicturesTest {
  private static final Setting TWO = Settings.named("additive-1x2-uniform");

  /** The optimal prices: 2/3 for each item, .86 for both. */
  private static final MenuAuction MENU =
      new MenuAuction(
          List.of(
              option(2.0 / 3, 1, 0), option(2.0 / 3, 0, 1), option((4 - Math.sqrt(2)) / 3, 1, 1)));

  private static MenuAuction.Option option(double price, double... chances) {
    return new MenuAuction.Option(List.of(chances[0], chances[1]), price);
  }

  private static Section section(Setting setting, Mechanism mechanism, int cells) {
    return AuctionPictures.of("this", new Subject(setting, mechanism, true), cells);
  }

  private static Figure named(Section section, String name) {
    return section.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void mapsOfTwoItemsAreWhatTheMenuSays() {
    Section section = section(TWO, MENU, 20);
    assertThat(section.figures())
        .extracting(Figure::name)
        .containsExactly(
            "allocation-1", "allocation-2", "payment", "utility", "bundles", "directions", "menu");
    Cells first = (Cells) named(section, "allocation-1").layers().get(0);
    Cells second = (Cells) named(section, "allocation-2").layers().get(0);
    Cells utility = (Cells) named(section, "utility").layers().get(0);
    // Rows are of the second value, from below.
    assertThat(first.values()[0][19]).isEqualTo(1);
    assertThat(second.values()[0][19]).isZero();
    assertThat(utility.values()[0][19]).isCloseTo(0.975 - 2.0 / 3, within(1e-6));
    assertThat(utility.values()[0][0]).isZero();
    Texts words = (Texts) named(section, "bundles").layers().get(1);
    assertThat(words.texts())
        .extracting(Texts.Text::words)
        .containsExactly("nothing", "item 1", "item 2", "both");
    Arrows arrows = (Arrows) named(section, "directions").layers().get(0);
    assertThat(arrows.arrows()).hasSize(144);
    List<Object> row = section.tables().get(0).rows().get(0);
    assertThat((double) row.get(2)).isCloseTo(0.549201 / 2, within(0.004));
  }

  @Test
  void curvesOfOneItemHaveTheirCutOffBesideTheOptimal() {
    Setting one = Settings.named("additive-1x1-uniform");
    MenuAuction posted = new MenuAuction(List.of(new MenuAuction.Option(List.of(1.0), 0.6)));
    Section section = section(one, posted, 20);
    assertThat(section.figures())
        .extracting(Figure::name)
        .startsWith("allocation", "payment", "revenue-curve");
    assertThat(named(section, "allocation").layers())
        .extracting(layer -> layer.name())
        .containsExactly("learned", "optimal (Myerson)", "learned cut-off 0.600");
    Series learned = (Series) named(section, "revenue-curve").layers().get(2);
    assertThat(learned.points().get(0).y()).isCloseTo(0.24, within(0.002));
    assertThat(named(section, "revenue-curve").layers().get(1).name())
        .isEqualTo("optimal price 0.500");
  }

  @Test
  void severalBiddersAreShownAsMeansOverTheOthers() {
    Setting two = Settings.named("uniform", OptionalInt.of(2));
    Section section = section(two, SecondPriceAuction.withoutReserve(2), 10);
    assertThat(section.paragraphs().get(0)).contains("as the first bidder meets it");
    assertThat(section.figures()).extracting(Figure::name).containsExactly("allocation", "payment");
    assertThat(named(section, "allocation").layers().get(2).name())
        .matches("learned cut-off 0\\.(4[89]|5[012]).");
    Series learned = (Series) named(section, "allocation").layers().get(0);
    // Her chance against one other uniform value is her own.
    assertThat(learned.points())
        .allSatisfy(point -> assertThat(point.y()).isCloseTo(point.x(), within(0.05)));
    Setting items = Settings.named("additive-2x2-uniform");
    assertThat(named(section(items, new VcgAuction(Demand.ADDITIVE), 5), "utility").caption())
        .contains("With the other bidder's values at their medians");
  }

  @Test
  void severalMechanismsStandInATableBySize() {
    Section section =
        MechanismSections.of(
            List.of(
                new MechanismRow("two", 2, 0.27, 0.4, 0.13),
                new MechanismRow("one", 1, 0.25, 0.3, 0.05)));
    assertThat(section.tables().get(0).rows())
        .extracting(row -> row.get(0))
        .containsExactly("one", "two");
    assertThat(section.figures()).hasSize(1);
    assertThat(MechanismSections.of(List.of(new MechanismRow("two", 2, 0.27, 0.4, 0.13))).figures())
        .isEmpty();
  }
}
