package io.sweepstake.core.pass;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.Operation;
import io.sweepstake.core.program.PassPlan;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.tile.ActivateTile;
import io.sweepstake.core.tile.AddAlongTile;
import io.sweepstake.core.tile.ColumnTile;
import io.sweepstake.core.tile.DenseTile;
import io.sweepstake.core.tile.GradientTarget;
import io.sweepstake.core.tile.MeanTile;
import io.sweepstake.core.tile.MinimumTile;
import io.sweepstake.core.tile.MultiplyTile;
import io.sweepstake.core.tile.PackedLayers;
import io.sweepstake.core.tile.Parameters;
import io.sweepstake.core.tile.PartlyMovingDenseTile;
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
import java.util.List;

/** Binds operations, from the last block to the first, to the tiles of one pass. */
final class TileBinder implements Operation.Visitor<TileOperation> {
  /** Rows at rest that cost more to multiply than their part of a layer costs to read. */
  private static final int FEWEST_SET_ASIDE = 3;

  private final PassPlan plan;
  private final Kernels kernels;
  private final TileStorage storage;
  private final Parameters parameters;
  private final PackedLayers packed;
  private final float[] weightGradients;
  private final InPlaceBlocks inPlace;
  private final Tile[] tiles;
  private final Tile[] gradients;
  private final GradientTargets targets;
  private final boolean[] passed; // whether a block is a tanh that its reader passes
  private final List<TileOperation> bound = new ArrayList<>();

  // Of the block that is being bound:
  private Block block;
  private Rows rows;
  private Tile output;
  private Tile gradient;

  TileBinder(
      PassPlan plan,
      Kernels kernels,
      TileStorage storage,
      Parameters parameters,
      PackedLayers packed,
      float[] weightGradients,
      InPlaceBlocks inPlace,
      Tile[] tiles,
      Tile[] gradients,
      boolean towardsInputs) {
    this.plan = plan;
    this.kernels = kernels;
    this.storage = storage;
    this.parameters = parameters;
    this.packed = packed;
    this.weightGradients = weightGradients;
    this.inPlace = inPlace;
    this.tiles = tiles;
    this.gradients = gradients;
    targets = new GradientTargets(plan, gradients, towardsInputs);
    passed = new boolean[tiles.length];
  }

  void bind(Block next) {
    block = next;
    rows = plan.demand(next);
    output = tiles[next.index()];
    gradient = gradients[next.index()];
    TileOperation operation = next.operation().accept(this);
    if (operation != null) {
      bound.add(operation);
    }
  }

  /** What was bound, the last block's first. */
  List<TileOperation> bound() {
    return bound;
  }

  private Tile tile(Block of) {
    return tiles[of.index()];
  }

  /** An operation that runs in place: where it cannot, its input's rows are copied first. */
  private TileOperation inPlace(TileOperation operation) {
    if (inPlace.has(block)) {
      return operation;
    }
    bound.add(operation);
    Block input = block.operation().inputs().get(0);
    Rows copied = block.operation().needed(input, rows);
    return new SelectTile(
        kernels,
        tile(input),
        output,
        copied,
        gradient,
        targets.adding(input, copied),
        new Operation.Select(input, 1, input.rows(), input.rows()));
  }

  /** Nothing runs: it is given. */
  @Override
  public TileOperation input(Operation.Input input) {
    return null;
  }

  @Override
  public TileOperation dense(Operation.Dense dense) {
    LayerShape layer = dense.layer();
    Block input = dense.input();
    boolean partly = plan.movesInPart(input);
    Rows moving = plan.gradientRows(input);
    GradientTarget target = targets.overwriting(input, partly ? moving : Rows.all(layer.inputs()));
    if (passesTanh(input, target)) {
      passed[input.index()] = true;
      target = target.through(tile(input));
    }
    if (partly && layer.inputs() - moving.count() >= FEWEST_SET_ASIDE) {
      return new PartlyMovingDenseTile(
          kernels,
          storage,
          packed,
          layer,
          tile(input),
          moving,
          output,
          rows,
          gradient,
          target,
          weightGradients,
          parameters.offset(layer.name()));
    }
    return new DenseTile(
        kernels,
        packed,
        layer,
        tile(input),
        output,
        rows,
        gradient,
        target,
        weightGradients,
        parameters.offset(layer.name()));
  }

