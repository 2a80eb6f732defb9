package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.engine.opencl.ProgramSource.Way;
import io.sweepstake.core.pass.InPlaceBlocks;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.Operation;
import io.sweepstake.core.program.PassPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a tile in which a kernel keeps blocks and their gradients: each while it is needed,
 * so that several take turns in the same rows.
 */
final class TileRows {
  private final Map<Block, Span> values = new HashMap<>(); // by root
  private final Map<Block, Span> gradients = new HashMap<>();
  private final InPlaceBlocks inPlace;
  private final int count;

  /** Rows that are held from one point in time to another, both included. */
  private static final class Span {
    private final int rows;
    private int from;
    private int to;
    private int at;

    Span(int rows, int from) {
      this.rows = rows;
      this.from = from;
      this.to = from;
    }

    boolean meets(Span other) {
      return from <= other.to && other.from <= to;
    }
  }

  TileRows(PassPlan plan, Way way) {
    inPlace = new InPlaceBlocks(plan);
    List<Block> blocks = plan.program().blocks();
    // Time goes forward through the blocks, turns where outcomes are stored, and comes back.
    int turn = blocks.size();
    for (Block block : blocks) {
      if (plan.demand(block).empty()) {
        continue;
      }
      int returned = 2 * turn + 1 - block.index();
      Block root = inPlace.root(block);
      Span value = values.computeIfAbsent(root, own -> new Span(own.rows(), own.index()));
      Span gradient = gradients.computeIfAbsent(root, own -> new Span(own.rows(), returned));
      value.to = Math.max(value.to, block.index());
      if (way.back() && derivesFromItself(block)) {
        value.to = Math.max(value.to, returned);
      }
      gradient.to = Math.max(gradient.to, 2 * turn + 1 - root.index());
      gradient.from = Math.min(gradient.from, returned);
      if (plan.isOutput(block)) {
        value.to = Math.max(value.to, turn);
        gradient.from = Math.min(gradient.from, turn + 1);
      }
      for (Block input : block.operation().inputs()) {
        Block of = inPlace.root(input);
        values.get(of).to = Math.max(values.get(of).to, way.back() ? returned : block.index());
        gradients.get(of).from = Math.min(gradients.get(of).from, returned);
      }
    }
    List<Span> all = new ArrayList<>(values.values());
    if (way.back()) {
      all.addAll(gradients.values());
    }
    count = place(all);
  }

  /** Whether it looks at its own output on the way back. */
  private static boolean derivesFromItself(Block block) {
    return block.operation() instanceof Operation.Activate
        || block.operation() instanceof Operation.Softmax;
  }

  /** Each at the first rows that nobody holds at the time. */
  private static int place(List<Span> spans) {
    List<Span> placed = new ArrayList<>();
    spans.sort(
        Comparator.<Span>comparingInt(span -> span.from)
            .thenComparingInt(span -> -span.rows)
            .thenComparingInt(span -> span.to));
    int end = 0;
    for (Span span : spans) {
      List<Span> neighbours =
          placed.stream().filter(span::meets).sorted(Comparator.comparingInt(x -> x.at)).toList();
      for (Span neighbour : neighbours) {
        if (span.at + span.rows > neighbour.at && span.at < neighbour.at + neighbour.rows) {
          span.at = neighbour.at + neighbour.rows;
        }
      }
      placed.add(span);
      end = Math.max(end, span.at + span.rows);
    }
    return end;
  }

  /** How many rows there are. */
  int count() {
    return count;
  }

  String value(Block block) {
    return address(values.get(inPlace.root(block)));
  }

  String gradient(Block block) {
    return address(gradients.get(inPlace.root(block)));
  }

  /** Whether a block and its input have the same rows, and so the same gradient's rows. */
  boolean shared(Block block, Block input) {
    return inPlace.root(block).equals(inPlace.root(input));
  }

  private static String address(Span span) {
    return "t + " + span.at + " * PITCH";
  }
}
