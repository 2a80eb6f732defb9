package io.sweepstake.sweeps.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Kernels, weights and log densities against numbers obtained by running Optuna 5.0.0rc1. */
class ParzenMixtureGoldenTest {
  private static final double RELATIVE = 1e-9;

  @TestFactory
  Stream<DynamicTest> agreesWithOptuna() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    int index = 0;
    for (JsonNode golden : golden().get("cases")) {
      tests.add(DynamicTest.dynamicTest("case " + index++, () -> agrees(golden)));
    }
    assertThat(tests).hasSize(30);
    return tests.stream();
  }

  @Test
  void goodCountsAgreeWithOptuna() throws IOException {
    golden()
        .get("gamma")
        .fields()
        .forEachRemaining(
            entry ->
                assertThat(TpeOptions.OPTUNA.good(Integer.parseInt(entry.getKey()), 0, 1))
                    .as("of %s", entry.getKey())
                    .isEqualTo(entry.getValue().asInt()));
  }

  @Test
  void weightsAgreeWithOptuna() throws IOException {
    golden()
        .get("weights")
        .fields()
        .forEachRemaining(
            entry -> {
              int n = Integer.parseInt(entry.getKey());
              ParzenMixture mixture =
                  new ParzenMixture(
                      new Axis[] {new Axis(FloatParam.uniform("x", 0, 1))}, ParzenShape.DEFAULT);
              for (int k = 0; k < n; k++) {
                mixture.turn(mixture.add(new double[] {(k + 0.5) / n}), true);
              }
              mixture.refresh();
              double[] weights = mixture.weights();
              assertThat(weights).hasSize(n + 1);
              for (int k = 0; k < n; k++) {
                // The prior's weight is 1 before normalisation.
                assertThat(weights[k] / weights[n])
                    .isCloseTo(entry.getValue().get(k).asDouble(), within(1e-12));
              }
            });
  }

  private static void agrees(JsonNode golden) {
    List<Param<?>> params = new ArrayList<>();
    golden
        .get("space")
        .fields()
        .forEachRemaining(entry -> params.add(param(entry.getKey(), entry.getValue())));
    Axis[] axes = params.stream().map(Axis::new).toArray(Axis[]::new);
    ParzenMixture mixture = new ParzenMixture(axes, ParzenShape.DEFAULT);
    double[][] observed = numbers(params, golden.get("obs"));
    for (int k = 0; k < observed[0].length; k++) {
      double[] numbers = new double[axes.length];
      for (int axis = 0; axis < axes.length; axis++) {
        numbers[axis] = observed[axis][k];
      }
      mixture.turn(mixture.add(numbers), true);
    }
    mixture.refresh();

    assertClose(mixture.weights(), golden.get("weights"), "weights");
    for (int axis = 0; axis < axes.length; axis++) {
      JsonNode kernels = golden.get("kernels").get(params.get(axis).name());
      if (kernels.has("cat")) {
        for (int k = 0; k < observed[axis].length; k++) {
          assertClose(
              mixture.choiceProbabilities(axis, (int) observed[axis][k]),
              kernels.get("cat").get(k),
              "choices of kernel " + k);
        }
      } else {
        assertClose(mixture.centres(axis), kernels.get("mu"), "mu");
        if (ties(observed[axis])) {
          assertSameKernels(mixture, axis, kernels);
        } else {
          assertClose(mixture.widths(axis), kernels.get("sigma"), "sigma");
        }
      }
    }
    double[][] queries = numbers(params, golden.get("query"));
    if (axes.length == 1 && axes[0].kind == Axis.Kind.GRID && ties(observed[0])) {
      JsonNode kernels = golden.get("kernels").get(params.get(0).name());
      double[] mu = doubles(kernels.get("mu"));
      double[] weights = doubles(golden.get("weights"));
      assertClose(
          sumOfKernels(axes[0], weights, mu, doubles(kernels.get("sigma")), queries[0]),
          golden.get("log_pdf"),
          "log pdf of Optuna's kernels");
      double[] ours = sumOfKernels(axes[0], weights, mu, mixture.widths(0), queries[0]);
      double[] density = mixture.logDensity(queries);
      for (int k = 0; k < ours.length; k++) {
        assertThat(density[k]).isCloseTo(ours[k], within(1e-12));
      }
    } else {
      assertClose(mixture.logDensity(queries), golden.get("log_pdf"), "log pdf");
    }
  }

  private static boolean ties(double[] values) {
    return Arrays.stream(values).distinct().count() < values.length;
  }

  /**
   * Which of several equal observations gets which width is decided in Optuna by NumPy's unstable
   * sort, and here by age; the kernels are the same ones.
   */
  private static void assertSameKernels(ParzenMixture mixture, int axis, JsonNode kernels) {
    assertThat(sortedKernels(mixture.centres(axis), mixture.widths(axis)))
        .usingElementComparator(
            (a, b) ->
                Math.abs(a[0] - b[0]) < 1e-9 && Math.abs(a[1] - b[1]) < 1e-9
                    ? 0
                    : Arrays.compare(a, b))
        .containsExactlyElementsOf(
            sortedKernels(doubles(kernels.get("mu")), doubles(kernels.get("sigma"))));
  }

  private static List<double[]> sortedKernels(double[] mu, double[] sigma) {
    List<double[]> kernels = new ArrayList<>();
    for (int k = 0; k < mu.length; k++) {
      kernels.add(new double[] {mu[k], sigma[k]});
    }
    kernels.sort(
        Comparator.comparingLong((double[] kernel) -> Math.round(kernel[0] * 1e9))
            .thenComparing(kernel -> kernel[1]));
    return kernels;
  }

  /** The mixture's definition, written out. */
  private static double[] sumOfKernels(
      Axis axis, double[] weights, double[] mu, double[] sigma, double[] queries) {
    double[] logs = new double[queries.length];
    for (int q = 0; q < queries.length; q++) {
      double sum = 0;
      for (int k = 0; k < mu.length; k++) {
        sum += weights[k] * Math.exp(axis.logCellMass(queries[q], mu[k], sigma[k]));
      }
      logs[q] = Math.log(sum);
    }
    return logs;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = array.get(k).asDouble();
    }
    return values;
  }

  private static void assertClose(double[] actual, JsonNode expected, String what) {
    assertThat(actual).as(what).hasSize(expected.size());
    for (int k = 0; k < actual.length; k++) {
      double value = expected.get(k).asDouble();
      assertThat(actual[k])
          .as("%s[%s]", what, k)
          .isCloseTo(value, within(RELATIVE * Math.max(1e-3, Math.abs(value))));
    }
  }

  private static double[][] numbers(List<Param<?>> params, JsonNode columns) {
    double[][] numbers = new double[params.size()][];
    for (int axis = 0; axis < numbers.length; axis++) {
      JsonNode column = columns.get(params.get(axis).name());
      numbers[axis] = new double[column.size()];
      for (int k = 0; k < column.size(); k++) {
        JsonNode value = column.get(k);
        numbers[axis][k] =
            params.get(axis) instanceof CategoricalParam c && value.isTextual()
                ? c.number(value.asText())
                : value.asDouble();
      }
    }
    return numbers;
  }

  private static Param<?> param(String name, JsonNode distribution) {
    JsonNode a = distribution.get("attributes");
    String type = distribution.get("name").asText();
    if (type.equals("FloatDistribution")) {
      return new FloatParam(
          name,
          a.get("low").asDouble(),
          a.get("high").asDouble(),
          a.get("log").asBoolean() ? Scale.LOG : Scale.LINEAR,
          a.get("step").isNull() ? 0 : a.get("step").asDouble());
    }
    if (type.equals("IntDistribution")) {
      return new IntParam(
          name,
          a.get("low").asInt(),
          a.get("high").asInt(),
          a.get("log").asBoolean() ? Scale.LOG : Scale.LINEAR,
          a.get("step").asInt());
    }
    List<String> choices = new ArrayList<>();
    a.get("choices").forEach(choice -> choices.add(choice.asText()));
    return new CategoricalParam(name, choices);
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        ParzenMixtureGoldenTest.class.getResourceAsStream("/golden/tpe_parzen.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
