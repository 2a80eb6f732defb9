package io.sweepstake.core.explanation;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Activation patching: a bidder lies, and in some layers what comes out is, in part, what would
 * have come out had she not. How much of what the lie gained her is gone then?
 *
 * <p>A whole layer carries all that its network hands on: each later layer of the same network then
 * yields the truthful outcome too. So what tells layers apart is how few units, or directions, do.
 * Cases are the profiles and bidders to whom the attack found a gain; those of even profiles choose
 * units and directions, those of odd ones measure. Not shared between threads.
 */
public final class Patching {
  private static final int PATH = 8; // points of an integral

  private final List<Layer> patched;
  private final int rows;
  private final ProfileRuns runs;
  private final Cases choosing;
  private final Cases measuring;
  private final double[][] liedWorths; // of the measured cases: what the liar gets, and pays
  private final double[][] truthfulWorths;
  private final double[][] wholeWorths;

  /**
   * @param weights of the network that was attacked
   * @param patched layers of {@link Layers#of} that program, of which none feeds another
   * @throws IllegalArgumentException if there is none, or the weights are another program's
   */
  public Patching(
      NetworkProgram program,
      NetworkWeights weights,
      Kernels kernels,
      AttackedProfiles profiles,
      List<Layer> patched) {
    if (patched.isEmpty()) {
      throw new IllegalArgumentException("patching: needs at least one layer");
    }
    this.patched = List.copyOf(patched);
    rows = patched.stream().mapToInt(Layer::rows).sum();
    Map<String, Block> given = new LinkedHashMap<>();
    patched.forEach(layer -> given.put(given(layer), layer.block()));
    runs = new ProfileRuns(ProgramCopy.taking(program, given), weights, kernels);
    LayerReader reader = new LayerReader(program, weights, kernels);
    float[] truthful = joined(reader.read(profiles.truth()), profiles.count());
    choosing = new Cases();
    measuring = new Cases();
    for (int bidder = 0; bidder < profiles.truth().bidders(); bidder++) {
      ValuationProfiles reports = profiles.reports(bidder);
      float[] lied = joined(reader.read(reports), profiles.count());
      for (int k = 0; k < profiles.count(); k++) {
        if (profiles.found().gain(k, bidder) > 0) {
          (k % 2 == 0 ? choosing : measuring)
              .add(profiles.truth(), reports, k, bidder, row(truthful, k), row(lied, k));
        }
      }
    }
    liedWorths =
        measuring.worths((from, to, into) -> System.arraycopy(from, 0, into, 0, into.length));
    truthfulWorths = measuring.worths(truthfulOutcomes());
    wholeWorths = measuring.worths(Patch.whole());
  }

  /** The program has inputs of its own. */
  private static String given(Layer layer) {
    return "given " + layer.name();
  }

  private float[] row(float[] joined, int profile) {
    return Arrays.copyOfRange(joined, profile * rows, (profile + 1) * rows);
  }

  /** The patched layers' rows side by side. */
  private float[] joined(Map<Layer, float[]> read, int count) {
    float[] joined = new float[count * rows];
    int at = 0;
    for (Layer layer : patched) {
      for (int k = 0; k < count; k++) {
        System.arraycopy(read.get(layer), k * layer.rows(), joined, k * rows + at, layer.rows());
      }
      at += layer.rows();
    }
    return joined;
  }

  /** Units of all patched layers together. */
  public int rows() {
    return rows;
  }

  /** How many lies are measured. */
  public int cases() {
    return measuring.size();
  }

  /**
   * What a patch does to lies.
   *
   * @param gainRemoved the share of what lying gained, in all, that it takes away: 0 where it
   *     changes nothing, 1 where the liar is no better off than truthful, above 1 where she is
   *     worse off, below 0 where she gains more
   * @param outcomeCarried the share of what patching everything changes about liars' outcomes that
   *     it changes: {@code 1 − Σ|patched − whole|² / Σ|lied − whole|²} over what they get and what
   *     they pay, in units of value; 0 for nothing, 1 for everything, below 0 where a part leads
   *     away from it
   */
  public record Effect(double gainRemoved, double outcomeCarried) {}

