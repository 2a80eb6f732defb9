package io.sweepstake.core.training;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.engine.tiles.AuctionNetwork;
import io.sweepstake.core.engine.tiles.AuctionPass;
import io.sweepstake.core.engine.tiles.MisreportAscent;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * Finds every bidder's best misreports over a batch: {@link MisreportSearch}, done.
 *
 * <p>Owns a misreport pass for each tile and bidder, and leaves it at the best misreports.
 * Searching allocates nothing.
 */
final class BatchMisreports {
  private static final int TILE = Kernels.TILE;

  private final TrainingSpec spec;
  private final MisreportSearch search;
  private final TrainingSet set;
  private final int items;
  private final int width; // values in a profile
  private final int tiles;
  private final AuctionPass[][] passes; // [tile][bidder]
  private final Support support;
  private final MisreportAscent ascent;
  private final float[] candidate; // [item][lane]
  private final ValuationProfiles[] fresh; // [draw]

  private int[] batch;
  private long iteration;
  private int steps;
  private double rate;
  private long stepsBefore;

  BatchMisreports(TrainingSpec spec, AuctionNetwork network, TrainingSet set) {
    this.spec = spec;
    this.set = set;
    search = spec.misreports();
    int bidders = spec.setting().bidders();
    items = spec.setting().items();
    width = bidders * items;
    tiles = (spec.batch() + TILE - 1) / TILE;
    passes = new AuctionPass[tiles][bidders];
    for (AuctionPass[] ofTile : passes) {
      for (int bidder = 0; bidder < bidders; bidder++) {
        ofTile[bidder] = network.misreport(bidder);
      }
    }
    support = spec.setting().distribution().support();
    ascent = new MisreportAscent(network.network().kernels(), spec.setting());
    candidate = new float[items * TILE];
    fresh = new ValuationProfiles[search.freshStarts()];
    for (int draw = 0; draw < fresh.length; draw++) {
      fresh[draw] = new ValuationProfiles(tiles * TILE, bidders, items);
    }
  }

  /** Turns to a batch: draws what competes with the cache. */
  void begin(int[] profileNumbers, long now) {
    batch = profileNumbers;
    iteration = now;
    steps = search.stepsAt(now, spec.iterations());
    rate = search.rateAt(now, spec.iterations());
    stepsBefore = now / (spec.profiles() / spec.batch()) * search.steps(); // one visit an epoch
    for (int draw = 0; draw < fresh.length; draw++) {
      spec.setting()
          .distribution()
          .sample(
              now * tiles * TILE, fresh[draw], Seeds.derive(spec.seed(), "fresh misreports", draw));
    }
  }

  /**
   * Searches one bidder's best misreports on one tile; her pass is then at them.
   *
   * @param truth the tile's truthful reports
   * @return her utilities there, {@code [lane]}; written over by the next search
   */
  float[] search(int tile, int bidder, Tile truth) {
    for (int k = 0; k < search.ascents(); k++) {
      begin(tile, bidder, truth);
      start(k, tile, bidder);
      climb(k, tile, bidder);
    }
    if (search.ascents() > 1) {
      begin(tile, bidder, truth);
      for (int k = 0; k < search.ascents(); k++) {
        recall(k, tile, bidder);
        ascent.offer(candidate, 0);
      }
    }
    ascent.settle();
    return ascent.utilities();
  }

  /** The pass that a search left at the best misreports. */
  AuctionPass pass(int tile, int bidder) {
    return passes[tile][bidder];
  }

  private void begin(int tile, int bidder, Tile truth) {
    AuctionPass pass = passes[tile][bidder];
    pass.bids().copyFrom(truth, width);
    ascent.begin(pass, bidder);
  }

  /** Lets the cached misreport and the draws whose turn it is compete. */
  private void start(int k, int tile, int bidder) {
    if (search.cached()) {
      recall(k, tile, bidder);
      if (fresh.length == 0) {
        ascent.startFrom(candidate);
        return;
      }
      ascent.offer(candidate, 0);
    }
    for (int draw = 0; draw < fresh.length; draw++) {
      if ((iteration + draw) % search.ascents() == k) {
        draw(tile, bidder, draw);
        ascent.offer(candidate, 0);
      }
    }
  }

  private void climb(int k, int tile, int bidder) {
    boolean carried = search.rule() == AscentRule.CARRIED_ADAM;
    int from = tile * TILE;
    int count = lanes(tile);
    float[] first = ascent.firstMoments();
    float[] second = ascent.secondMoments();
    if (carried) {
      set.recallMoments(k, batch, from, count, bidder, first, second);
    }
    ascent.climb(steps, rate, rate, search.rule(), stepsBefore);
    if (carried) {
      set.rememberMoments(k, batch, from, count, bidder, first, second);
    }
    set.remember(k, batch, from, count, bidder, ascent.misreports());
  }

  private void recall(int k, int tile, int bidder) {
    set.recall(k, batch, tile * TILE, lanes(tile), bidder, candidate);
  }

  private int lanes(int tile) {
    return Math.min(TILE, spec.batch() - tile * TILE);
  }

  /**
   * Candidates nobody met before: by turns from the prior, where most gains lie, and uniform on the
   * support, where a network was never shown anything.
   */
  private void draw(int tile, int bidder, int draw) {
    long stream = Seeds.derive(spec.seed(), "uniform misreports", draw);
    for (int s = 0; s < TILE; s++) {
      boolean uniform = (iteration + s) % 2 == 0;
      for (int j = 0; j < items; j++) {
        long position = ((iteration * tiles + tile) * TILE + s) * width + bidder * items + j;
        candidate[j * TILE + s] =
            uniform
                ? support.low(bidder, j)
                    + (float) Seeds.uniform(stream, position)
                        * (support.high(bidder, j) - support.low(bidder, j))
                : fresh[draw].value(tile * TILE + s, bidder, j);
      }
    }
  }
}
