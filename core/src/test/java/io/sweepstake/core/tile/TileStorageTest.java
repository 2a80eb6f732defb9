package io.sweepstake.core.tile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TileStorageTest {
  private static final int HEADER = 4; // floats
  private static final int LINE = 16;

  private final TileStorage storage = new TileStorage();

  @Test
  void rowsStartWhereLinesDoInAnArrayThatStartsALine() {
    for (int rows : new int[] {1, 3, 100, 20_000, 2}) {
      assertThat((storage.tile(rows).row(0) + HEADER) % LINE).isZero();
      assertThat((storage.block(rows).row(0) + HEADER) % LINE).isZero();
    }
  }

  @Test
  void tilesShareNoRow() {
    List<Tile> tiles = new ArrayList<>();
    for (int k = 0; k < 400; k++) {
      Tile tile = k % 2 == 0 ? storage.tile(1 + k) : storage.block(1 + k);
      assertThat(tile.rows()).isEqualTo(1 + k);
      for (int row = 0; row < tile.rows(); row++) {
        tile.fill(row, k);
      }
      tiles.add(tile);
    }
    for (int k = 0; k < tiles.size(); k++) {
      Tile tile = tiles.get(k);
      for (int row = 0; row < tile.rows(); row++) {
        assertThat(tile.value(row, 0)).isEqualTo(k);
        assertThat(tile.value(row, Kernels.TILE - 1)).isEqualTo(k);
      }
      if (k % 2 == 1) {
        assertThat(tile.values[tile.ones()]).isOne();
        assertThat(tile.values[tile.ones() + Kernels.TILE - 1]).isOne();
      }
    }
  }

  @Test
  void aNewTileIsZero() {
    Tile tile = storage.block(7);
    for (int k = tile.row(0); k < tile.row(7); k++) {
      assertThat(tile.values[k]).isZero();
    }
  }

  @Test
  void chunksAreWhatTheCollectorGivesRegionsOfTheirOwn() {
    assertThat((storage.tile(1).values.length + HEADER) * Float.BYTES).isEqualTo(4 << 20);
  }
}
