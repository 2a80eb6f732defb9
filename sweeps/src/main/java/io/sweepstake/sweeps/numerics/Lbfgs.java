package io.sweepstake.sweeps.numerics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function in a box: limited-memory BFGS (Nocedal and Wright, algorithm 7.4) on
 * the coordinates that no bound holds, with steps that are cut back along the projection until they
 * satisfy Armijo's condition (Bertsekas 1982).
 */
public final class Lbfgs {
  private static final int MEMORY = 8;
  private static final double ARMIJO = 1e-4;
  private static final int HALVINGS = 25;

  /** A function and its slopes. */
  @FunctionalInterface
  public interface Smooth {
    /** The value at {@code x}, NaN where there is none; writes its derivatives. */
    double at(double[] x, double[] gradient);
  }

  /** A place with its value. */
  public record Minimum(double[] x, double value) {}

  private record Pair(double[] step, double[] change, double product) {}

  private final int steps;
  private final double tolerance;

  /**
   * A search of at most so many steps, which ends when no free derivative exceeds the tolerance.
   */
  public Lbfgs(int steps, double tolerance) {
    this.steps = steps;
    this.tolerance = tolerance;
  }

  /** The lowest place found from {@code start}, which is moved into the box. */
  public Minimum minimise(Smooth function, double[] start, double[] low, double[] high) {
    int d = start.length;
    double[] x = start.clone();
    project(x, low, high);
    double[] gradient = new double[d];
    double value = function.at(x, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int s = 0; s < steps && Double.isFinite(value); s++) {
      boolean[] held = new boolean[d];
      double steepest = 0;
      for (int k = 0; k < d; k++) {
        held[k] = (x[k] <= low[k] && gradient[k] > 0) || (x[k] >= high[k] && gradient[k] < 0);
        steepest = held[k] ? steepest : Math.max(steepest, Math.abs(gradient[k]));
      }
      if (!(steepest > tolerance)) {
        break;
      }
      double[] direction = direction(gradient, held, pairs);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        pairs.clear();
        direction = direction(gradient, held, pairs);
        slope = dot(direction, gradient);
      }
      double length = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1;
      double[] next = new double[d];
      double[] nextGradient = new double[d];
      double nextValue = Double.NaN;
      boolean lower = false;
      for (int h = 0; h < HALVINGS && !lower; h++) {
        for (int k = 0; k < d; k++) {
          next[k] = x[k] + length * direction[k];
        }
        project(next, low, high);
        double predicted = 0;
        for (int k = 0; k < d; k++) {
          predicted += gradient[k] * (next[k] - x[k]);
        }
        nextValue = function.at(next, nextGradient);
        lower = nextValue <= value + ARMIJO * Math.min(0, predicted) && nextValue < value;
        length /= 2;
      }
      if (!lower) {
        if (pairs.isEmpty()) {
          break;
        }
        pairs.clear();
        continue;
      }
      remember(pairs, x, next, gradient, nextGradient);
      x = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return new Minimum(x, value);
  }

  private static void project(double[] x, double[] low, double[] high) {
    for (int k = 0; k < x.length; k++) {
      x[k] = Math.min(high[k], Math.max(low[k], x[k]));
    }
  }

  private static void remember(
      Deque<Pair> pairs, double[] x, double[] next, double[] gradient, double[] nextGradient) {
    double[] step = new double[x.length];
    double[] change = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      step[k] = next[k] - x[k];
      change[k] = nextGradient[k] - gradient[k];
    }
    double product = dot(step, change);
    // Without positive curvature the pair would spoil the descent.
    if (product > 1e-12 * dot(change, change)) {
      pairs.addLast(new Pair(step, change, product));
      if (pairs.size() > MEMORY) {
        pairs.removeFirst();
      }
    }
  }

  /** The two-loop recursion over the free coordinates. */
  private static double[] direction(double[] gradient, boolean[] held, Deque<Pair> pairs) {
    double[] q = gradient.clone();
    release(q, held);
    double[] shares = new double[pairs.size()];
    int at = 0;
    for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); at++) {
      Pair pair = newest.next();
      shares[at] = dot(pair.step, q) / pair.product;
      add(q, -shares[at], pair.change);
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getLast();
      double scale = last.product / dot(last.change, last.change);
      for (int k = 0; k < q.length; k++) {
        q[k] *= scale;
      }
    }
    for (Pair pair : pairs) {
      at--;
      add(q, shares[at] - dot(pair.change, q) / pair.product, pair.step);
    }
    release(q, held);
    for (int k = 0; k < q.length; k++) {
      q[k] = -q[k];
    }
    return q;
  }

  private static void release(double[] q, boolean[] held) {
    for (int k = 0; k < q.length; k++) {
      q[k] = held[k] ? 0 : q[k];
    }
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * what[k];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
