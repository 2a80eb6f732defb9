package io.sweepstake.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.AuctionNet;
import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.network.EquivariantNet;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.pass.ReferenceInterpreter;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every family on every engine: outcomes and gradients agree with float64 and its finite
 * differences.
 */
public abstract class EngineContract {
  private static final double STEP = 1e-6;

  /**
   * Runs a case's program on its bids, and back from its functional.
   *
   * @param bidder who misreports; -1 for everybody's outcome
   */
  protected abstract Found run(Case c, int bidder);

  /**
   * What an engine computes of a case.
   *
   * @param outcome {@code [row][profile]}: the allocation's rows, then the payments'
   * @param slopes of the functional with respect to bids, {@code [row][profile]}; of everybody's
   *     without meaning
   * @param gradient with respect to weights
   */
  public record Found(float[][] outcome, float[][] slopes, NetworkWeights gradient) {}

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    int[][] shapes = {{1, 1}, {1, 2}, {2, 2}, {3, 1}, {2, 3}, {4, 3}};
    int[] widths = {1, 4, 6, 8, 13, 16, 25, 32};
    int k = 0;
    for (int[] shape : shapes) {
      for (Demand demand : Demand.values()) {
        boolean pair = demand == Demand.COMBINATORIAL;
        if (pair && shape[1] != 3) {
          continue;
        }
        cases.add(
            new Case(
                new RegretNet(),
                setting(shape[0], shape[1], demand),
                new Architecture(List.of(widths[k++ % widths.length], widths[k % widths.length]))));
        if (pair) {
          continue;
        }
        cases.add(
            new Case(
                new EquivariantNet(),
                setting(shape[0], shape[1], demand),
                new Architecture(List.of(1 + k % 7, 1 + (k + 3) % 7))));
      }
    }
    cases.add(
        new Case(new RegretNet(), setting(2, 2, Demand.ADDITIVE), Architecture.uniform(20, 5)));
    cases.add(
        new Case(
            new AuctionNet(),
            setting(4, 1, Demand.ADDITIVE),
            new Architecture(List.of(64, 32, 16))));
    cases.add(
        new Case(
            new AuctionNet(), setting(3, 1, Demand.ADDITIVE), new Architecture(List.of(7, 5))));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outcomesAgreeWithFloat64(Case c) {
    float[][] outcome = run(c, -1).outcome();
    for (int s = 0; s < Kernels.TILE; s += 7) {
      double[] expected = c.expected(c.bids(s), c.weights());
      for (int r = 0; r < c.outcomes(); r++) {
        assertThat((double) outcome[r][s]).isCloseTo(expected[r], within(2e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMisreportPassComputesThatBiddersOutcome(Case c) {
    float[][] everyone = run(c, -1).outcome();
    int items = c.setting().items();
    for (int bidder = 0; bidder < c.setting().bidders(); bidder++) {
      float[][] misreport = run(c, bidder).outcome();
      for (int s = 0; s < Kernels.TILE; s++) {
        for (int r = bidder * items; r < (bidder + 1) * items; r++) {
          assertThat(misreport[r][s]).isCloseTo(everyone[r][s], within(2e-6f));
        }
        int paid = c.setting().bidders() * items + bidder;
        assertThat(misreport[paid][s]).isCloseTo(everyone[paid][s], within(2e-6f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsOfReportsAgreeWithFiniteDifferences(Case c) {
    int items = c.setting().items();
    for (int bidder = 0; bidder < c.setting().bidders(); bidder++) {
      float[][] slopes = run(c, bidder).slopes();
      for (int s = 0; s < Kernels.TILE; s += 21) {
        for (int row = bidder * items; row < (bidder + 1) * items; row++) {
          double expected = c.slope(c.bids(s), row, bidder, s);
          assertThat((double) slopes[row][s])
              .isCloseTo(expected, within(2e-5 + 2e-4 * Math.abs(expected)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsOfWeightsAgreeWithFiniteDifferences(Case c) {
    for (int bidder = -1; bidder < c.setting().bidders(); bidder++) {
      NetworkWeights found = run(c, bidder).gradient();
      for (int l = 0; l < found.layers().size(); l++) {
        int outputs = found.layers().get(l).shape().outputs();
        int inputs = found.layers().get(l).shape().inputs();
        for (int probe = 0; probe < Math.max(1, 36 / found.layers().size()); probe++) {
          int r = (int) (Seeds.uniform(l, 2 * probe) * outputs);
          int k = (int) (Seeds.uniform(l, 2 * probe + 1) * (inputs + 1));
          double expected = c.weightSlope(l, r, k, bidder);
          double actual =
              k == 0
                  ? found.layers().get(l).bias()[r]
                  : found.layers().get(l).weights()[r * inputs + k - 1];
          assertThat(actual).isCloseTo(expected, within(2e-4 + 3e-4 * Math.abs(expected)));
        }
      }
    }
  }

  protected static Setting setting(int bidders, int items, Demand demand) {
    return new Setting(
        bidders + "x" + items, bidders, items, demand, new Unsampled(bidders, items));
  }

  /** A support is all that a network asks of a distribution. */
  private record Unsampled(int bidders, int items) implements ValuationDistribution {
    @Override
    public void sample(long firstProfile, ValuationProfiles into, long seed) {
      throw new AssertionError("not sampled here");
    }

    @Override
    public Support support() {
      return Support.uniform(bidders, items, 0, 1);
    }
  }

  /** A family in a setting, with weights, bids and a linear functional of the outcome. */
  public record Case(NetworkFamily family, Setting setting, Architecture architecture) {
    /** What float64 says is the same for every engine and bidder, and takes longest. */
    private static final Map<String, double[][]> SLOPES = new ConcurrentHashMap<>();

    public NetworkProgram program() {
      return family.program(setting, architecture);
    }

    /** Allocation rows, then payments. */
    double[] expected(double[] bids, double[][][] weights) {
      return expected(new ReferenceInterpreter(program()), bids, weights);
    }

    private static double[] expected(
        ReferenceInterpreter reference, double[] bids, double[][][] weights) {
      Map<String, double[]> outputs = reference.run(Map.of(AuctionProgram.BIDS, bids), weights);
      return DoubleStream.concat(
              Arrays.stream(outputs.get(AuctionProgram.ALLOCATION)),
              Arrays.stream(outputs.get(AuctionProgram.PAYMENTS)))
          .toArray();
    }

    public NetworkWeights start() {
      return NetworkWeights.glorot(program(), 5);
    }

    double[][][] weights() {
      return ReferenceInterpreter.widen(start());
    }

    public int outcomes() {
      return setting.bidders() * (setting.items() + 1);
    }

    public double[] bids(int profile) {
      double[] bids = new double[setting.bidders() * setting.items()];
      for (int r = 0; r < bids.length; r++) {
        bids[r] = (float) Seeds.uniform(17, (long) profile * bids.length + r);
      }
      return bids;
    }

    /** The functional's coefficient of an outcome row, 0 for the rows of others. */
    public double coefficient(int row, int profile, int bidder) {
      int allocations = setting.bidders() * setting.items();
      int owner = row < allocations ? row / setting.items() : row - allocations;
      return bidder < 0 || owner == bidder
          ? (float) (Seeds.uniform(23, 100L * profile + row) - 0.4)
          : 0;
    }

    private double functional(double[] bids, double[][][] weights, int bidder, int profile) {
      double[] outcome = expected(bids, weights);
      double sum = 0;
      for (int r = 0; r < outcome.length; r++) {
        sum += outcome[r] * coefficient(r, profile, bidder);
      }
      return sum;
    }

    double slope(double[] bids, int row, int bidder, int profile) {
      double[][][] weights = weights();
      double[] up = bids.clone();
      double[] down = bids.clone();
      up[row] += STEP;
      down[row] -= STEP;
      return (functional(up, weights, bidder, profile) - functional(down, weights, bidder, profile))
          / (2 * STEP);
    }

    double weightSlope(int layer, int output, int input, int bidder) {
      double[][] slopes =
          SLOPES.computeIfAbsent(
              this + " " + layer + " " + output + " " + input,
              first -> outcomeSlopes(layer, output, input));
      double sum = 0;
      for (int s = 0; s < Kernels.TILE; s++) {
        for (int r = 0; r < outcomes(); r++) {
          sum += slopes[s][r] * coefficient(r, s, bidder);
        }
      }
      return sum;
    }

    /** How every outcome of every profile moves with a weight: {@code [profile][row]}. */
    private double[][] outcomeSlopes(int layer, int output, int input) {
      ReferenceInterpreter reference = new ReferenceInterpreter(program());
      double[][][] weights = weights();
      double before = weights[layer][output][input];
      double[][] slopes = new double[Kernels.TILE][outcomes()];
      for (int sign = -1; sign <= 1; sign += 2) {
        weights[layer][output][input] = before + sign * STEP;
        for (int s = 0; s < Kernels.TILE; s++) {
          double[] outcome = expected(reference, bids(s), weights);
          for (int r = 0; r < outcome.length; r++) {
            slopes[s][r] += sign * outcome[r] / (2 * STEP);
          }
        }
      }
      return slopes;
    }

    @Override
    public String toString() {
      return family.name() + " " + setting.name() + " " + setting.demand() + " " + architecture;
    }
  }
}
