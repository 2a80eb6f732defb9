package io.sweepstake.core.pass;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.Operation;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.tile.ActivateTile;
import io.sweepstake.core.tile.AddAlongTile;
import io.sweepstake.core.tile.DenseTile;
import io.sweepstake.core.tile.GradientTarget;
import io.sweepstake.core.tile.MeanTile;
import io.sweepstake.core.tile.MinimumTile;
import io.sweepstake.core.tile.MisreportDenseTile;
import io.sweepstake.core.tile.MultiplyTile;
import io.sweepstake.core.tile.PackedLayers;
import io.sweepstake.core.tile.Parameters;
import io.sweepstake.core.tile.SelectTile;
import io.sweepstake.core.tile.SharedDenseTile;
import io.sweepstake.core.tile.SoftmaxTile;
import io.sweepstake.core.tile.SpreadTile;
import io.sweepstake.core.tile.SumGroupsTile;
import io.sweepstake.core.tile.SumRowsTile;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.tile.TileOperation;
import io.sweepstake.core.tile.TileStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a program into passes.
 *
 * <p>For a misreport pass it first asks which rows of each block the bidder's utility needs, and
 * binds operations to those alone. Non-linearities and sums run in place on the block they follow.
 */
final class PassCompiler {
  /** Others' bids that cost more to multiply than their part of a layer costs to read. */
  private static final int FEWEST_SET_ASIDE = 3;

  private final NetworkProgram program;
  private final Kernels kernels;
  private final TileStorage storage;
  private final Parameters parameters;
  private final PackedLayers packed;
  private final float[] weightGradients;
  private final Rows reports; // the misreporting bidder's rows of the bids; everybody's if empty
  private final Rows[] demand; // rows of each block that the outcome needs
  private final int[] consumers; // how many needed blocks read each block
  private final boolean[] learned; // whether a block hangs on weights
  private final boolean[] inPlace; // whether a block is computed in its input's storage
  private final boolean[] passed; // whether a block is a tanh that its reader passes
  private final Tile[] gradients; // of each block; shared by all passes of this compiler

  /**
   * @param bidder who misreports, or −1 for everybody's outcome
   */
  PassCompiler(
      NetworkProgram program,
      Kernels kernels,
      TileStorage storage,
      Parameters parameters,
      PackedLayers packed,
      float[] weightGradients,
      int bidder) {
    this.program = program;
    this.kernels = kernels;
    this.storage = storage;
    this.parameters = parameters;
    this.packed = packed;
    this.weightGradients = weightGradients;
    int items = program.items();
    this.reports = bidder < 0 ? Rows.NONE : new Rows(bidder * items, (bidder + 1) * items);
    int count = program.blocks().size();
    demand = new Rows[count];
    consumers = new int[count];
    learned = new boolean[count];
    inPlace = new boolean[count];
    passed = new boolean[count];
    propagateDemand(bidder);
    for (Block block : program.blocks()) {
      learned[block.index()] =
          block.operation() instanceof Operation.Dense
              || block.operation() instanceof Operation.SharedDense
              || block.operation().inputs().stream().anyMatch(input -> learned[input.index()]);
      inPlace[block.index()] = canRunInPlace(block);
    }
    gradients = GradientStorage.of(program, demand, inPlace, storage);
  }

  private void propagateDemand(int bidder) {
    Arrays.fill(demand, Rows.NONE);
    Block allocation = program.allocation();
    Block payments = program.payments();
    demand[allocation.index()] = bidder < 0 ? Rows.all(allocation.rows()) : reports;
    Rows paid = bidder < 0 ? Rows.all(payments.rows()) : new Rows(bidder, bidder + 1);
    demand[payments.index()] = demand[payments.index()].hull(paid);
    for (int k = program.blocks().size() - 1; k >= 0; k--) {
      Block block = program.blocks().get(k);
      if (demand[k].empty()) {
        continue;
      }
      demand[k] = whole(block, demand[k]);
      for (Block input : block.operation().inputs()) {
        demand[input.index()] = demand[input.index()].hull(needed(block, input, demand[k]));
        consumers[input.index()]++;
      }
    }
  }

