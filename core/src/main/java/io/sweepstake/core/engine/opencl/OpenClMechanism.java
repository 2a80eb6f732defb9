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
import org.jocl.cl_mem;

/** A network as a mechanism, many profiles at a time. Not shared between threads. */
final class OpenClMechanism implements Mechanism {
  private static final int BLOCK = 4096;

  private final int bidders;
  private final int items;
  private final DeviceQueue queue;
  private final ColumnProgram program;
  private final Columns columns;
  private final Members one;
  private final float[] bids; // [bidder][item][column]
  private final float[] outcome; // the allocation's rows, then the payments'

  OpenClMechanism(OpenClDevice device, NetworkProgram network, NetworkWeights weights) {
    AuctionProgram auction = new AuctionProgram(network);
    bidders = auction.bidders();
    items = auction.items();
    queue = new DeviceQueue(device);
    program = new ColumnProgram(queue, device.source(network), 1);
    float[] parameters = new float[new Parameters(network).length()];
    new Parameters(network).write(weights.requireFor(network), parameters);
    program.load(0, program.layout().fromParameters(parameters));
    columns = program.new Columns(1, 1, program.padded(BLOCK));
    one = new Members(queue.ints(0), 0, 1);
    bids = new float[bidders * items * columns.count];
    outcome = new float[bidders * (items + 1) * columns.count];
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    requireShape(reports);
    Outcomes outcomes = new Outcomes(reports.count(), bidders, reports.items());
    int width = bidders * items;
    for (int first = 0; first < reports.count(); first += BLOCK) {
      int count = Math.min(BLOCK, reports.count() - first);
      load(reports, first, count);
      run(Way.FORWARD);
      for (int p = 0; p < count; p++) {
        for (int r = 0; r < width; r++) {
          outcomes.allocation()[(first + p) * width + r] = outcome(r, p);
        }
        for (int i = 0; i < bidders; i++) {
          outcomes.payments()[(first + p) * bidders + i] = outcome(width + i, p);
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

  private void load(ValuationProfiles reports, int first, int count) {
    int width = bidders * items;
    for (int p = 0; p < count; p++) {
      for (int r = 0; r < width; r++) {
        bids[r * columns.count + p] = reports.values()[(first + p) * width + r];
      }
    }
  }

  private void run(Way way) {
    queue.write(columns.inputs, bids);
    program.run(way, columns, one, 0, 1, columns.slopes);
    queue.read(columns.outputs, outcome);
  }

  private float outcome(int row, int column) {
    return outcome[row * columns.count + column];
  }

  @Override
  public BidderUtility bidderUtility() {
    return new Utility();
  }

  /** One bidder's utility, with its gradient, a block at a time. */
  private final class Utility implements BidderUtility {
    private final float[] truth = new float[items * columns.count]; // [item][column]
    private final float[] wanted = new float[outcome.length];
    private final float[] slopes = new float[bids.length];
    private final float[] others = new float[bids.length];
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
      load(profiles, first, count);
      System.arraycopy(bids, 0, others, 0, bids.length);
      System.arraycopy(bids, bidder * items * columns.count, truth, 0, truth.length);
      Arrays.fill(wanted, 0f);
      System.arraycopy(truth, 0, wanted, bidder * items * columns.count, truth.length);
      int paid = (bidders * items + bidder) * columns.count;
      Arrays.fill(wanted, paid, paid + columns.count, -1f);
    }

    @Override
    public void utilities(float[] misreports, float[] utilities) {
      measure(Way.FORWARD, misreports, utilities);
    }

    private void measure(Way way, float[] misreports, float[] utilities) {
      System.arraycopy(others, 0, bids, 0, bids.length);
      for (int p = 0; p < count; p++) {
        for (int j = 0; j < items; j++) {
          bids[(bidder * items + j) * columns.count + p] = misreports[p * items + j];
        }
      }
      OpenClMechanism.this.run(way);
      for (int p = 0; p < count; p++) {
        float utility = -outcome(bidders * items + bidder, p);
        for (int j = 0; j < items; j++) {
          utility += outcome(bidder * items + j, p) * truth[j * columns.count + p];
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
      queue.write(columns.wanted, wanted);
      measure(Way.SLOPES, misreports, utilities);
      cl_mem found = columns.slopes;
      queue.read(found, slopes);
      for (int p = 0; p < count; p++) {
        for (int j = 0; j < items; j++) {
          gradients[p * items + j] = slopes[(bidder * items + j) * columns.count + p];
        }
      }
    }
  }
}
