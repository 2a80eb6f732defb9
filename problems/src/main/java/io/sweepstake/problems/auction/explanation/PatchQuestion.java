package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.explanation.AttackedProfiles;
import io.sweepstake.core.explanation.Layer;
import io.sweepstake.core.explanation.Patch;
import io.sweepstake.core.explanation.Patching;
import io.sweepstake.core.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * What of a truthful run undoes a lie, layer by layer: by units, those first that matter most to
 * the liar, and by directions, those first in which lies show most; beside units and directions
 * that were drawn.
 */
record PatchQuestion() implements Question {
  static final String WHOLE = "whole";
  static final String UNITS = "units";
  static final String RANDOM_UNITS = "random units";
  static final String DIRECTIONS = "directions";
  static final String RANDOM_DIRECTIONS = "random directions";
  static final String GAIN_REMOVED = "gain_removed";
  static final String OUTCOME_CARRIED = "outcome_carried";

  /** The name of all networks' layers of one depth together. */
  static final String ALL = "all";

  @Override
  public List<Finding> ask(Asked network) {
    AttackedProfiles profiles = network.attacked(network.circumstances.fewerProfiles());
    Asked.Notes notes = network.notes(Analysis.PATCH);
    TreeMap<Integer, List<Layer>> byDepth = new TreeMap<>();
    for (Layer layer : network.layers()) {
      if (layer.depth() > 0) {
        patch(network, profiles, notes, layer.network(), layer.name(), List.of(layer));
        byDepth.computeIfAbsent(layer.depth(), any -> new ArrayList<>()).add(layer);
      }
    }
    byDepth.forEach(
        (depth, layers) -> {
          if (layers.size() > 1) {
            patch(network, profiles, notes, ALL, ALL + "." + depth, layers);
          }
        });
    return notes.all();
  }

  private static void patch(
      Asked network,
      AttackedProfiles profiles,
      Asked.Notes notes,
      String part,
      String name,
      List<Layer> layers) {
    Patching patching =
        new Patching(network.program, network.weights, network.engine.kernels(), profiles, layers);
    int depth = layers.get(0).depth();
    int rows = patching.rows();
    notes.add(
        part, name, depth, WHOLE, rows, GAIN_REMOVED, patching.effect(Patch.whole()).gainRemoved());
    long stream = Seeds.derive(network.circumstances.seed(), "patched " + name, 0);
    int[] units = ordered(patching.importances());
    int[] drawn =
        ordered(IntStream.range(0, rows).mapToDouble(r -> Seeds.uniform(stream, r)).toArray());
    double[][] directions = leading(patching.moments());
    double[][] anyDirections = orthonormal(rows, stream);
    for (int count : counts(rows)) {
      note(notes, part, name, depth, UNITS, count, patching, Patch.units(units, count));
      note(notes, part, name, depth, RANDOM_UNITS, count, patching, Patch.units(drawn, count));
      note(
          notes, part, name, depth, DIRECTIONS, count, patching, Patch.subspace(directions, count));
      note(
          notes,
          part,
          name,
          depth,
          RANDOM_DIRECTIONS,
          count,
          patching,
          Patch.subspace(anyDirections, count));
    }
  }

  private static void note(
      Asked.Notes notes,
      String part,
      String name,
      int depth,
      String variant,
      int count,
      Patching patching,
      Patch patch) {
    Patching.Effect effect = patching.effect(patch);
    notes.add(part, name, depth, variant, count, GAIN_REMOVED, effect.gainRemoved());
    notes.add(part, name, depth, variant, count, OUTCOME_CARRIED, effect.outcomeCarried());
  }

  /** Powers of two, and all. */
  private static List<Integer> counts(int rows) {
    List<Integer> counts = new ArrayList<>();
    for (int count = 1; count < rows; count *= 2) {
      counts.add(count);
    }
    counts.add(rows);
    return counts;
  }

  /** Where the values are, the greatest first. */
  private static int[] ordered(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted((a, b) -> Double.compare(values[b], values[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** A matrix' eigenvectors, {@code [direction][row]}, that of the greatest eigenvalue first. */
  private static double[][] leading(double[][] symmetric) {
    EigenDecomposition found = new EigenDecomposition(new Array2DRowRealMatrix(symmetric, false));
    double[] values = found.getRealEigenvalues();
    int[] order = ordered(values);
    double[][] directions = new double[values.length][];
    for (int k = 0; k < order.length; k++) {
      directions[k] = found.getEigenvector(order[k]).toArray();
    }
    return directions;
  }

  /** Gram and Schmidt's, of normal draws. */
  private static double[][] orthonormal(int rows, long stream) {
    double[][] basis = new double[rows][rows];
    for (int k = 0; k < rows; k++) {
      for (int r = 0; r < rows; r++) {
        basis[k][r] = Seeds.normal(stream, (long) k * rows + r);
      }
      for (int pass = 0; pass < 2; pass++) { // twice is enough (Giraud and Langou, 2005)
        for (int other = 0; other < k; other++) {
          double along = dot(basis[k], basis[other]);
          for (int r = 0; r < rows; r++) {
            basis[k][r] -= along * basis[other][r];
          }
        }
      }
      double length = Math.sqrt(dot(basis[k], basis[k]));
      for (int r = 0; r < rows; r++) {
        basis[k][r] /= length;
      }
    }
    return basis;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int r = 0; r < a.length; r++) {
      sum += a[r] * b[r];
    }
    return sum;
  }
}