  /** The rows that an operation computes together with some of its output rows. */
  private static Rows whole(Block block, Rows rows) {
    Operation operation = block.operation();
    if (operation instanceof Operation.Softmax softmax) {
      return rows.wholeSlices(softmax.groups() * softmax.stride()); // all that competes
    }
    if (operation instanceof Operation.SharedDense shared) {
      return rows.wholeSlices(block.rows() / shared.slices());
    }
    if (operation instanceof Operation.Mean mean) {
      return rows.wholeSlices(mean.stride());
    }
    if (operation instanceof Operation.Spread spread) {
      return rows.wholeSlices(spread.groups() * spread.stride());
    }
    if (operation instanceof Operation.AddAlong along) {
      return rows.wholeSlices(along.stride());
    }
    return rows;
  }

  /** The rows of one input that some output rows of an operation, whole ones, are made of. */
  private static Rows needed(Block block, Block input, Rows rows) {
    Operation operation = block.operation();
    if (operation instanceof Operation.Dense) {
      return Rows.all(input.rows());
    }
    if (operation instanceof Operation.Softmax softmax) {
      return rows.wholeSlices(softmax.groups() * softmax.stride());
    }
    if (operation instanceof Operation.SharedDense shared) {
      int inputs = input.rows() / shared.slices();
      int outputs = block.rows() / shared.slices();
      return new Rows(rows.from() / outputs * inputs, rows.to() / outputs * inputs);
    }
    if (operation instanceof Operation.Mean mean) {
      return new Rows(rows.from() * mean.groups(), rows.to() * mean.groups());
    }
    if (operation instanceof Operation.Spread spread) {
      return new Rows(rows.from() / spread.groups(), rows.to() / spread.groups());
    }
    if (operation instanceof Operation.AddAlong along && input.equals(along.added())) {
      Rows slices = rows.wholeSlices(along.groups() * along.stride());
      return new Rows(slices.from() / along.groups(), slices.to() / along.groups());
    }
    if (operation instanceof Operation.Select select) {
      return new Rows(
          SelectTile.source(rows.from(), select.stride(), select.count()),
          SelectTile.source(rows.to() - 1, select.stride(), select.count()) + 1);
    }
    if (operation instanceof Operation.SumGroups sum) {
      return new Rows(rows.from() * sum.size(), rows.to() * sum.size());
    }
    if (operation instanceof Operation.SumRows sum) {
      return SumRowsTile.sources(sum.terms(), rows);
    }
    return rows; // element-wise
  }

  private boolean canRunInPlace(Block block) {
    if (!(block.operation() instanceof Operation.Activate)
        && !(block.operation() instanceof Operation.Softmax)
        && !(block.operation() instanceof Operation.AddAlong)) {
      return false;
    }
    Block input = block.operation().inputs().get(0);
    boolean outcome = input.equals(program.allocation()) || input.equals(program.payments());
    // These do not look at their output again on the way back.
    boolean forgotten =
        input.operation() instanceof Operation.Dense
            || input.operation() instanceof Operation.SharedDense
            || input.operation() instanceof Operation.AddAlong;
    return forgotten
        && consumers[input.index()] == 1
        && !outcome
        && demand[input.index()].equals(demand[block.index()]);
  }

  /** A new pass with storage of its own; gradients are shared between the passes of a compiler. */
  TilePass pass() {
    Tile[] tiles = new Tile[program.blocks().size()];
    for (Block block : program.blocks()) {
      tiles[block.index()] =
          inPlace[block.index()]
              ? tiles[block.operation().inputs().get(0).index()]
              : storage.block(block.rows());
    }
    return new TilePass(
        tiles[program.blocks().get(0).index()],
        tiles[program.allocation().index()],
        tiles[program.payments().index()],
        gradients[0],
        gradients[program.allocation().index()],
        gradients[program.payments().index()],
        bind(tiles, true),
        bind(tiles, false));
  }

  private List<TileOperation> bind(Tile[] tiles, boolean towardsBids) {
    Arrays.fill(passed, false);
    // Backward runs from the last block to the first: the first writer of a gradient is the last
    // reader of its block.
    List<TileOperation> backwards = new ArrayList<>();
    boolean[] written = new boolean[tiles.length];
    written[program.allocation().index()] = true; // by the caller
    written[program.payments().index()] = true;
    for (int k = tiles.length - 1; k >= 0; k--) {
      Block block = program.blocks().get(k);
      if (!demand[k].empty() && !(block.operation() instanceof Operation.Bids)) {
        bind(block, tiles, towardsBids, written, backwards);
      }
    }
    java.util.Collections.reverse(backwards);
    return backwards;
  }

