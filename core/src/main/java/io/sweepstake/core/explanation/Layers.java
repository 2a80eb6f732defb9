package io.sweepstake.core.explanation;

import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the layers of an auction's program.
 *
 * <p>By the names of its dense layers: {@code payment.0} is the network {@code payment}'s first,
 * and {@code sale.0.item} one of several whose sum is {@code sale.0}. What comes out of a layer is
 * what follows until something else reads it, or reads it otherwise: sums and the non-linearity.
 */
public final class Layers {
  /** The name of what all networks read. */
  public static final String BIDS = AuctionProgram.BIDS;

  private static final LayerName LAYER_NAME = new LayerName();
  private static final Continues CONTINUES = new Continues();

  private Layers() {}

  /**
   * The bids, and the layers in the program's order.
   *
   * @throws IllegalArgumentException if dense layers of one name have no sum
   */
  public static List<Layer> of(NetworkProgram program) {
    int count = program.blocks().size();
    int[] depth = new int[count];
    List<List<Block>> readers = new ArrayList<>();
    program.blocks().forEach(block -> readers.add(new ArrayList<>()));
    Map<String, List<Block>> dense = new LinkedHashMap<>(); // by layer
    for (Block block : program.blocks()) {
      for (Block input : block.operation().inputs()) {
        readers.get(input.index()).add(block);
        depth[block.index()] = Math.max(depth[block.index()], depth[input.index()]);
      }
      Optional<String> name = block.operation().accept(LAYER_NAME);
      if (name.isPresent()) {
        depth[block.index()]++;
        dense.computeIfAbsent(layer(name.get()), any -> new ArrayList<>()).add(block);
      }
    }
    boolean[] read = readByLayers(program);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(BIDS, BIDS, 0, true, program.input(AuctionProgram.BIDS), List.of()));
    dense.forEach(
        (name, blocks) -> {
          Block end = end(name, blocks, readers);
          layers.add(
              new Layer(
                  name,
                  name.split("\\.", -1)[0],
                  depth[end.index()],
                  read[end.index()],
                  end,
                  blocks.stream().map(b -> b.operation().accept(LAYER_NAME).get()).toList()));
        });
    return List.copyOf(layers);
  }

  /** The first two words of a dense layer's name. */
  private static String layer(String dense) {
    String[] words = dense.split("\\.", -1);
    return words.length < 2 ? dense : words[0] + "." + words[1];
  }

  private static boolean[] readByLayers(NetworkProgram program) {
    boolean[] read = new boolean[program.blocks().size()];
    for (int k = read.length - 1; k >= 0; k--) {
      Operation operation = program.blocks().get(k).operation();
      boolean reads = operation.accept(LAYER_NAME).isPresent() || read[k];
      for (Block input : operation.inputs()) {
        read[input.index()] |= reads;
      }
    }
    return read;
  }

  private static Block end(String name, List<Block> dense, List<List<Block>> readers) {
    Block end = null;
    for (Block block : dense) {
      Block last = block;
      while (continues(readers.get(last.index()))) {
        last = readers.get(last.index()).get(0);
      }
      if (end != null && !end.equals(last)) {
        throw new IllegalArgumentException(
            "layer '" + name + "': its dense layers end in blocks " + end + " and " + last);
      }
      end = last;
    }
    return end;
  }

  private static boolean continues(List<Block> readers) {
    return readers.size() == 1 && readers.get(0).operation().accept(CONTINUES);
  }

  /** The name of the weights of an operation that has some. */
  private static final class LayerName extends Operation.Otherwise<Optional<String>> {
    LayerName() {
      super(Optional.empty());
    }

    @Override
    public Optional<String> dense(Operation.Dense dense) {
      return Optional.of(dense.layer().name());
    }

    @Override
    public Optional<String> sharedDense(Operation.SharedDense dense) {
      return Optional.of(dense.layer().name());
    }

    @Override
    public Optional<String> column(ColumnOperation operation) {
      throw new IllegalArgumentException(
          "layers: a network with an operation of its own ("
              + operation.getClass().getSimpleName()
              + ") cannot be taken apart");
    }
  }

  /** Whether an operation is part of the layer that it reads. */
  private static final class Continues extends Operation.Otherwise<Boolean> {
    Continues() {
      super(false);
    }

    @Override
    public Boolean activate(Operation.Activate activate) {
      return true;
    }

    @Override
    public Boolean addAlong(Operation.AddAlong add) {
      return true;
    }
  }
}
