package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.Operation;
import io.sweepstake.core.program.PassPlan;
import io.sweepstake.core.program.PassRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The kernels of a program: {@code forward}, {@code slopes} and {@code learn}.
 *
 * <p>A work-group has one tile of columns, in one pass of one member, and keeps its blocks in local
 * memory where they fit. A kernel is a straight line of calls with a barrier after each: nothing
 * but memory outlives a barrier, and none stands under a condition or in a loop.
 */
final class ProgramSource {
  /** What every GPU has of local memory. */
  private static final long LOCAL = 48 << 10;

  private static final int SCRATCH_COLUMNS = 32;
  private static final int MOST_THREADS = 256;
  private static final int WARP = 32;

  private final NetworkProgram program;
  private final PassPlan plan;
  private final WeightLayout layout;
  private final TileRows[] rows; // by way
  private final boolean local;
  private final int columns;
  private final int threads;
  private final String text;

  /**
   * @throws IllegalArgumentException naming an operation that has no kernel
   */
  ProgramSource(NetworkProgram program, long localMemory, int mostThreads) {
    this.program = program;
    plan = new PassPlan(program, PassRequest.everything(program));
    layout = new WeightLayout(program);
    rows = Arrays.stream(Way.values()).map(way -> new TileRows(plan, way)).toArray(TileRows[]::new);
    int fits = columnsThatFit(Math.min(LOCAL, localMemory));
    local = fits > 0;
    columns = local ? fits : SCRATCH_COLUMNS;
    threads = Math.min(widest(), mostThreads);
    text = write();
  }

  private int columnsThatFit(long memory) {
    for (int count = 32; count >= 8; count /= 2) {
      int some = count;
      if (Arrays.stream(Way.values()).allMatch(way -> bytes(way, some) <= memory)) {
        return count;
      }
    }
    return 0;
  }

  private long bytes(Way way, int some) {
    return (long) rows[way.ordinal()].count() * pitch(way, some) * Float.BYTES;
  }

  /** Rows of different banks, where products run along them. */
  private static int pitch(Way way, int columns) {
    return way == Way.LEARN ? columns + 4 : columns;
  }

  /** One for each four rows by four columns of the widest layer. */
  private int widest() {
    int most = 1;
    for (Block block : program.blocks()) {
      if (block.operation().learns()) {
        most = Math.max(most, WeightLayout.padded(block.rows()) / 4 * (columns / 4));
      }
    }
    return Math.min(MOST_THREADS, (most + WARP - 1) / WARP * WARP);
  }

  /** All of it, one compilation. */
  String text() {
    return text;
  }

  WeightLayout layout() {
    return layout;
  }

  /** Columns of a tile. */
  int columns() {
    return columns;
  }

  /** Work-items of a work-group. */
  int threads() {
    return threads;
  }

  /** Floats of global memory that a work-group needs where its blocks are not in local memory. */
  long scratch(Way way) {
    return local ? 0 : (long) rows[way.ordinal()].count() * pitch(way, columns);
  }

  int inputs() {
    return count(program.inputs().values());
  }

  int outputs() {
    return count(program.outputs().values());
  }

  private static int count(Collection<Block> blocks) {
    return blocks.stream().mapToInt(Block::rows).sum();
  }

  private String write() {
    StringBuilder out = new StringBuilder(Sources.read("dialect.h"));
    out.append("#define S %d%n#define T %d%n".formatted(columns, threads));
    out.append(local ? "#define SPACE LOCAL\n" : "#define SPACE GLOBAL\n");
    out.append(Sources.read("dense.cl")).append(Sources.read("rows.cl"));
    for (Way way : Way.values()) {
      new Writer(way, out).kernel();
    }
    return out.toString();
  }

  /** One of the kernels. */
  private final class Writer {
    private final Way way;
    private final TileRows rows;
    private final StringBuilder out;
    private final Set<Block> begun = new HashSet<>(); // gradients

    Writer(Way way, StringBuilder out) {
      this.way = way;
      this.rows = ProgramSource.this.rows[way.ordinal()];
      this.out = out;
    }

    void kernel() {
      int pitch = pitch(way, columns);
      out.append("%n#undef PITCH%n#define PITCH %d%n".formatted(pitch));
      out.append(
          """
          KERNEL(T) %s(GLOBAL const int* RESTRICT members, int first, int offset, int from, int count, int passes,
                    int columns, GLOBAL const float* RESTRICT weights, GLOBAL const float* RESTRICT mirrors,
                    GLOBAL const float* RESTRICT inputs, GLOBAL float* RESTRICT outputs,
                    GLOBAL const float* RESTRICT wanted, GLOBAL float* RESTRICT found, GLOBAL float* RESTRICT scratch) {
            int lid = LOCAL_ID, group = offset + GROUP_ID, tiles = columns / S;
            int tile = group %% tiles, pass = from + group / tiles %% count, member = members[first + group / (tiles * count)];
            int of = member * passes + pass;
            GLOBAL const float* w = weights + member * %d;
            GLOBAL const float* m = mirrors + member * %d;
          """
              .formatted(way.kernel(), layout.length(), layout.mirrorLength()));
      out.append(
          local
              ? "  LOCAL_ARRAY(t, %d * PITCH);%n".formatted(rows.count())
              : "  GLOBAL float* t = scratch + GROUP_ID * %d * PITCH;%n".formatted(rows.count()));
      forward();
      if (way.back()) {
        back();
      }
      out.append("}\n");
    }