  /** Whether a layer can take the way back through the tanh that it alone reads. */
  private boolean passesTanh(Block input, GradientTarget target) {
    return inPlace.has(input)
        && input.operation().equals(new Operation.Activate(Activation.TANH, below(input)))
        && plan.consumers(input) == 1
        && target.wanted()
        && !target.accumulate();
  }

  private static Block below(Block block) {
    return block.operation().inputs().get(0);
  }

  @Override
  public TileOperation sharedDense(Operation.SharedDense dense) {
    LayerShape layer = dense.layer();
    return new SharedDenseTile(
        kernels,
        storage,
        packed,
        layer,
        tile(dense.input()),
        output,
        rows,
        gradient,
        targets.overwriting(block, dense.input()),
        weightGradients,
        parameters.offset(layer.name()));
  }

  @Override
  public TileOperation activate(Operation.Activate activate) {
    return inPlace(
        ActivateTile.of(
            kernels, activate.activation(), output, gradient, rows, passed[block.index()]));
  }

  @Override
  public TileOperation softmax(Operation.Softmax softmax) {
    return inPlace(
        new SoftmaxTile(kernels, output, gradient, rows, softmax.groups(), softmax.stride()));
  }

  @Override
  public TileOperation select(Operation.Select select) {
    return new SelectTile(
        kernels,
        tile(select.input()),
        output,
        rows,
        gradient,
        targets.adding(select.input(), rows),
        select);
  }

  @Override
  public TileOperation multiply(Operation.Multiply multiply) {
    return new MultiplyTile(
        kernels,
        tile(multiply.left()),
        tile(multiply.right()),
        output,
        rows,
        gradient,
        targets.overwriting(multiply.left(), rows),
        targets.overwriting(multiply.right(), rows));
  }

  @Override
  public TileOperation minimum(Operation.Minimum minimum) {
    return new MinimumTile(
        kernels,
        tile(minimum.left()),
        tile(minimum.right()),
        output,
        rows,
        gradient,
        targets.adding(minimum.left(), rows),
        targets.adding(minimum.right(), rows));
  }

  @Override
  public TileOperation sumGroups(Operation.SumGroups sum) {
    return new SumGroupsTile(
        kernels,
        tile(sum.input()),
        output,
        rows,
        sum.size(),
        gradient,
        targets.overwriting(sum.input(), sum.needed(sum.input(), rows)));
  }

  @Override
  public TileOperation sumRows(Operation.SumRows sum) {
    return new SumRowsTile(
        kernels,
        tile(sum.input()),
        output,
        rows,
        sum.terms(),
        gradient,
        targets.adding(block, sum.input()));
  }

  @Override
  public TileOperation mean(Operation.Mean mean) {
    return new MeanTile(
        kernels,
        tile(mean.input()),
        output,
        rows,
        mean.groups(),
        mean.stride(),
        gradient,
        targets.adding(block, mean.input()));
  }

  @Override
  public TileOperation spread(Operation.Spread spread) {
    return new SpreadTile(
        kernels,
        tile(spread.input()),
        output,
        rows,
        spread.groups(),
        spread.stride(),
        gradient,
        targets.adding(block, spread.input()));
  }

  @Override
  public TileOperation addAlong(Operation.AddAlong add) {
    return inPlace(
        new AddAlongTile(
            kernels,
            tile(add.added()),
            output,
            rows,
            add.groups(),
            add.stride(),
            gradient,
            targets.adding(block, add.added())));
  }

  @Override
  public TileOperation column(ColumnOperation operation) {
    return new ColumnTile(
        operation,
        operation.inputs().stream().map(this::tile).toList(),
        output,
        gradient,
        operation.inputs().stream().map(input -> targets.adding(block, input)).toList());
  }
}
