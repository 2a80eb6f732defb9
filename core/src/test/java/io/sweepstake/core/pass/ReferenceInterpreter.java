package io.sweepstake.core.pass;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.Operation;
import java.util.HashMap;
import java.util.Map;

/** Runs a program for one column in float64, straight from the operations' definitions. */
public final class ReferenceInterpreter {
  private final NetworkProgram program;

  public ReferenceInterpreter(NetworkProgram program) {
    this.program = program;
  }

  /** Every output's rows of these inputs and {@code weights[layer][output][bias, inputs…]}. */
  public Map<String, double[]> run(Map<String, double[]> inputs, double[][][] weights) {
    Run run = new Run(inputs, weights);
    for (Block block : program.blocks()) {
      run.values.put(block, block.operation().accept(run));
    }
    Map<String, double[]> outputs = new HashMap<>();
    program.outputs().forEach((name, block) -> outputs.put(name, run.values.get(block)));
    return outputs;
  }

  public static double[][][] widen(NetworkWeights weights) {
    double[][][] wide = new double[weights.layers().size()][][];
    for (int l = 0; l < wide.length; l++) {
      LayerWeights layer = weights.layers().get(l);
      wide[l] = new double[layer.shape().outputs()][layer.shape().inputs() + 1];
      for (int r = 0; r < wide[l].length; r++) {
        wide[l][r][0] = layer.bias()[r];
        for (int k = 0; k < layer.shape().inputs(); k++) {
          wide[l][r][k + 1] = layer.weights()[r * layer.shape().inputs() + k];
        }
      }
    }
    return wide;
  }

  private final class Run implements Operation.Visitor<double[]> {
    private final Map<String, double[]> inputs;
    private final double[][][] weights;
    private final Map<Block, double[]> values = new HashMap<>();

    Run(Map<String, double[]> inputs, double[][][] weights) {
      this.inputs = inputs;
      this.weights = weights;
    }

    @Override
    public double[] input(Operation.Input input) {
      return inputs.get(input.name());
    }

    @Override
    public double[] dense(Operation.Dense dense) {
      return layer(dense.layer(), values.get(dense.input()), 1);
    }

    @Override
    public double[] sharedDense(Operation.SharedDense dense) {
      return layer(dense.layer(), values.get(dense.input()), dense.slices());
    }

    private double[] layer(LayerShape layer, double[] x, int slices) {
      double[][] w = weights[program.layers().indexOf(layer)];
      double[] y = new double[slices * w.length];
      for (int r = 0; r < y.length; r++) {
        y[r] = w[r % w.length][0];
        for (int k = 0; k < layer.inputs(); k++) {
          y[r] += w[r % w.length][k + 1] * x[r / w.length * layer.inputs() + k];
        }
      }
      return y;
    }

    @Override
    public double[] activate(Operation.Activate activate) {
      double[] y = values.get(activate.input()).clone();
      for (int r = 0; r < y.length; r++) {
        y[r] =
            switch (activate.activation()) {
              case TANH -> Math.tanh(y[r]);
              case RELU -> Math.max(y[r], 0);
              case SIGMOID -> 1 / (1 + Math.exp(-y[r]));
            };
      }
      return y;
    }

    @Override
    public double[] softmax(Operation.Softmax softmax) {
      double[] x = values.get(softmax.input());
      double[] y = new double[x.length];
      for (int o = 0; o < softmax.outer(); o++) {
        for (int s = 0; s < softmax.stride(); s++) {
          double sum = 0;
          for (int g = 0; g < softmax.groups(); g++) {
            sum += Math.exp(x[(o * softmax.groups() + g) * softmax.stride() + s]);
          }
          for (int g = 0; g < softmax.groups(); g++) {
            int r = (o * softmax.groups() + g) * softmax.stride() + s;
            y[r] = Math.exp(x[r]) / sum;
          }
        }
      }
      return y;
    }

    @Override
    public double[] select(Operation.Select select) {
      double[] x = values.get(select.input());
      double[] y = new double[select.rows()];
      for (int r = 0; r < y.length; r++) {
        y[r] = x[r / select.count() * select.stride() + r % select.count()];
      }
      return y;
    }

    @Override
    public double[] multiply(Operation.Multiply multiply) {
      double[] y = values.get(multiply.left()).clone();
      for (int r = 0; r < y.length; r++) {
        y[r] *= values.get(multiply.right())[r];
      }
      return y;
    }

    @Override
    public double[] minimum(Operation.Minimum minimum) {
      double[] y = values.get(minimum.left()).clone();
      for (int r = 0; r < y.length; r++) {
        y[r] = Math.min(y[r], values.get(minimum.right())[r]);
      }
      return y;
    }

    @Override
    public double[] sumGroups(Operation.SumGroups sum) {
      double[] x = values.get(sum.input());
      double[] y = new double[sum.rows()];
      for (int r = 0; r < x.length; r++) {
        y[r / sum.size()] += x[r];
      }
      return y;
    }

    @Override
    public double[] sumRows(Operation.SumRows sum) {
      double[] y = new double[sum.rows()];
      for (int r = 0; r < y.length; r++) {
        for (int term : sum.terms().get(r)) {
          y[r] += values.get(sum.input())[term];
        }
      }
      return y;
    }

    @Override
    public double[] mean(Operation.Mean mean) {
      double[] x = values.get(mean.input());
      double[] y = new double[mean.rows()];
      for (int r = 0; r < x.length; r++) {
        y[r / (mean.groups() * mean.stride()) * mean.stride() + r % mean.stride()] +=
            x[r] / mean.groups();
      }
      return y;
    }

    @Override
    public double[] spread(Operation.Spread spread) {
      double[] x = values.get(spread.input());
      double[] y = new double[spread.rows()];
      for (int r = 0; r < y.length; r++) {
        y[r] = x[r / (spread.groups() * spread.stride()) * spread.stride() + r % spread.stride()];
      }
      return y;
    }

    @Override
    public double[] addAlong(Operation.AddAlong along) {
      double[] x = values.get(along.added());
      double[] y = values.get(along.input()).clone();
      for (int r = 0; r < y.length; r++) {
        y[r] += x[r / (along.groups() * along.stride()) * along.stride() + r % along.stride()];
      }
      return y;
    }

    @Override
    public double[] column(ColumnOperation operation) {
      double[] y = new double[operation.rows()];
      operation.forward(operation.inputs().stream().map(values::get).toArray(double[][]::new), y);
      return y;
    }
  }
}
