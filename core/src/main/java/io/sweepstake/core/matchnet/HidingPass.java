package io.sweepstake.core.matchnet;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.tile.Tile;
import java.util.Arrays;
import java.util.Optional;

/** Where one hospital looks for what to hide in 64 pools, while the others tell the truth. */
final class HidingPass {
  private final MatchPlan.Hiding hiding;
  private final int hospital;
  private final int types;
  final HospitalPass pass;
  final float[][] best; // [lane][type]
  final double[] utility; // of the best, [lane]
  private final float[][] tried;
  private final Optional<Misreporter> misreporter;

  /**
   * @param misreporter of the hospital, shared between its tiles
   */
  HidingPass(
      MatchPlan.Hiding hiding,
      int hospital,
      int types,
      HospitalPass pass,
      Optional<Misreporter> misreporter) {
    this.hiding = hiding;
    this.misreporter = misreporter;
    this.hospital = hospital;
    this.types = types;
    this.pass = pass;
    best = new float[Kernels.TILE][types];
    tried = new float[Kernels.TILE][types];
    utility = new double[Kernels.TILE];
  }

  /**
   * Leaves the pass at the best reports found.
   *
   * @param kept the best of earlier visits, {@code [lane][type]}
   * @param stream of what is drawn
   */
  void search(int[][] pools, float[][] kept, long stream) {
    pass.load(pools);
    Arrays.fill(utility, Double.NEGATIVE_INFINITY);
    for (int s = 0; s < Kernels.TILE; s++) {
      System.arraycopy(kept[s], 0, tried[s], 0, types);
    }
    meet(pools);
    misreporter.ifPresent(network -> teach(network, pools));
    for (int draw = 0; draw < hiding.draws(); draw++) {
      draw(pools, Seeds.derive(stream, "hiding", draw));
      meet(pools);
    }
    if (hiding.steps() > 0) {
      ascend(pools);
    }
    pass.report(hospital, best);
    pass.forward();
  }

  /** Tries what a network proposes, and tells it which way that would have been better. */
  private void teach(Misreporter network, int[][] pools) {
    network.propose(pools, tried);
    meet(pools);
    pass.clearGradient();
    for (int s = 0; s < Kernels.TILE; s++) {
      pass.addUtility(hospital, pools[s], s, 1.0 / Kernels.TILE);
    }
    network.learn(pools, pass.towardsReports());
  }

  private void draw(int[][] pools, long stream) {
    long at = 0;
    for (int s = 0; s < Kernels.TILE; s++) {
      for (int t = 0; t < types; t++) {
        int own = pools[s][hospital * types + t];
        double shown = Seeds.uniform(stream, at++);
        // Half of the types are shown whole: to hide all kinds at once seldom pays.
        tried[s][t] = shown < 0.5 ? own : (int) ((own + 1) * (2 * shown - 1));
      }
    }
  }

  private void ascend(int[][] pools) {
    for (int s = 0; s < Kernels.TILE; s++) {
      System.arraycopy(best[s], 0, tried[s], 0, types);
    }
    pass.report(hospital, tried);
    pass.forward();
    for (int step = 0; step < hiding.steps(); step++) {
      pass.clearGradient();
      for (int s = 0; s < Kernels.TILE; s++) {
        pass.addUtility(hospital, pools[s], s, 1);
      }
      Tile slope = pass.towardsReports();
      for (int s = 0; s < Kernels.TILE; s++) {
        float greatest = 1e-6f;
        for (int t = 0; t < types; t++) {
          greatest = Math.max(greatest, Math.abs(slope.value(hospital * types + t, s)));
        }
        for (int t = 0; t < types; t++) {
          double by = hiding.rate() * slope.value(hospital * types + t, s) / greatest;
          int own = pools[s][hospital * types + t];
          tried[s][t] = (float) Math.max(0, Math.min(own, tried[s][t] + by));
        }
      }
      meet(pools);
    }
  }

  private void meet(int[][] pools) {
    pass.report(hospital, tried);
    pass.forward();
    for (int s = 0; s < Kernels.TILE; s++) {
      double found = pass.utility(hospital, pools[s], s);
      if (found > utility[s]) {
        utility[s] = found;
        System.arraycopy(tried[s], 0, best[s], 0, types);
      }
    }
  }
}
