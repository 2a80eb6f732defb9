package io.sweepstake.core.network.affine;

import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.cells.BundleBoosts;
import io.sweepstake.core.cells.CellAuction;
import io.sweepstake.core.cells.CellGrid;
import io.sweepstake.core.cells.CellMenus;
import io.sweepstake.core.cells.CellSearch;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.ProgramRunner;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.Uniform;
import java.util.Arrays;
import java.util.List;

/**
 * The affine maximiser of {@link Ama} for two bidders of equal weight and two or three items, with
 * menus that are changed on cells of what the rival reports ({@link CellAuction}): truthful and
 * individually rational whatever its weights, and no auction at all unless the proof holds that no
 * item is sold twice, which is checked whenever one is opened.
 *
 * <p>Boosts are trained as {@code ama}'s; the search that follows knows two bidders alike, whose
 * values are spread evenly over one interval.
 *
 * <p>Layers without biases: {@value AffineFamily#BOOSTS}, as {@code ama}'s, of which the first is
 * 0, and each bidder's menus {@code [cell][bundle]} as {@link CellMenus} has them.
 */
public final class CellAma implements TruthfulFamily {
  private static final List<String> MENUS = List.of("first-menus", "second-menus");
  private static final Ama AMA = new Ama();

  // Cells along each item's interval, and the same while boosts are looked for.
  private static final int PAIR_SIDE = 16;
  private static final int PAIR_COARSE = 8;
  private static final int TRIPLE_SIDE = 5;
  private static final int TRIPLE_COARSE = 3;

  @Override
  public String name() {
    return "cell-ama";
  }

  /**
   * Cells along each item's interval, in settings where there is a search for menus.
   *
   * @throws IllegalArgumentException in all others
   */
  @Override
  public Architecture defaultArchitecture(Setting setting) {
    require(setting);
    if (!alike(setting)) {
      throw new IllegalArgumentException(
          "family cell-ama: is made for two bidders whose values are all uniform on the same"
              + " interval, but setting "
              + setting.name()
              + " has others");
    }
    return Architecture.uniform(setting.items() == 2 ? PAIR_SIDE : TRIPLE_SIDE, 1);
  }

  /** Whether one can be made. */
  public boolean covers(Setting setting) {
    return runs(setting) && alike(setting);
  }

  private static boolean runs(Setting setting) {
    return setting.sellsItems()
        && setting.demand() == Demand.ADDITIVE
        && setting.reported() == setting.items()
        && setting.bidders() == 2
        && (setting.items() == 2 || setting.items() == 3)
        && Double.isInfinite(setting.distribution().support().total());
  }

  private void require(Setting setting) {
    setting.requireItems("family " + name());
    if (!runs(setting)) {
      throw new IllegalArgumentException(
          "family cell-ama: is for two bidders and two or three items, additive demand and values"
              + " in a box, but setting "
              + setting.name()
              + " is another");
    }
  }

  private static boolean alike(Setting setting) {
    if (!(setting.distribution() instanceof IndependentValuations independent)) {
      return false;
    }
    Marginal first = independent.marginal(0, 0);
    return first instanceof Uniform && independent.marginals().stream().allMatch(first::equals);
  }

  @Override
  public List<LayerShape> layers(Setting setting, Architecture architecture) {
    require(setting);
    CellGrid grid = grid(setting, architecture);
    int bundles = 1 << setting.items();
    return List.of(
        new LayerShape(AffineFamily.BOOSTS, 1, (int) Math.pow(3, setting.items())),
        new LayerShape(MENUS.get(0), grid.count(), bundles),
        new LayerShape(MENUS.get(1), grid.count(), bundles));
  }

  private static CellGrid grid(Setting setting, Architecture architecture) {
    if (architecture.hidden().size() != 1) {
      throw new IllegalArgumentException(
          "family cell-ama: has one number of cells along each item's interval, architecture was "
              + architecture);
    }
    return new CellGrid(setting.distribution().support(), architecture.hidden().get(0));
  }

