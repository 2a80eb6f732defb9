package io.sweepstake.core.truthful;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * MyersonNet's revenue with the winner drawn by a softmax of virtual values and 0.
 *
 * <p>Bidder i pays {@code t_i = φ_i⁻¹(max(0, max_{j≠i} φ_j))} if she wins; with {@code p =
 * softmax(s φ)} revenue is {@code R = Σ_i p_i t_i}, hence {@code ∂R/∂φ_i = s p_i (t_i − R)} beside
 * what φ_i does to others' prices, and {@code ∂R/∂t_i = p_i}. Parameters are bidder after bidder:
 * α, then β in units of scale.
 */
final class MyersonRevenue implements SmoothRevenue {
  private final int bidders;
  private final int groups;
  private final int lines;
  private final int cells; // groups × lines
  private final float scale;
  private final MonotoneLines maps;
  private final double[] sums; // of the gradient of R
  private final double[] virtual; // φ_i
  private final int[] active; // the line that φ_i is at
  private final double[] prices; // t_i
  private final double[] shares; // p_i, and last the seller's
  private final double[] virtualSlopes; // ∂R/∂φ_i
  private double certain;
  private long measured;

  MyersonRevenue(int bidders, Architecture architecture, float scale) {
    this.bidders = bidders;
    groups = architecture.hidden().get(0);
    lines = architecture.hidden().get(1);
    cells = groups * lines;
    this.scale = scale;
    maps = new MonotoneLines(bidders, groups, lines);
    sums = new double[2 * bidders * cells];
    virtual = new double[bidders];
    active = new int[bidders];
    prices = new double[bidders];
    shares = new double[bidders + 1];
    virtualSlopes = new double[bidders];
  }

  @Override
  public int parameters() {
    return 2 * bidders * cells;
  }

  @Override
  public void read(NetworkWeights weights, float[] parameters) {
    for (int i = 0; i < bidders; i++) {
      System.arraycopy(weights.layers().get(2 * i).weights(), 0, parameters, 2 * i * cells, cells);
      float[] intercepts = weights.layers().get(2 * i + 1).weights();
      for (int k = 0; k < cells; k++) {
        parameters[(2 * i + 1) * cells + k] = intercepts[k] / scale;
      }
    }
  }

  @Override
  public NetworkWeights write(float[] parameters) {
    List<LayerWeights> layers = new ArrayList<>();
    for (int i = 0; i < bidders; i++) {
      float[] logs = Arrays.copyOfRange(parameters, 2 * i * cells, (2 * i + 1) * cells);
      float[] intercepts = Arrays.copyOfRange(parameters, (2 * i + 1) * cells, (2 * i + 2) * cells);
      for (int k = 0; k < cells; k++) {
        intercepts[k] *= scale;
      }
      layers.add(layer("slopes." + i, logs));
      layers.add(layer("intercepts." + i, intercepts));
    }
    return new NetworkWeights(layers);
  }

  private LayerWeights layer(String name, float[] weights) {
    return new LayerWeights(new LayerShape(name, groups, lines), weights, new float[groups]);
  }

  @Override
  public double certainty() {
    return certain / measured;
  }

  @Override
  public double measure(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      float[] gradient) {
    for (int i = 0; i < bidders; i++) {
      maps.read(parameters, 2 * i * cells, i);
    }
    Arrays.fill(sums, 0);
    certain = 0;
    measured = profiles.count();
    double revenue = 0;
    for (int s = 0; s < profiles.count(); s++) {
      revenue += profile(profiles, s, choice, sharpness);
    }
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] = (float) (-sums[k] / profiles.count());
    }
    return revenue * scale / profiles.count();
  }

  private double profile(ValuationProfiles profiles, int s, MenuChoice choice, double sharpness) {
    for (int i = 0; i < bidders; i++) {
      double report = profiles.value(s, i, 0) / scale;
      active[i] = maps.at(i, report);
      virtual[i] = maps.slope(i, active[i]) * report + maps.intercept(i, active[i]);
    }
    choose(sharpness);
    double paid = 0;
    int winner = -1;
    double highest = 0;
    for (int i = 0; i < bidders; i++) {
      virtualSlopes[i] = 0;
      if (virtual[i] > highest) {
        highest = virtual[i];
        winner = i;
      }
    }
    for (int i = 0; i < bidders; i++) {
      int rival = rival(i);
      double level = rival < 0 ? 0 : virtual[rival];
      int line = maps.inverse(i, level);
      double slope = maps.slope(i, line);
      prices[i] = (level - maps.intercept(i, line)) / slope;
      paid += shares[i] * prices[i];
      sums[2 * i * cells + line] -= shares[i] * prices[i];
      sums[(2 * i + 1) * cells + line] -= shares[i] / slope;
      if (rival >= 0) {
        virtualSlopes[rival] += shares[i] / slope;
      }
    }
    for (int i = 0; i < bidders; i++) {
      double total = virtualSlopes[i] + sharpness * shares[i] * (prices[i] - paid);
      int line = active[i];
      double report = profiles.value(s, i, 0) / scale;
      sums[2 * i * cells + line] += total * maps.slope(i, line) * report;
      sums[(2 * i + 1) * cells + line] += total;
    }
    return choice == MenuChoice.SOFT ? paid : winner < 0 ? 0 : prices[winner];
  }

  /** Who of the others has the greatest virtual value above 0; −1 for the seller. */
  private int rival(int bidder) {
    int rival = -1;
    double highest = 0;
    for (int j = 0; j < bidders; j++) {
      if (j != bidder && virtual[j] > highest) {
        highest = virtual[j];
        rival = j;
      }
    }
    return rival;
  }

  private void choose(double sharpness) {
    double most = 0;
    for (int i = 0; i < bidders; i++) {
      most = Math.max(most, virtual[i]);
    }
    double sum = Math.exp(-sharpness * most);
    shares[bidders] = sum;
    for (int i = 0; i < bidders; i++) {
      shares[i] = Math.exp(sharpness * (virtual[i] - most));
      sum += shares[i];
    }
    double surest = 0;
    for (int i = 0; i <= bidders; i++) {
      shares[i] /= sum;
      surest = Math.max(surest, shares[i]);
    }
    certain += surest;
  }
}
