package io.sweepstake.core.truthful;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.LookaheadNet;
import io.sweepstake.core.network.OfferNet;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * LookaheadNet's revenue with offers taken by chance. With handicaps φ, bidder i's price is {@code
 * t_i = max(0, φ_i⁻¹(max_{j≠i} φ_j)) + o_i}; she takes it with probability {@code p_i = 1 / (1 +
 * e^(−s (b_i − t_i)))}, hence {@code R = Σ_i p_i t_i} and {@code ∂R/∂t_i = p_i − s t_i p_i (1 −
 * p_i)}. But at ties no two have a report above their price, so there is no winner to be drawn.
 *
 * <p>Parameters are bidder after bidder: α, β in units of scale, and those of her offers. Inside,
 * values are in units of scale.
 */
final class LookaheadRevenue implements SmoothRevenue {
  /** Offers that are refused more surely move nothing. */
  private static final double SURELY = 40;

  private final Setting setting;
  private final List<LayerShape> offerLayers; // of all bidders
  private final float scale;
  private final MonotoneLines handicaps;
  private final OfferNet net;
  private final int own; // parameters of one bidder
  private final int cells;
  private final double[] sums; // of the gradient of R
  private final float[] reports;
  private final double[] virtual; // φ_i
  private final int[] active; // the line that φ_i is at
  private double certain;
  private long measured;

  LookaheadRevenue(Setting setting, Architecture architecture, float scale) {
    this.setting = setting;
    this.scale = scale;
    int bidders = setting.bidders();
    offerLayers =
        new LookaheadNet()
            .layers(setting, architecture).stream()
                .filter(layer -> layer.name().startsWith("offer"))
                .toList();
    handicaps = new MonotoneLines(bidders, LookaheadNet.GROUPS, LookaheadNet.LINES);
    cells = handicaps.cells();
    net = new OfferNet(bidders, architecture.hidden(), 1);
    own = 2 * cells + net.parameters();
    sums = new double[parameters()];
    reports = new float[bidders];
    virtual = new double[bidders];
    active = new int[bidders];
  }

  @Override
  public int parameters() {
    return setting.bidders() * own;
  }

  @Override
  public void read(NetworkWeights weights, float[] parameters) {
    int layers = weights.layers().size() / reports.length;
    for (int i = 0; i < reports.length; i++) {
      List<LayerWeights> of = weights.layers().subList(i * layers, (i + 1) * layers);
      System.arraycopy(of.get(0).weights(), 0, parameters, i * own, cells);
      for (int k = 0; k < cells; k++) {
        parameters[i * own + cells + k] = of.get(1).weights()[k] / scale;
      }
      float[] offers = LookaheadNet.flat(of.subList(2, layers));
      System.arraycopy(offers, 0, parameters, i * own + 2 * cells, offers.length);
    }
  }

  @Override
  public NetworkWeights write(float[] parameters) {
    List<LayerWeights> layers = new ArrayList<>();
    int count = offerLayers.size() / reports.length;
    for (int i = 0; i < reports.length; i++) {
      int betas = i * own + cells;
      float[] intercepts = Arrays.copyOfRange(parameters, betas, betas + cells);
      for (int k = 0; k < cells; k++) {
        intercepts[k] *= scale;
      }
      layers.add(handicap("slopes." + i, Arrays.copyOfRange(parameters, i * own, betas)));
      layers.add(handicap("intercepts." + i, intercepts));
      layers.addAll(
          LookaheadNet.layers(
              offerLayers.subList(i * count, (i + 1) * count), parameters, betas + cells));
    }
    return new NetworkWeights(layers);
  }

  private static LayerWeights handicap(String name, float[] weights) {
    int groups = LookaheadNet.GROUPS;
    return new LayerWeights(
        new LayerShape(name, groups, LookaheadNet.LINES), weights, new float[groups]);
  }

  @Override
  public double measure(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      float[] gradient) {
    for (int i = 0; i < reports.length; i++) {
      handicaps.read(parameters, i * own, i);
    }
    Arrays.fill(sums, 0);
    certain = 0;
    measured = profiles.count();
    double revenue = 0;
    for (int s = 0; s < profiles.count(); s++) {
      for (int i = 0; i < reports.length; i++) {
        reports[i] = profiles.value(s, i, 0) / scale;
        active[i] = handicaps.at(i, reports[i]);
        virtual[i] = handicaps.slope(i, active[i]) * reports[i] + handicaps.intercept(i, active[i]);
      }
      revenue += profile(parameters, choice, sharpness);
    }
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] = (float) (-sums[k] / profiles.count());
    }
    return revenue * scale / profiles.count();
  }

  private double profile(float[] parameters, MenuChoice choice, double sharpness) {
    double paid = 0;
    double got = 0;
    double surest = 0;
    double nobody = 1;
    for (int i = 0; i < reports.length; i++) {
      int rival = rival(i);
      int line = rival < 0 ? 0 : handicaps.inverse(i, virtual[rival]);
      double slope = handicaps.slope(i, line);
      double least =
          rival < 0 ? 0 : Math.max(0, (virtual[rival] - handicaps.intercept(i, line)) / slope);
      if (sharpness * (reports[i] - least) < -SURELY) {
        continue;
      }
      int offers = i * own + 2 * cells;
      double price = least + net.beyond(reports, i, parameters, offers);
      double sold = 1 / (1 + Math.exp(-sharpness * (reports[i] - price)));
      double by = sold - sharpness * price * sold * (1 - sold); // ∂R/∂t_i
      net.backward(by, parameters, offers, sums);
      if (least > 0) {
        sums[i * own + line] -= by * least;
        sums[i * own + cells + line] -= by / slope;
        double raised = by / slope;
        int at = rival * own + active[rival];
        sums[at] += raised * handicaps.slope(rival, active[rival]) * reports[rival];
        sums[at + cells] += raised;
      }
      paid += sold * price;
      got += price <= reports[i] ? price : 0;
      surest = Math.max(surest, sold);
      nobody -= sold;
    }
    certain += Math.max(surest, nobody);
    return choice == MenuChoice.SOFT ? paid : got;
  }

  /** Who of the others has the greatest φ; −1 if there is nobody. */
  private int rival(int bidder) {
    int rival = -1;
    for (int j = 0; j < reports.length; j++) {
      if (j != bidder && (rival < 0 || virtual[j] > virtual[rival])) {
        rival = j;
      }
    }
    return rival;
  }

  @Override
  public double certainty() {
    return certain / measured;
  }
}
