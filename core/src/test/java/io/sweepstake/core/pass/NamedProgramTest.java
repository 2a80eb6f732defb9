package io.sweepstake.core.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.quadratic.Packing;
import io.sweepstake.core.quadratic.PackingLayer;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.tile.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that are no auctions: outputs and gradients agree with float64's. */
class NamedProgramTest {
  private static final double STEP = 1e-6;

  static Stream<Case> cases() {
    return Loops.availableOnes().stream()
        .flatMap(
            loops ->
                Stream.of(
                    new Case(loops, "payments", payments(), Map.of("report", new Rows(1, 3))),
                    new Case(
                        loops,
                        "payments alone",
                        payments(),
                        Map.of("payment", Rows.all(2)),
                        Map.of("report", Rows.all(6))),
                    new Case(
                        loops,
                        "payments and a part of what they are made of",
                        payments(),
                        Map.of("payment", new Rows(0, 1), "hidden", new Rows(2, 4)),
                        Map.of("report", Rows.all(6))),
                    new Case(
                        loops,
                        "payments, all moving",
                        payments(),
                        Map.of("report", Rows.all(6), "others", Rows.all(5))),
                    new Case(loops, "matching", matching(), Map.of("edges", Rows.all(6))),
                    new Case(loops, "packing", packing(), Map.of("capacities", Rows.all(4))),
                    new Case(
                        loops,
                        "packing, some move",
                        packing(),
                        Map.of("capacities", new Rows(1, 3))),
                    new Case(
                        loops,
                        "matching, one moves",
                        matching(),
                        Map.of("edges", new Rows(2, 3)))));
  }

  /** What one pays: of a report, of which a part moves, and of what the others do. */
  private static NetworkProgram payments() {
    NetworkProgram.Builder network = NetworkProgram.builder();
    Block report = network.input("report", 6);
    Block others = network.input("others", 5);
    Block hidden =
        network.addAlong(
            network.dense("own", report, 7), network.dense("others", others, 7), 1, 1, 7);
    Block bent = network.activate(Activation.TANH, hidden);
    return network
        .output("payment", network.activate(Activation.SIGMOID, network.dense("out", bent, 2)))
        .output("hidden", bent)
        .build();
  }

  /** A matching of weighted edges, the last step of which is an optimisation. */
  private static NetworkProgram matching() {
    NetworkProgram.Builder network = NetworkProgram.builder();
    Block edges = network.input("edges", 6);
    Block scores =
        network.dense(
            "score", network.activate(Activation.TANH, network.dense("hidden", edges, 9)), 6);
    return network
        .output("chosen", network.multiply(network.add(new SimplexProjection(scores)), edges))
        .build();
  }

