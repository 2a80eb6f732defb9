package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.MisreportTask;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.tile.Tile;

/**
 * Finds every bidder's best misreports over a batch: a {@link MisreportTask}, done.
 *
 * <p>Owns a misreport pass for each tile and bidder, and leaves it at the best misreports.
 * Searching allocates nothing.
 */
final class TileMisreports {
  private static final int TILE = Kernels.TILE;

  private final BatchMember member;
  private final int items;
  private final int width; // values in a profile
  private final AuctionPass[][] passes; // [tile][bidder]
  private final MisreportAscent ascent;
  private final float[] candidate; // [item][lane]

  TileMisreports(BatchMember member, AuctionNetwork network) {
    this.member = member;
    items = member.setting().items();
    width = member.width();
    int tiles = (member.profiles() + TILE - 1) / TILE;
    passes = new AuctionPass[tiles][network.bidders()];
    for (AuctionPass[] ofTile : passes) {
      for (int bidder = 0; bidder < ofTile.length; bidder++) {
        ofTile[bidder] = network.misreport(bidder);
      }
    }
    ascent = new MisreportAscent(network.network().kernels(), member.setting());
    candidate = new float[items * TILE];
  }

  /**
   * Searches one bidder's best misreports on one tile; her pass is then at them.
   *
   * @param truth the tile's truthful reports
   * @return her utilities there, {@code [lane]}; written over by the next search
   */
  float[] search(MisreportTask task, int tile, int bidder, Tile truth) {
    for (int k = 0; k < member.ascents(); k++) {
      begin(tile, bidder, truth);
      start(task, k, tile, bidder);
      climb(task, k, tile, bidder);
    }
    if (member.ascents() > 1) {
      begin(tile, bidder, truth);
      for (int k = 0; k < member.ascents(); k++) {
        read(task.misreports[k], tile, bidder, candidate);
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

  /** Lets the misreport that is recalled and the candidates whose turn it is compete. */
  private void start(MisreportTask task, int k, int tile, int bidder) {
    if (member.recalled()) {
      read(task.misreports[k], tile, bidder, candidate);
      if (member.fresh() == 0) {
        ascent.startFrom(candidate);
        return;
      }
      ascent.offer(candidate, 0);
    }
    for (int c = 0; c < member.fresh(); c++) {
      if (task.turn[c] == k) {
        read(task.fresh[c], tile, bidder, candidate);
        ascent.offer(candidate, 0);
      }
    }
  }

  private void climb(MisreportTask task, int k, int tile, int bidder) {
    boolean carried = member.rule() == AscentRule.CARRIED_ADAM;
    if (carried) {
      read(task.firstMoments[k], tile, bidder, ascent.firstMoments());
      read(task.secondMoments[k], tile, bidder, ascent.secondMoments());
    }
    ascent.climb(task.steps, task.rate, task.rate, member.rule(), task.stepsBefore);
    if (carried) {
      write(ascent.firstMoments(), task.firstMoments[k], tile, bidder);
      write(ascent.secondMoments(), task.secondMoments[k], tile, bidder);
    }
    write(ascent.misreports(), task.misreports[k], tile, bidder);
  }

  private void read(float[] profiles, int tile, int bidder, float[] into) {
    Lanes.read(profiles, tile * TILE, lanes(tile), width, bidder * items, items, into);
  }

  private void write(float[] from, float[] profiles, int tile, int bidder) {
    Lanes.write(from, profiles, tile * TILE, lanes(tile), width, bidder * items, items);
  }

  private int lanes(int tile) {
    return Math.min(TILE, member.profiles() - tile * TILE);
  }
}
