package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * The bound's value by simulation, with truthful auctions as control variates.
 *
 * <p>How much weight each control has comes from profiles of its own, so that the mean over the
 * others is unbiased.
 */
final class CeilingEstimate {
  private static final int LANES = Kernels.TILE;
  private static final int BLOCK = 16 * LANES;

  /** Profiles that the controls' weights come from, at most. */
  private static final long PILOT = 65_536;

  private final Setting setting;
  private final VirtualValues field;
  private final Buyers buyers;
  private final List<Control> controls;
  private final int columns; // the bound itself, then what has mean 0
  private final double[] row; // [profile][column]
  private final float[] lowest; // F with rents down to the lowest type, [profile][cell]
  private final double[] cells;
  private final float[] allocation;

  CeilingEstimate(Setting setting, VirtualValues field) {
    this.setting = setting;
    this.field = field;
    buyers = Buyers.of(setting);
    controls = Control.of(setting);
    columns = 1 + controls.stream().mapToInt(Control::count).sum();
    row = new double[BLOCK * columns];
    int width = setting.bidders() * setting.items();
    lowest = new float[BLOCK * width];
    cells = new double[width];
    allocation = new float[width];
  }

  /**
   * A mean and its standard error.
   *
   * @param profiles a multiple of 64
   * @param done told, now and then, which share of them is done
   */
  double[] of(long seed, long profiles, DoubleConsumer done) {
    Moments pilot =
        moments(Seeds.derive(seed, "ceiling pilot", 0), Math.min(PILOT, profiles), share -> {});
    return moments(Seeds.derive(seed, "ceiling", 0), profiles, done).adjusted(pilot.weights());
  }

  private Moments moments(long seed, long profiles, DoubleConsumer done) {
    Moments moments = new Moments(columns);
    for (long first = 0; first < profiles; first += BLOCK) {
      int count = (int) Math.min(BLOCK, profiles - first);
      ValuationProfiles block = new ValuationProfiles(count, setting.bidders(), setting.items());
      setting.distribution().sample(first, block, seed);
      measure(block);
      moments.add(row, count);
      done.accept((double) (first + count) / profiles);
    }
    return moments;
  }

  private void measure(ValuationProfiles block) {
    int width = cells.length;
    for (int first = 0; first < block.count(); first += LANES) {
      field.load(block, first);
      for (int s = 0; s < LANES; s++) {
        for (int cell = 0; cell < width; cell++) {
          cells[cell] = field.worth()[cell * LANES + s];
          lowest[(first + s) * width + cell] = field.toLowest(cell, s);
        }
        row[(first + s) * columns] = buyers.best(cells, allocation);
      }
    }
    int at = 1;
    for (Control control : controls) {
      control.deviations(block, lowest, row, at, columns);
      at += control.count();
    }
  }
}