  /** What a patch does to the lies that are measured; NaN of what they do not do. */
  public Effect effect(Patch patch) {
    double[][] found = measuring.worths(patch);
    double gone = 0;
    double gained = 0;
    double left = 0;
    double all = 0;
    for (int c = 0; c < found.length; c++) {
      gone += utility(liedWorths[c]) - utility(found[c]);
      gained += utility(liedWorths[c]) - utility(truthfulWorths[c]);
      left += squaredDistance(found[c], wholeWorths[c]);
      all += squaredDistance(liedWorths[c], wholeWorths[c]);
    }
    return new Effect(
        gained > 0 ? gone / gained : Double.NaN, all > 0 ? 1 - left / all : Double.NaN);
  }

  private static double utility(double[] worth) {
    return worth[0] - worth[1];
  }

  private static double squaredDistance(double[] one, double[] other) {
    double more = one[0] - other[0];
    double dearer = one[1] - other[1];
    return more * more + dearer * dearer;
  }

  /** Allocation and payments of the measured cases under a patch, {@code [case][row]}. */
  Map<String, float[]> outcomes(Patch patch) {
    return runs.run(measuring.inputs(patch), measuring.size());
  }

  /** The same where nobody lies. */
  Map<String, float[]> truthfulOutcomes() {
    return runs.run(measuring.truthfulInputs(), measuring.size());
  }

  /**
   * How much each unit's change back takes from the liar, in units of value: integrated gradients
   * (Sundararajan, Taly and Yan, ICML 2017) from the lied to the truthful run, mean over the cases
   * that choose. Together they are what a whole patch takes.
   */
  public double[] attributions() {
    return means(attributionsByCase(), value -> value);
  }

  /**
   * The same whichever way a unit's change goes: where layers hand much on that later layers weigh
   * against each other, it counts on both sides.
   */
  public double[] importances() {
    return means(attributionsByCase(), Math::abs);
  }

  private double[] means(double[][] byCase, DoubleUnaryOperator of) {
    double[] means = new double[rows];
    for (double[] ofCase : byCase) {
      for (int r = 0; r < rows; r++) {
        means[r] += of.applyAsDouble(ofCase[r]) / byCase.length;
      }
    }
    return means;
  }

  private double[][] attributionsByCase() {
    double[][] attributions = new double[choosing.size()][rows];
    for (int step = 0; step < PATH; step++) {
      float share = (step + 0.5f) / PATH;
      Patch onTheWay =
          (lied, truthful, into) -> {
            for (int r = 0; r < into.length; r++) {
              into[r] = lied[r] + share * (truthful[r] - lied[r]);
            }
          };
      Map<String, float[]> gradients =
          runs.gradients(choosing.inputs(onTheWay), choosing.seeds(), choosing.size());
      int at = 0;
      for (Layer layer : patched) {
        float[] own = gradients.get(given(layer));
        for (int c = 0; c < choosing.size(); c++) {
          for (int r = 0; r < layer.rows(); r++) {
            float back = choosing.truthful.get(c)[at + r] - choosing.lied.get(c)[at + r];
            attributions[c][at + r] -= (double) own[c * layer.rows() + r] * back / PATH;
          }
        }
        at += layer.rows();
      }
    }
    return attributions;
  }

  /**
   * Second moments of what lies change, {@code [row][row]}, mean over the cases that choose: their
   * leading directions are where lies show most.
   */
  public double[][] moments() {
    double[][] moments = new double[rows][rows];
    for (int c = 0; c < choosing.size(); c++) {
      float[] lied = choosing.lied.get(c);
      float[] truthful = choosing.truthful.get(c);
      double[] change = new double[rows];
      for (int r = 0; r < rows; r++) {
        change[r] = truthful[r] - lied[r];
      }
      for (int r = 0; r < rows; r++) {
        for (int s = 0; s < rows; s++) {
          moments[r][s] += change[r] * change[s] / choosing.size();
        }
      }
    }
    return moments;
  }

