package io.sweepstake.core.pass;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.Operation;

/** Runs a program for one profile in float64, straight from the operations' definitions. */
final class ReferenceInterpreter {
  private final NetworkProgram program;

  ReferenceInterpreter(NetworkProgram program) {
    this.program = program;
  }

  /**
   * Allocation rows, then payments, under these bids and {@code weights[layer][output][bias,
   * inputs…]}.
   */
  double[] outcome(double[] bids, double[][][] weights) {
    double[][] values = new double[program.blocks().size()][];
    for (Block block : program.blocks()) {
      values[block.index()] = evaluate(block, bids, values, weights);
    }
    double[] allocation = values[program.allocation().index()];
    double[] payments = values[program.payments().index()];
    double[] outcome = new double[allocation.length + payments.length];
    System.arraycopy(allocation, 0, outcome, 0, allocation.length);
    System.arraycopy(payments, 0, outcome, allocation.length, payments.length);
    return outcome;
  }

  static double[][][] widen(NetworkWeights weights) {
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

  private double[] evaluate(Block block, double[] bids, double[][] values, double[][][] weights) {
    double[] y = new double[block.rows()];
    Operation operation = block.operation();
    if (operation instanceof Operation.Bids) {
      return bids.clone();
    } else if (operation instanceof Operation.Dense dense) {
      double[] x = values[dense.input().index()];
      double[][] w = weights[layer(dense.layer())];
      for (int r = 0; r < y.length; r++) {
        y[r] = w[r][0];
        for (int k = 0; k < x.length; k++) {
          y[r] += w[r][k + 1] * x[k];
        }
      }
    } else if (operation instanceof Operation.Activate activate) {
      double[] x = values[activate.input().index()];
      for (int r = 0; r < y.length; r++) {
        y[r] =
            switch (activate.activation()) {
              case TANH -> Math.tanh(x[r]);
              case RELU -> Math.max(x[r], 0);
              case SIGMOID -> 1 / (1 + Math.exp(-x[r]));
            };
      }
    } else if (operation instanceof Operation.Softmax softmax) {
      softmax(softmax, values[softmax.input().index()], y);
    } else if (operation instanceof Operation.Select select) {
      double[] x = values[select.input().index()];
      for (int r = 0; r < y.length; r++) {
        y[r] = x[r / select.count() * select.stride() + r % select.count()];
      }
    } else if (operation instanceof Operation.Multiply multiply) {
      for (int r = 0; r < y.length; r++) {
        y[r] = values[multiply.left().index()][r] * values[multiply.right().index()][r];
      }
    } else if (operation instanceof Operation.Minimum minimum) {
      for (int r = 0; r < y.length; r++) {
        y[r] = Math.min(values[minimum.left().index()][r], values[minimum.right().index()][r]);
      }
    } else if (operation instanceof Operation.SumGroups sum) {
      double[] x = values[sum.input().index()];
      for (int r = 0; r < x.length; r++) {
        y[r / sum.size()] += x[r];
      }
    } else if (operation instanceof Operation.SumRows sum) {
      for (int r = 0; r < y.length; r++) {
        for (int term : sum.terms().get(r)) {
          y[r] += values[sum.input().index()][term];
        }
      }
    } else if (operation instanceof Operation.SharedDense shared) {
      double[] x = values[shared.input().index()];
      double[][] w = weights[layer(shared.layer())];
      int inputs = x.length / shared.slices();
      for (int r = 0; r < y.length; r++) {
        y[r] = w[r % w.length][0];
        for (int k = 0; k < inputs; k++) {
          y[r] += w[r % w.length][k + 1] * x[r / w.length * inputs + k];
        }
      }
    } else if (operation instanceof Operation.Mean mean) {
      double[] x = values[mean.input().index()];
      for (int r = 0; r < x.length; r++) {
        y[r / (mean.groups() * mean.stride()) * mean.stride() + r % mean.stride()] +=
            x[r] / mean.groups();
      }
    } else if (operation instanceof Operation.Spread spread) {
      double[] x = values[spread.input().index()];
      for (int r = 0; r < y.length; r++) {
        y[r] = x[r / (spread.groups() * spread.stride()) * spread.stride() + r % spread.stride()];
      }
    } else if (operation instanceof Operation.AddAlong along) {
      double[] x = values[along.added().index()];
      for (int r = 0; r < y.length; r++) {
        y[r] =
            values[along.input().index()][r]
                + x[r / (along.groups() * along.stride()) * along.stride() + r % along.stride()];
      }
    } else {
      throw new AssertionError(operation);
    }
    return y;
  }

  private static void softmax(Operation.Softmax softmax, double[] x, double[] y) {
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
  }

  private int layer(String name) {
    for (int l = 0; l < program.layers().size(); l++) {
      if (program.layers().get(l).name().equals(name)) {
        return l;
      }
    }
    throw new AssertionError(name);
  }
}