  private void bind(
      Block block, Tile[] tiles, boolean towardsBids, boolean[] written, List<TileOperation> into) {
    Operation operation = block.operation();
    Rows rows = demand[block.index()];
    Tile output = tiles[block.index()];
    Tile gradient = gradients[block.index()];
    if (operation instanceof Operation.Dense dense) {
      into.add(dense(dense, tiles, output, rows, gradient, towardsBids, written));
    } else if (operation instanceof Operation.Activate activate) {
      into.add(
          ActivateTile.of(
              kernels, activate.activation(), output, gradient, rows, passed[block.index()]));
      copyUnlessInPlace(block, tiles, towardsBids, written, into);
    } else if (operation instanceof Operation.Softmax softmax) {
      into.add(
          new SoftmaxTile(kernels, output, gradient, rows, softmax.groups(), softmax.stride()));
      copyUnlessInPlace(block, tiles, towardsBids, written, into);
    } else if (operation instanceof Operation.Select select) {
      into.add(
          new SelectTile(
              kernels,
              tiles[select.input().index()],
              output,
              rows,
              gradient,
              added(select.input(), rows, towardsBids, written),
              select.stride(),
              select.count()));
    } else if (operation instanceof Operation.Multiply multiply) {
      into.add(
          new MultiplyTile(
              kernels,
              tiles[multiply.left().index()],
              tiles[multiply.right().index()],
              output,
              rows,
              gradient,
              target(multiply.left(), rows, towardsBids, written),
              target(multiply.right(), rows, towardsBids, written)));
    } else if (operation instanceof Operation.Minimum minimum) {
      into.add(
          new MinimumTile(
              kernels,
              tiles[minimum.left().index()],
              tiles[minimum.right().index()],
              output,
              rows,
              gradient,
              added(minimum.left(), rows, towardsBids, written),
              added(minimum.right(), rows, towardsBids, written)));
    } else if (operation instanceof Operation.SumGroups sum) {
      into.add(
          new SumGroupsTile(
              kernels,
              tiles[sum.input().index()],
              output,
              rows,
              sum.size(),
              gradient,
              target(sum.input(), needed(block, sum.input(), rows), towardsBids, written)));
    } else if (operation instanceof Operation.SumRows sum) {
      into.add(
          new SumRowsTile(
              kernels,
              tiles[sum.input().index()],
              output,
              rows,
              sum.terms(),
              gradient,
              added(block, sum.input(), towardsBids, written)));
    } else if (operation instanceof Operation.SharedDense shared) {
      LayerShape layer = layer(shared.layer());
      into.add(
          new SharedDenseTile(
              kernels,
              storage,
              packed,
              layer,
              tiles[shared.input().index()],
              output,
              rows,
              gradient,
              target(block, shared.input(), towardsBids, written),
              weightGradients,
              parameters.offset(layer.name())));
    } else if (operation instanceof Operation.Mean mean) {
      into.add(
          new MeanTile(
              kernels,
              tiles[mean.input().index()],
              output,
              rows,
              mean.groups(),
              mean.stride(),
              gradient,
              added(block, mean.input(), towardsBids, written)));
    } else if (operation instanceof Operation.Spread spread) {
      into.add(
          new SpreadTile(
              kernels,
              tiles[spread.input().index()],
              output,
              rows,
              spread.groups(),
              spread.stride(),
              gradient,
              added(block, spread.input(), towardsBids, written)));
    } else if (operation instanceof Operation.AddAlong along) {
      into.add(
          new AddAlongTile(
              kernels,
              tiles[along.added().index()],
              output,
              rows,
              along.groups(),
              along.stride(),
              gradient,
              added(block, along.added(), towardsBids, written)));
      copyUnlessInPlace(block, tiles, towardsBids, written, into);
    } else {
      throw new IllegalStateException("an operation without a kernel: " + operation);
    }
  }

