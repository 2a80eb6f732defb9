package io.sweepstake.benchmarks.search;

import io.sweepstake.benchmarks.search.function.TestFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Cells in files, one line of numbers for each seed, so that a peer that is slow and always does
 * the same need not do it again. Delete the directory when a function changes.
 */
record CellArchive(Path directory) {

  Optional<Cell> find(String contender, TestFunction function, int workers, int seeds, int trials) {
    Path file = file(contender, function.name(), workers, trials);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      double[][] best =
          Files.readAllLines(file).stream()
              .map(
                  line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new);
      return best.length < seeds
          ? Optional.empty()
          : Optional.of(new Cell(contender, function.name(), workers, Arrays.copyOf(best, seeds)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void keep(Cell cell) {
    try {
      Files.createDirectories(directory);
      int trials = cell.best()[0].length;
      Files.write(
          file(cell.contender(), cell.function(), cell.workers(), trials),
          Arrays.stream(cell.best())
              .map(
                  row ->
                      Arrays.stream(row)
                          .mapToObj(Double::toString)
                          .collect(Collectors.joining(" ")))
              .toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path file(String contender, String function, int workers, int trials) {
    return directory.resolve(
        contender.replace(' ', '-') + "-" + function + "-" + workers + "x" + trials + ".txt");
  }
}