  /** Lies, each with what the layers make of it and of the truth. */
  private final class Cases {
    private final List<Integer> liars = new ArrayList<>();
    private final List<float[]> truth = new ArrayList<>(); // the profile
    private final List<float[]> reports = new ArrayList<>();
    private final List<float[]> truthful = new ArrayList<>(); // the layers' rows
    private final List<float[]> lied = new ArrayList<>();
    private int bidders;
    private int items;

    void add(
        ValuationProfiles values,
        ValuationProfiles reported,
        int profile,
        int liar,
        float[] truthfulRows,
        float[] liedRows) {
      bidders = values.bidders();
      items = values.items();
      int from = values.index(profile, 0, 0);
      int to = from + bidders * items;
      liars.add(liar);
      truth.add(Arrays.copyOfRange(values.values(), from, to));
      reports.add(Arrays.copyOfRange(reported.values(), from, to));
      truthful.add(truthfulRows);
      lied.add(liedRows);
    }

    int size() {
      return liars.size();
    }

    Map<String, float[]> inputs(Patch patch) {
      float[] into = new float[rows];
      List<float[]> given = new ArrayList<>();
      for (int c = 0; c < size(); c++) {
        patch.apply(lied.get(c), truthful.get(c), into);
        given.add(into.clone());
      }
      return inputs(reports, given);
    }

    Map<String, float[]> truthfulInputs() {
      return inputs(truth, truthful);
    }

    private Map<String, float[]> inputs(List<float[]> bids, List<float[]> given) {
      Map<String, float[]> inputs = new HashMap<>();
      float[] flat = new float[size() * bidders * items];
      for (int c = 0; c < size(); c++) {
        System.arraycopy(bids.get(c), 0, flat, c * bidders * items, bidders * items);
      }
      inputs.put(AuctionProgram.BIDS, flat);
      int at = 0;
      for (Layer layer : patched) {
        float[] own = new float[size() * layer.rows()];
        for (int c = 0; c < size(); c++) {
          System.arraycopy(given.get(c), at, own, c * layer.rows(), layer.rows());
        }
        inputs.put(given(layer), own);
        at += layer.rows();
      }
      return inputs;
    }

    /** What the liars get, and what they pay, {@code [case][2]}. */
    double[][] worths(Patch patch) {
      return worths(runs.run(inputs(patch), size()));
    }

    double[][] worths(Map<String, float[]> outcomes) {
      float[] allocation = outcomes.get(AuctionProgram.ALLOCATION);
      float[] payments = outcomes.get(AuctionProgram.PAYMENTS);
      double[][] worths = new double[size()][2];
      for (int c = 0; c < size(); c++) {
        int own = liars.get(c) * items;
        worths[c][1] = payments[c * bidders + liars.get(c)];
        for (int j = 0; j < items; j++) {
          worths[c][0] +=
              (double) allocation[c * bidders * items + own + j] * truth.get(c)[own + j];
        }
      }
      return worths;
    }

    /** The gradient of the liar's utility by the outcome. */
    Map<String, float[]> seeds() {
      float[] allocation = new float[size() * bidders * items];
      float[] payments = new float[size() * bidders];
      for (int c = 0; c < size(); c++) {
        int own = liars.get(c) * items;
        payments[c * bidders + liars.get(c)] = -1;
        System.arraycopy(truth.get(c), own, allocation, c * bidders * items + own, items);
      }
      return Map.of(AuctionProgram.ALLOCATION, allocation, AuctionProgram.PAYMENTS, payments);
    }
  }
}
