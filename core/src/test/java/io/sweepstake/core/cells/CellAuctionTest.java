package io.sweepstake.core.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellAuctionTest {
  private static final Support SQUARE = Support.uniform(2, 2, 0, 1);

  /** The published optimum of affine maximisers by bundle sizes. */
  private static final BundleBoosts BEST_AFFINE = pair(0.636, 0.91, 1.137);

  private static final CellAuction FOUND = CellSearch.best(SQUARE, BEST_AFFINE, 8, 16, 30);

  /** Boosts of one item sold, of both to one, and of one to each. */
  private static BundleBoosts pair(double one, double both, double each) {
    double no = Double.NEGATIVE_INFINITY;
    return new BundleBoosts(
        2,
        new double[] {
          0, -one, -one, -both, -one, no, -each, no, -one, -each, no, no, -both, no, no, no
        });
  }

  private static BundleBoosts triple() {
    double[] alone = {0, -0.721, -1.118, -1.318};
    double[] table = new double[64];
    for (int k = 0; k < table.length; k++) {
      int first = k >> 3;
      int second = k & 7;
      int fewer = Math.min(Integer.bitCount(first), Integer.bitCount(second));
      int more = Math.max(Integer.bitCount(first), Integer.bitCount(second));
      table[k] =
          (first & second) != 0
              ? Double.NEGATIVE_INFINITY
              : fewer == 0 ? alone[more] : more == 1 ? -1.396 : -1.625;
    }
    return new BundleBoosts(3, table);
  }

  /** Profiles anywhere in the box, and as many with values on borders of cells. */
  private static ValuationProfiles profiles(CellGrid grid, int count) {
    int items = grid.items();
    ValuationProfiles profiles = new ValuationProfiles(count, 2, items);
    for (int k = 0; k < profiles.values().length; k++) {
      int bidder = k / items % 2;
      int item = k % items;
      double low = grid.support().low(bidder, item);
      double high = grid.support().high(bidder, item);
      double value = low + Seeds.uniform(3, k) * (high - low);
      if (k > profiles.values().length / 2 && Seeds.uniform(4, k) < 0.5) {
        value = grid.edge(bidder, item, (int) (Seeds.uniform(5, k) * (grid.side() + 1)));
      }
      profiles.values()[k] = (float) value;
    }
    return profiles;
  }

  private static void requireSoldOnceAndNotAboveValue(CellAuction auction, int count) {
    int items = auction.grid().items();
    ValuationProfiles profiles = profiles(auction.grid(), count);
    Outcomes outcomes = auction.run(profiles);
    for (int k = 0; k < count; k++) {
      double[] value = new double[2];
      for (int j = 0; j < items; j++) {
        if (outcomes.allocation(k, 0, j) + outcomes.allocation(k, 1, j) > 1) {
          throw new AssertionError("sold twice: item " + j + " of profile " + k);
        }
        for (int i = 0; i < 2; i++) {
          value[i] += outcomes.allocation(k, i, j) * (double) profiles.value(k, i, j);
        }
      }
      for (int i = 0; i < 2; i++) {
        if (outcomes.payment(k, i) > value[i] + 1e-6 || outcomes.payment(k, i) < 0) {
          throw new AssertionError("pays " + outcomes.payment(k, i) + " of " + value[i]);
        }
      }
    }
  }

  /** The mean over a fine grid of the rival's values; exact in a bidder's own. */
  private static double revenue(CellAuction auction, int along) {
    UniformBuyer buyer = new UniformBuyer(auction.grid().support(), 0);
    double sum = 0;
    for (int bidder = 0; bidder < 2; bidder++) {
      for (int k = 0; k < along * along; k++) {
        double[] rivals = {(k / along + 0.5) / along, (k % along + 0.5) / along};
        sum += buyer.pays(auction.prices(bidder, rivals));
      }
    }
    return sum / (along * along);
  }

  @Test
  void earnsMoreThanAnyAffineMaximiserOfTwoItems() {
    CellAuction affine =
        new CellAuction(BEST_AFFINE, new CellGrid(SQUARE, 1), CellMenus.unchanged(1, 4));

    assertThat(revenue(affine, 256)).isCloseTo(0.874403, within(2e-6));
    assertThat(revenue(FOUND, 256)).isBetween(0.8764, 0.8788);
  }

  @Test
  void nothingIsSoldTwiceAndNobodyPaysMoreThanHerValueOnBordersEither() {
    requireSoldOnceAndNotAboveValue(FOUND, 400_000);
  }

  @Test
  void threeItemsAndAnyIntervalWillDo() {
    Support wide = Support.uniform(2, 2, 0.5f, 2.2f);
    CellAuction scaled = CellSearch.best(wide, pair(1.2, 1.9, 2.2), 3, 5, 3);
    CellAuction cube = CellSearch.best(Support.uniform(2, 3, 0, 1), triple(), 2, 2, 1);

    assertThat(scaled.menus()).isNotEqualTo(CellMenus.unchanged(25, 4));
    assertThat(cube.menus()).isNotEqualTo(CellMenus.unchanged(8, 8));
    requireSoldOnceAndNotAboveValue(scaled, 50_000);
    requireSoldOnceAndNotAboveValue(cube, 50_000);
  }

  @Test
  void noLieGainsAnything() {
    ValuationProfiles truth = profiles(FOUND.grid(), 300);
    int lies = 33 * 33;
    for (int k = 0; k < truth.count(); k++) {
      for (int bidder = 0; bidder < 2; bidder++) {
        ValuationProfiles told = new ValuationProfiles(lies + 1, 2, 2);
        for (int n = 0; n <= lies; n++) {
          System.arraycopy(truth.values(), 4 * k, told.values(), 4 * n, 4);
          if (n < lies) {
            told.set(n, bidder, 0, n / 33 / 32f);
            told.set(n, bidder, 1, n % 33 / 32f);
          }
        }
        Outcomes outcomes = FOUND.run(told);
        double honest = gain(truth, k, bidder, outcomes, lies);
        for (int n = 0; n < lies; n++) {
          assertThat(gain(truth, k, bidder, outcomes, n)).isLessThan(honest + 1.2e-7);
        }
      }
    }
  }

  private static double gain(
      ValuationProfiles truth, int profile, int bidder, Outcomes outcomes, int told) {
    return outcomes.allocation(told, bidder, 0) * (double) truth.value(profile, bidder, 0)
        + outcomes.allocation(told, bidder, 1) * (double) truth.value(profile, bidder, 1)
        - outcomes.payment(told, bidder);
  }

  @Test
  void reportsBeyondTheBoxCountAsTheNearestWithin() {
    ValuationProfiles far = new ValuationProfiles(1, 2, 2);
    ValuationProfiles near = new ValuationProfiles(1, 2, 2);
    System.arraycopy(new float[] {3, -1, 0.4f, 0.7f}, 0, far.values(), 0, 4);
    System.arraycopy(new float[] {1, 0, 0.4f, 0.7f}, 0, near.values(), 0, 4);

    assertThat(FOUND.run(far).payments()).isEqualTo(FOUND.run(near).payments());
  }

  @Test
  void menusThatMaySellAnItemTwiceAreRefused() {
    float[] entries = FOUND.menus().entries().clone();
    int highest = FOUND.menus().first(0, 16 * 16 - 1);
    entries[highest] = CellMenus.FIXED;
    Arrays.fill(entries, highest + 1, highest + 4, 0.5f);

    assertThatThrownBy(
            () -> new CellAuction(FOUND.boosts(), FOUND.grid(), new CellMenus(256, 4, entries)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may sell an item twice, where the first bidder's values are in cell")
        .hasMessageEndingWith("the second's in cell 255");
  }

  /** Menus moved at random: those that the proof lets through never fail, and some do not pass. */
  @ParameterizedTest
  @ValueSource(doubles = {0.004, 0.02, 0.1})
  void whatTheProofLetsThroughSellsNothingTwice(double size) {
    CellGrid grid = new CellGrid(SQUARE, 3);
    int passed = 0;
    for (int n = 0; n < 400; n++) {
      float[] entries = new float[2 * 9 * 4];
      for (int k = 0; k < entries.length; k++) {
        if (k % 4 != 0 && Seeds.uniform(n, k / 4) < 0.2) {
          entries[k] = (float) (size * Seeds.normal(n, k));
        }
      }
      CellMenus menus = new CellMenus(9, 4, entries);
      if (CellProof.failure(BEST_AFFINE, grid, menus).isEmpty()) {
        passed++;
        new CellAuction(BEST_AFFINE, grid, menus).run(profiles(grid, 5_000));
      }
    }
    assertThat(passed).isBetween(1, 399);
  }

  @Test
  void whatCannotBeAnAuctionIsRefused() {
    assertThatThrownBy(() -> new CellGrid(SQUARE, 40))
        .hasMessageContaining("need from 1 to 512 cells, 40 along each item are not");
    assertThatThrownBy(() -> new CellGrid(Support.uniform(3, 2, 0, 1), 4))
        .hasMessageContaining("are for two bidders and values in a box");
    assertThatThrownBy(() -> new CellGrid(Support.simplex(2, 2, 1), 4))
        .hasMessageContaining("are for two bidders and values in a box");
    assertThatThrownBy(() -> new BundleBoosts(4, new double[256]))
        .hasMessageContaining("are for 2 or 3 items, were 4");
    assertThatThrownBy(() -> new BundleBoosts(2, new double[16]))
        .hasMessageContaining("finite where bundles are disjoint and only there");
    assertThatThrownBy(() -> new CellMenus(1, 4, new float[] {2, 0, 0, 0, 0, 0, 0, 0}))
        .hasMessageContaining("say 0 or 1 and then finite numbers, one was 2.0");
    assertThatThrownBy(
            () -> new CellAuction(BEST_AFFINE, new CellGrid(SQUARE, 2), CellMenus.unchanged(9, 4)))
        .hasMessageContaining("9 cells of 4 bundles do not fit 4 cells of 2 items");
    assertThatThrownBy(() -> FOUND.run(new ValuationProfiles(1, 2, 3)))
        .hasMessageContaining("are for 2 bidders and 2 items, reports are of 2 and 3");
  }
}
