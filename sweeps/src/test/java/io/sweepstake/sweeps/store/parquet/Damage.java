package io.sweepstake.sweeps.store.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What happens to a file of a study by disks, copies and hands. */
enum Damage {
  /** One bit is another. */
  FLIP {
    @Override
    void to(Path file, Path other, RandomGenerator random) throws IOException {
      byte[] content = Files.readAllBytes(file);
      content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, content);
    }
  },
  /** A stretch is zero. */
  ZERO {
    @Override
    void to(Path file, Path other, RandomGenerator random) throws IOException {
      byte[] content = Files.readAllBytes(file);
      int from = random.nextInt(content.length);
      Arrays.fill(content, from, from + 1 + random.nextInt(content.length - from), (byte) 0);
      Files.write(file, content);
    }
  },
  /** The end is gone. */
  CUT {
    @Override
    void to(Path file, Path other, RandomGenerator random) throws IOException {
      byte[] content = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(content, random.nextInt(content.length)));
    }
  },
  DELETED {
    @Override
    void to(Path file, Path other, RandomGenerator random) throws IOException {
      Files.delete(file);
    }
  },
  A_DIRECTORY {
    @Override
    void to(Path file, Path other, RandomGenerator random) throws IOException {
      Files.delete(file);
      Files.createDirectory(file);
    }
  },
  /** It stands under another name too, with one digit changed. */
  COPIED {
    @Override
    void to(Path file, Path other, RandomGenerator random) throws IOException {
      Path copy;
      do {
        char[] name = file.getFileName().toString().toCharArray();
        List<Integer> digits = new ArrayList<>();
        for (int k = 0; k < name.length; k++) {
          if (Character.isDigit(name[k])) {
            digits.add(k);
          }
        }
        if (digits.isEmpty()) {
          return;
        }
        name[digits.get(random.nextInt(digits.size()))] = (char) ('0' + random.nextInt(10));
        copy = file.resolveSibling(new String(name));
      } while (copy.equals(file));
      Files.deleteIfExists(copy);
      Files.copy(file, copy);
    }
  },
  /** It is the file of another study. */
  FOREIGN {
    @Override
    void to(Path file, Path other, RandomGenerator random) throws IOException {
      Files.write(file, Files.readAllBytes(other));
    }
  },
  /** It has changed places with another of its folder. */
  SWAPPED {
    @Override
    void to(Path file, Path other, RandomGenerator random) throws IOException {
      List<Path> neighbours;
      try (Stream<Path> all = Files.list(file.getParent())) {
        neighbours = all.filter(Files::isRegularFile).sorted().toList();
      }
      Path with = neighbours.get(random.nextInt(neighbours.size()));
      byte[] content = Files.readAllBytes(file);
      Files.write(file, Files.readAllBytes(with));
      Files.write(with, content);
    }
  };

  /**
   * Does it.
   *
   * @param file of a study, not empty
   * @param other one that does the same in another study
   */
  abstract void to(Path file, Path other, RandomGenerator random) throws IOException;
}
