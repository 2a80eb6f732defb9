package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.engine.opencl.ColumnProgram.Columns;
import io.sweepstake.core.engine.opencl.ColumnProgram.Members;
import io.sweepstake.core.engine.opencl.ProgramSource.Way;
import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.tile.Parameters;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A network as a mechanism, many profiles at a time. Not shared between threads. */
final class OpenClMechanism implements Mechanism, AutoCloseable {
  private static final int BLOCK = 4096;

  /** Fewer profiles run on so many columns. */
  private static final int LEAST = 64;

  private final int bidders;
  private final int items;
  private final DeviceQueue queue;
  private final ColumnProgram program;
  private final Members one;
  private final Map<Integer, Room> rooms = new HashMap<>(); // by columns

  /**
   * @throws io.sweepstake.core.engine.MemoryException if it does not fit; nothing is held then
   * @throws IllegalArgumentException naming an operation that has no kernel, or if the weights are
   *     another program's
   */
  static OpenClMechanism on(OpenClDevice device, NetworkProgram network, NetworkWeights weights) {
    DeviceQueue queue = new DeviceQueue(device);
    try {
      return new OpenClMechanism(queue, network, weights);
    } catch (RuntimeException refused) {
      queue.close();
      throw refused;
    }
  }

  private OpenClMechanism(DeviceQueue queue, NetworkProgram network, NetworkWeights weights) {
    AuctionProgram auction = new AuctionProgram(network);
    bidders = auction.bidders();
    items = auction.items();
    this.queue = queue;
    ProgramSource source = queue.device().source(network);
    program =
        new ColumnProgram(queue, source, 1, (BLOCK + source.columns() - 1) / source.columns());
    float[] parameters = new float[new Parameters(network).length()];
    new Parameters(network).write(weights.requireFor(network), parameters);
    program.load(0, program.layout().fromParameters(parameters));
    one = new Members(queue.ints(0), 0, 1);
  }

  /** As small a room as so many profiles have room in: small launches cost less. */
  private Room room(int profiles) {
    int columns = LEAST;
    while (columns < profiles) {
      columns *= 2;
    }
    return rooms.computeIfAbsent(columns, Room::new);
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    requireShape(reports);
    Outcomes outcomes = new Outcomes(reports.count(), bidders, reports.items());
    int width = bidders * items;
    for (int first = 0; first < reports.count(); first += BLOCK) {
      int count = Math.min(BLOCK, reports.count() - first);
      Room room = room(count);
      room.load(reports, first, count);
      room.run(Way.FORWARD);
      for (int p = 0; p < count; p++) {
        for (int r = 0; r < width; r++) {
          outcomes.allocation()[(first + p) * width + r] = room.outcome(r, p);
        }
        for (int i = 0; i < bidders; i++) {
          outcomes.payments()[(first + p) * bidders + i] = room.outcome(width + i, p);
        }
      }
    }
    return outcomes;
  }

  private void requireShape(ValuationProfiles reports) {
    if (reports.bidders() != bidders || reports.items() != items) {
      throw new IllegalArgumentException(
          "network: is for %d bidders and %d items, reports have %d and %d"
              .formatted(bidders, items, reports.bidders(), reports.items()));
    }
  }

  @Override
  public BidderUtility bidderUtility() {
    return new Utility();
  }

  @Override
  public void close() {
    queue.close();
  }

  /** So many columns, on both sides. */
  private final class Room {
    final Columns columns;
    final float[] bids; // [bidder][item][column]
    final float[] outcome; // the allocation's rows, then the payments'
    final float[] slopes; // as bids

    Room(int count) {
      columns = program.new Columns(1, 1, program.padded(count));
      bids = new float[bidders * items * columns.count];
      outcome = new float[bidders * (items + 1) * columns.count];
      slopes = new float[bids.length];
    }

    void load(ValuationProfiles reports, int first, int count) {
      int width = bidders * items;
      for (int p = 0; p < count; p++) {
        for (int r = 0; r < width; r++) {
          bids[r * columns.count + p] = reports.values()[(first + p) * width + r];
        }
      }
    }

    void run(Way way) {
      queue.write(columns.inputs, bids);
      program.run(way, columns, one, 0, 1, columns.slopes);
      queue.read(columns.outputs, outcome);
      if (way == Way.SLOPES) {
        queue.read(columns.slopes, slopes);
      }
    }

    float outcome(int row, int column) {
      return outcome[row * columns.count + column];
    }
  }

  /** One bidder's utility, with its gradient, a block at a time. */
  private final class Utility implements BidderUtility {
    private Room room;
    private float[] truth; // [item][column]
    private float[] wanted; // as a room's outcome
    private float[] others; // as its bids
    private int bidder;
    private int count;

    @Override
    public int blockSize() {
      return BLOCK;
    }

    @Override
    public void fix(ValuationProfiles profiles, int first, int profileCount, int misreporter) {
      requireShape(profiles);
      bidder = misreporter;
      count = profileCount;
      if (room != room(count)) {
        room = room(count);
        truth = new float[items * room.columns.count];
        wanted = new float[room.outcome.length];
        others = new float[room.bids.length];
      }
      int columns = room.columns.count;
      room.load(profiles, first, count);
      System.arraycopy(room.bids, 0, others, 0, others.length);
      System.arraycopy(others, bidder * items * columns, truth, 0, truth.length);
      Arrays.fill(wanted, 0f);
      System.arraycopy(truth, 0, wanted, bidder * items * columns, truth.length);
      int paid = (bidders * items + bidder) * columns;
      Arrays.fill(wanted, paid, paid + columns, -1f);
    }

    @Override
    public void utilities(float[] misreports, float[] utilities) {
      measure(Way.FORWARD, misreports, utilities);
    }

    private void measure(Way way, float[] misreports, float[] utilities) {
      int columns = room.columns.count;
      System.arraycopy(others, 0, room.bids, 0, others.length);
      for (int p = 0; p < count; p++) {
        for (int j = 0; j < items; j++) {
          room.bids[(bidder * items + j) * columns + p] = misreports[p * items + j];
        }
      }
      room.run(way);
      for (int p = 0; p < count; p++) {
        float utility = -room.outcome(bidders * items + bidder, p);
        for (int j = 0; j < items; j++) {
          utility += room.outcome(bidder * items + j, p) * truth[j * columns + p];
        }
        utilities[p] = utility;
      }
    }

    @Override
    public boolean differentiable() {
      return true;
    }

    @Override
    public void gradients(float[] misreports, float[] utilities, float[] gradients) {
      queue.write(room.columns.wanted, wanted);
      measure(Way.SLOPES, misreports, utilities);
      for (int p = 0; p < count; p++) {
        for (int j = 0; j < items; j++) {
          gradients[p * items + j] = room.slopes[(bidder * items + j) * room.columns.count + p];
        }
      }
    }
  }
}