  private TileOperation dense(
      Operation.Dense dense,
      Tile[] tiles,
      Tile output,
      Rows rows,
      Tile gradient,
      boolean towardsBids,
      boolean[] written) {
    LayerShape layer = layer(dense.layer());
    int layerAt = parameters.offset(layer.name());
    boolean misreported = dense.input().operation() instanceof Operation.Bids && !reports.empty();
    GradientTarget target =
        target(
            dense.input(), misreported ? reports : Rows.all(layer.inputs()), towardsBids, written);
    if (passesTanh(dense.input(), target)) {
      passed[dense.input().index()] = true;
      target = target.through(tiles[dense.input().index()]);
    }
    if (misreported && layer.inputs() - reports.count() >= FEWEST_SET_ASIDE) {
      return new MisreportDenseTile(
          kernels,
          storage,
          packed,
          layer,
          tiles[dense.input().index()],
          reports,
          output,
          rows,
          gradient,
          target,
          weightGradients,
          layerAt);
    }
    return new DenseTile(
        kernels,
        packed,
        layer,
        tiles[dense.input().index()],
        output,
        rows,
        gradient,
        target,
        weightGradients,
        layerAt);
  }

  /** Whether a layer can take the way back through the tanh that it alone reads. */
  private boolean passesTanh(Block input, GradientTarget target) {
    return input.operation() instanceof Operation.Activate activate
        && activate.activation() == Activation.TANH
        && inPlace[input.index()]
        && consumers[input.index()] == 1
        && target.wanted()
        && !target.accumulate();
  }

  private LayerShape layer(String name) {
    return program.layers().stream()
        .filter(shape -> shape.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Where a block cannot be computed in its input's storage, the input's rows are copied first. */
  private void copyUnlessInPlace(
      Block block, Tile[] tiles, boolean towardsBids, boolean[] written, List<TileOperation> into) {
    if (inPlace[block.index()]) {
      return;
    }
    Block input = block.operation().inputs().get(0);
    Rows rows = needed(block, input, demand[block.index()]);
    into.add(
        new SelectTile(
            kernels,
            tiles[input.index()],
            tiles[block.index()],
            rows,
            gradients[block.index()],
            added(input, rows, towardsBids, written),
            input.rows(),
            input.rows()));
  }

  /** For an operation that can overwrite: clears only where it leaves rows out. */
  private GradientTarget target(Block input, Rows rows, boolean towardsBids, boolean[] written) {
    if (!wanted(input, towardsBids)) {
      return new GradientTarget(null, rows, false, Rows.NONE);
    }
    boolean first = !written[input.index()];
    written[input.index()] = true;
    boolean overwrite = first && rows.equals(gradientRows(input));
    return new GradientTarget(
        gradients[input.index()],
        rows,
        !overwrite,
        first && !overwrite ? gradientRows(input) : Rows.NONE);
  }

  /** For an operation that can overwrite all that its output rows are made of. */
  private GradientTarget target(Block block, Block input, boolean towardsBids, boolean[] written) {
    return target(input, sources(block, input), towardsBids, written);
  }

  /** For an operation that can only add. */
  private GradientTarget added(Block block, Block input, boolean towardsBids, boolean[] written) {
    return added(input, sources(block, input), towardsBids, written);
  }

  /** The rows of an input that have a gradient through a block. */
  private Rows sources(Block block, Block input) {
    boolean onBids = input.operation() instanceof Operation.Bids;
    return onBids && !reports.empty() ? reports : needed(block, input, demand[block.index()]);
  }

  /** For an operation that can only add, of these rows. */
  private GradientTarget added(Block input, Rows rows, boolean towardsBids, boolean[] written) {
    if (!wanted(input, towardsBids)) {
      return new GradientTarget(null, rows, true, Rows.NONE);
    }
    boolean first = !written[input.index()];
    written[input.index()] = true;
    return new GradientTarget(
        gradients[input.index()], rows, true, first ? gradientRows(input) : Rows.NONE);
  }

  private boolean wanted(Block input, boolean towardsBids) {
    return towardsBids || learned[input.index()];
  }

  private Rows gradientRows(Block block) {
    boolean bids = block.operation() instanceof Operation.Bids;
    return bids && !reports.empty() ? reports : demand[block.index()];
  }
}