    private void call(String call) {
      if (!call.isEmpty()) {
        out.append("  ").append(call).append("\n  BARRIER;\n");
      }
    }

    private void forward() {
      each(
          program.inputs().values(),
          (block, row) ->
              call(
                  "load(%s, columns, %s, %d, PITCH, 0, lid);"
                      .formatted(cell("inputs", inputs(), row), rows.value(block), block.rows())));
      for (Block block : program.blocks()) {
        if (!plan.isInput(block) && !plan.demand(block).empty()) {
          call(block.operation().accept(new ForwardCalls(rows, layout, block)));
        }
      }
      if (way != Way.LEARN) {
        each(
            program.outputs().values(),
            (block, row) ->
                call(
                    "store(%s, %s, columns, %d, PITCH, lid);"
                        .formatted(
                            rows.value(block), cell("outputs", outputs(), row), block.rows())));
      }
    }

    private void back() {
      each(
          program.outputs().values(),
          (block, row) ->
              call(
                  "load(%s, columns, %s, %d, PITCH, %d, lid);"
                      .formatted(
                          cell("wanted", outputs(), row),
                          rows.gradient(block),
                          block.rows(),
                          begun.add(block) ? 0 : 1)));
      List<Block> blocks = program.blocks();
      for (int k = blocks.size() - 1; k >= 0; k--) {
        Block block = blocks.get(k);
        if (begun.contains(block)) {
          if (way == Way.LEARN) {
            call(block.operation().accept(new WeightCalls(rows, layout, block)));
          }
          for (int side = 0; side < block.operation().inputs().size(); side++) {
            back(block, side);
          }
        }
      }
      if (way == Way.SLOPES) {
        each(
            program.inputs().values(),
            (block, row) ->
                call(
                    begun.contains(block)
                        ? "store(%s, %s, columns, %d, PITCH, lid);"
                            .formatted(
                                rows.gradient(block), cell("found", inputs(), row), block.rows())
                        : ""));
      }
    }

    private void back(Block block, int side) {
      Block input = block.operation().inputs().get(side);
      if (way == Way.LEARN ? !plan.learned(input) : !plan.moved(input)) {
        return;
      }
      boolean add = !begun.add(input);
      if (!add && BackwardCalls.addsOnly(block.operation())) {
        call("zero(%s, %d, PITCH, lid);".formatted(rows.gradient(input), input.rows()));
      }
      call(block.operation().accept(new BackwardCalls(rows, layout, block, side, add)));
    }

    /** A row of this work-group's columns in global memory. */
    private String cell(String memory, int all, int row) {
      return "%s + (of * %d + %d) * columns + tile * S".formatted(memory, all, row);
    }

    private void each(Collection<Block> blocks, BlockAtRow what) {
      int row = 0;
      for (Block block : blocks) {
        what.accept(block, row);
        row += block.rows();
      }
    }
  }

  /** What a kernel does with a program. */
  enum Way {
    /** From inputs to outputs. */
    FORWARD,
    /** And back, to the gradient of inputs. */
    SLOPES,
    /** And back, to the gradient of weights. */
    LEARN;

    boolean back() {
      return this != FORWARD;
    }

    String kernel() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A block, and where its rows begin among those of all inputs or outputs. */
  @FunctionalInterface
  private interface BlockAtRow {
    void accept(Block block, int row);
  }

  /** The call that finds the gradient of a layer's weights. */
  private static final class WeightCalls extends Operation.Otherwise<String> {
    private final TileRows rows;
    private final WeightLayout layout;
    private final Block block;

    WeightCalls(TileRows rows, WeightLayout layout, Block block) {
      super("");
      this.rows = rows;
      this.layout = layout;
      this.block = block;
    }

    @Override
    public String dense(Operation.Dense dense) {
      return layer(dense.layer(), dense.input(), 1);
    }

    @Override
    public String sharedDense(Operation.SharedDense dense) {
      return layer(dense.layer(), dense.input(), dense.slices());
    }

    private String layer(LayerShape layer, Block input, int slices) {
      return "weight_gradient(%s, %d, %s, %d, %d, found + (of * tiles + tile) * %d + %d, PITCH, lid);"
          .formatted(
              rows.gradient(block),
              layer.outputs(),
              rows.value(input),
              layer.inputs(),
              slices,
              layout.length(),
              layout.weights(layer));
    }
  }
}