  /** The start of {@code ama}'s boosts; nothing changed on any cell. */
  @Override
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    float[] boosts =
        AMA.initial(setting, AMA.defaultArchitecture(setting), seed).layers().get(1).weights();
    CellGrid grid = grid(setting, architecture);
    return weights(
        setting,
        architecture,
        fromNothing(boosts),
        CellMenus.unchanged(grid.count(), 1 << setting.items()).entries());
  }

  private static float[] fromNothing(float[] boosts) {
    float[] relative = new float[boosts.length];
    for (int a = 0; a < relative.length; a++) {
      relative[a] = boosts[a] - boosts[0];
    }
    return relative;
  }

  private NetworkWeights weights(
      Setting setting, Architecture architecture, float[] boosts, float[] entries) {
    List<LayerShape> layers = layers(setting, architecture);
    int half = entries.length / 2;
    return new NetworkWeights(
        List.of(
            AffineFamily.withoutBias(layers.get(0), boosts),
            AffineFamily.withoutBias(layers.get(1), Arrays.copyOf(entries, half)),
            AffineFamily.withoutBias(
                layers.get(2), Arrays.copyOfRange(entries, half, entries.length))));
  }

  /**
   * The weights of the best auction found near an affine maximiser, a function of its boosts.
   *
   * @param boosts of {@link Ama}, in units of value
   * @param tries how many boosts to try, those given first; one takes some hundredths of a second
   *     with two items, a second and more with three
   */
  public NetworkWeights near(Setting setting, float[] boosts, int tries) {
    Architecture architecture = defaultArchitecture(setting);
    CellAuction found =
        CellSearch.best(
            setting.distribution().support(),
            boosts(setting, fromNothing(boosts)),
            setting.items() == 2 ? PAIR_COARSE : TRIPLE_COARSE,
            architecture.hidden().get(0),
            tries);
    float[] whole = allocations(setting);
    float[] list = new float[boosts.length];
    for (int a = 0; a < list.length; a++) {
      list[a] = (float) found.boosts().table()[pairOf(whole, a, setting.items())];
    }
    return weights(setting, architecture, list, found.menus().entries());
  }

  private static float[] allocations(Setting setting) {
    return WholeAllocations.of(Demand.ADDITIVE, 2, setting.items());
  }

  /** Where an allocation of the list is in a table of bundles. */
  private static int pairOf(float[] whole, int allocation, int items) {
    int first = 0;
    int second = 0;
    for (int j = 0; j < items; j++) {
      first |= (int) whole[(2 * allocation) * items + j] << j;
      second |= (int) whole[(2 * allocation + 1) * items + j] << j;
    }
    return (first << items) + second;
  }

  private static BundleBoosts boosts(Setting setting, float[] list) {
    int bundles = 1 << setting.items();
    double[] table = new double[bundles * bundles];
    Arrays.fill(table, Double.NEGATIVE_INFINITY);
    float[] whole = allocations(setting);
    for (int a = 0; a < list.length; a++) {
      table[pairOf(whole, a, setting.items())] = list[a];
    }
    return new BundleBoosts(setting.items(), table);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if an item may be sold twice, too, naming the cells
   */
  @Override
  public Mechanism mechanism(
      Setting setting, Architecture architecture, NetworkWeights weights, ProgramRunner engine) {
    List<LayerWeights> layers = weights.require(layers(setting, architecture)).layers();
    float[] first = layers.get(1).weights();
    float[] entries = Arrays.copyOf(first, 2 * first.length);
    System.arraycopy(layers.get(2).weights(), 0, entries, first.length, first.length);
    CellGrid grid = grid(setting, architecture);
    return new CellAuction(
        boosts(setting, layers.get(0).weights()),
        grid,
        new CellMenus(grid.count(), 1 << setting.items(), entries));
  }
}