  /** What is taken of capacities, as a network that sees them says how it is worth. */
  private static NetworkProgram packing() {
    NetworkProgram.Builder network = NetworkProgram.builder();
    Block capacities = network.input("capacities", 4);
    Block scores = network.activate(Activation.TANH, network.dense("scores", capacities, 5));
    Packing rows =
        new Packing(
            4,
            List.of(
                new Packing.Column(new int[] {0}, new double[] {2}),
                new Packing.Column(new int[] {0, 1}, new double[] {1, 1}),
                new Packing.Column(new int[] {1, 2}, new double[] {1, 1}),
                new Packing.Column(new int[] {2, 3}, new double[] {1, 1}),
                new Packing.Column(new int[] {0, 2, 3}, new double[] {1, 1, 1})));
    return network
        .output(
            "taken",
            network.add(
                new PackingLayer(
                    scores, capacities, rows, List.of(1.1, 1.9, 2.2, 1.7, 2.6), 1.5, 0.4)))
        .build();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputsAgreeWithFloat64(Case c) {
    TilePass pass = c.forward(c.network());

    for (int s = 0; s < Kernels.TILE; s += 7) {
      int column = s;
      c.reference(c.inputs(s), c.weights())
          .forEach(
              (name, rows) -> {
                Rows wanted = c.wanted().getOrDefault(name, Rows.NONE);
                for (int r = wanted.from(); r < wanted.to(); r++) {
                  assertThat((double) pass.output(name).value(r, column))
                      .isCloseTo(rows[r], within(2e-6));
                }
              });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsOfMovingRowsAgreeWithFiniteDifferences(Case c) {
    TilePass pass = c.forward(c.network());
    for (int time = 0; time < 2; time++) { // what one way back leaves does not disturb the next
      c.seed(pass);
      pass.backwardToInputs();
    }

    c.moving()
        .forEach(
            (name, rows) -> {
              for (int s = 0; s < Kernels.TILE; s += 9) {
                for (int r = rows.from(); r < rows.to(); r++) {
                  double expected = c.slope(name, r, s);
                  assertThat((double) pass.inputGradient(name).value(r, s))
                      .isCloseTo(expected, within(2e-5 + 2e-4 * Math.abs(expected)));
                }
              }
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsOfWeightsAgreeWithFiniteDifferences(Case c) {
    CompiledNetwork network = c.network();
    TilePass pass = c.forward(network);
    for (int time = 0; time < 2; time++) {
      c.seed(pass);
      network.clearGradients();
      pass.backwardToWeights();
    }

    double[][][] found =
        ReferenceInterpreter.widen(new Parameters(c.program()).read(network.gradients()));
    for (int l = 0; l < found.length; l++) {
      for (int r = 0; r < found[l].length; r++) {
        for (int k = 0; k < found[l][r].length; k += 2) {
          double expected = c.weightSlope(l, r, k);
          assertThat(found[l][r][k]).isCloseTo(expected, within(2e-4 + 3e-4 * Math.abs(expected)));
        }
      }
    }
  }

  @Test
  void rowsAtRestAreTakenInOnce() {
    CompiledNetwork network = new CompiledNetwork(payments(), Loops.SCALAR.get());
    network.load(NetworkWeights.glorot(payments(), 5));
    TilePass pass =
        network
            .passes(
                new PassRequest(Map.of("payment", Rows.all(2)), Map.of("report", new Rows(1, 3))))
            .pass();
    pass.prepare();
    pass.forward();
    float before = pass.output("payment").value(0, 0);
    pass.input("report").set(0, 0, 5); // at rest: not looked at again
    pass.forward();
    assertThat(pass.output("payment").value(0, 0)).isEqualTo(before);
    pass.input("report").set(1, 0, 5);
    pass.forward();
    assertThat(pass.output("payment").value(0, 0)).isNotEqualTo(before);
  }

  @Test
  void whatAProgramDoesNotHaveIsRefused() {
    CompiledNetwork network = new CompiledNetwork(payments(), Loops.SCALAR.get());
    assertThatThrownBy(
            () -> network.passes(new PassRequest(Map.of("price", Rows.all(2)), Map.of())))
        .hasMessage("program: has no output 'price', but payment and hidden");
    assertThatThrownBy(
            () -> network.passes(new PassRequest(Map.of("payment", Rows.all(3)), Map.of())))
        .hasMessageStartingWith("pass: payment has 2 rows, asked for");
    assertThatThrownBy(() -> NetworkProgram.builder().build()).hasMessage("program: has no output");
  }

  /** A program with weights, inputs, and a linear functional of its outputs. */
  record Case(
      Loops loops,
      String name,
      NetworkProgram program,
      Map<String, Rows> wanted,
      Map<String, Rows> moving) {
    Case(Loops loops, String name, NetworkProgram program, Map<String, Rows> moving) {
      this(loops, name, program, PassRequest.everything(program).outputs(), moving);
    }

    CompiledNetwork network() {
      CompiledNetwork network = new CompiledNetwork(program, loops.get());
      network.load(NetworkWeights.glorot(program, 5));
      return network;
    }

    double[][][] weights() {
      return ReferenceInterpreter.widen(NetworkWeights.glorot(program, 5));
    }

    TilePass forward(CompiledNetwork network) {
      TilePass pass = network.passes(new PassRequest(wanted, moving)).pass();
      for (int s = 0; s < Kernels.TILE; s++) {
        int column = s;
        inputs(s)
            .forEach(
                (input, rows) -> {
                  for (int r = 0; r < rows.length; r++) {
                    pass.input(input).set(r, column, (float) rows[r]);
                  }
                });
      }
      pass.prepare();
      pass.forward();
      return pass;
    }

    Map<String, double[]> inputs(int column) {
      Map<String, double[]> inputs = new HashMap<>();
      program
          .inputs()
          .forEach(
              (input, block) -> {
                double[] rows = new double[block.rows()];
                long stream = Seeds.derive(17, input, column);
                for (int r = 0; r < rows.length; r++) {
                  rows[r] = (float) Seeds.uniform(stream, r);
                }
                inputs.put(input, rows);
              });
      return inputs;
    }

    Map<String, double[]> reference(Map<String, double[]> inputs, double[][][] weights) {
      return new ReferenceInterpreter(program).run(inputs, weights);
    }

    private static double coefficient(String output, int row, int column) {
      return (float) (Seeds.uniform(Seeds.derive(23, output, column), row) - 0.4);
    }

    void seed(TilePass pass) {
      wanted.forEach(
          (output, rows) -> {
            for (int r = rows.from(); r < rows.to(); r++) {
              for (int s = 0; s < Kernels.TILE; s++) {
                pass.outputGradient(output).set(r, s, (float) coefficient(output, r, s));
              }
            }
          });
    }

    private double functional(Map<String, double[]> inputs, double[][][] weights, int column) {
      double sum = 0;
      for (Map.Entry<String, double[]> output : reference(inputs, weights).entrySet()) {
        Rows rows = wanted.getOrDefault(output.getKey(), Rows.NONE);
        for (int r = rows.from(); r < rows.to(); r++) {
          sum += output.getValue()[r] * coefficient(output.getKey(), r, column);
        }
      }
      return sum;
    }

    double slope(String input, int row, int column) {
      double sum = 0;
      for (int sign = -1; sign <= 1; sign += 2) {
        Map<String, double[]> inputs = inputs(column);
        inputs.get(input)[row] += sign * STEP;
        sum += sign * functional(inputs, weights(), column);
      }
      return sum / (2 * STEP);
    }

    double weightSlope(int layer, int output, int input) {
      double[][][] weights = weights();
      double sum = 0;
      for (int sign = -1; sign <= 1; sign += 2) {
        weights[layer][output][input] += sign * STEP;
        for (int s = 0; s < Kernels.TILE; s++) {
          sum += sign * functional(inputs(s), weights, s);
        }
        weights[layer][output][input] -= sign * STEP;
      }
      return sum / (2 * STEP);
    }

    @Override
    public String toString() {
      return name + " on " + loops;
    }
  }
}
