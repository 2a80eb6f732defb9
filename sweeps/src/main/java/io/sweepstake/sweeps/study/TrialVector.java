package io.sweepstake.sweeps.study;

import java.util.Arrays;

/**
 * A persistent vector: appending or replacing gives a new one that shares all but a path of 32-wide
 * nodes with the old (Bagwell's trie, with the last node kept flat for cheap appends).
 */
final class TrialVector {
  private static final int BITS = 5;
  private static final int WIDTH = 1 << BITS;
  private static final int MASK = WIDTH - 1;
  static final TrialVector EMPTY = new TrialVector(0, BITS, new Object[0], new Object[0]);

  private final int size;
  private final int shift;
  private final Object[] root;
  private final Object[] tail;

  private TrialVector(int size, int shift, Object[] root, Object[] tail) {
    this.size = size;
    this.shift = shift;
    this.root = root;
    this.tail = tail;
  }

  int size() {
    return size;
  }

  Trial get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " of " + size + " trials");
    }
    if (index >= tailStart()) {
      return (Trial) tail[index & MASK];
    }
    Object[] node = root;
    for (int level = shift; level > 0; level -= BITS) {
      node = (Object[]) node[(index >>> level) & MASK];
    }
    return (Trial) node[index & MASK];
  }

  TrialVector append(Trial trial) {
    if (tail.length < WIDTH) {
      Object[] longer = Arrays.copyOf(tail, tail.length + 1);
      longer[tail.length] = trial;
      return new TrialVector(size + 1, shift, root, longer);
    }
    Object[] fresh = {trial};
    if ((size >>> BITS) > (1 << shift)) {
      Object[] higher = {root, path(shift, tail)};
      return new TrialVector(size + 1, shift + BITS, higher, fresh);
    }
    return new TrialVector(size + 1, shift, push(shift, root, tail), fresh);
  }

  TrialVector replace(int index, Trial trial) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " of " + size + " trials");
    }
    if (index >= tailStart()) {
      Object[] changed = tail.clone();
      changed[index & MASK] = trial;
      return new TrialVector(size, shift, root, changed);
    }
    return new TrialVector(size, shift, replaced(shift, root, index, trial), tail);
  }

  private int tailStart() {
    return size - tail.length;
  }

  private Object[] push(int level, Object[] node, Object[] leaf) {
    int slot = ((size - 1) >>> level) & MASK;
    Object[] copy = slot < node.length ? node.clone() : Arrays.copyOf(node, slot + 1);
    if (level == BITS) {
      copy[slot] = leaf;
    } else {
      copy[slot] =
          copy[slot] == null
              ? path(level - BITS, leaf)
              : push(level - BITS, (Object[]) copy[slot], leaf);
    }
    return copy;
  }

  private static Object[] path(int level, Object[] leaf) {
    return level == 0 ? leaf : new Object[] {path(level - BITS, leaf)};
  }

  private static Object[] replaced(int level, Object[] node, int index, Trial trial) {
    Object[] copy = node.clone();
    int slot = (index >>> level) & MASK;
    copy[slot] = level == 0 ? trial : replaced(level - BITS, (Object[]) copy[slot], index, trial);
    return copy;
  }
}
