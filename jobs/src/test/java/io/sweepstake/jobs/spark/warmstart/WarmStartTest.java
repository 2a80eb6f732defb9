package io.sweepstake.jobs.spark.warmstart;

import io.sweepstake.core.dl4j.AuctionGraph;
import io.sweepstake.core.dl4j.GraphShape;
import io.sweepstake.core.dl4j.GraphShape.Trunks;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.Demand;
import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class WarmStartTest {
  private static JavaSparkContext spark;

  @TempDir java.nio.file.Path directory;
  private final List<String> progress = new ArrayList<>();

  @BeforeAll
  static void startSpark() {
    org.apache.logging.log4j.core.config.Configurator.setRootLevel(
        org.apache.logging.log4j.Level.WARN);
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("warm start test")
                .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  record M(int n) implements Teacher {
    public String name() {
      return "myerson";
    }

    public Setting setting() {
      return new Setting(
          "uniform",
          n,
          1,
          Demand.ADDITIVE,
          new ValuationDistribution() {
            public void sample(long first, ValuationProfiles into, long seed) {
              int w = into.bidders() * into.items();
              for (int k = 0; k < into.count() * w; k++)
                into.values()[k] = (float) Seeds.uniform(seed, first * w + k);
            }

            public Support support() {
              return Support.uniform(n, 1, 0, 1);
            }
          });
    }

    public Mechanism mechanism() {
      return r -> {
        Outcomes o = new Outcomes(r.count(), n, 1);
        for (int k = 0; k < r.count(); k++) {
          int best = 0;
          float second = 0.5f;
          for (int i = 1; i < n; i++) if (r.value(k, i, 0) > r.value(k, best, 0)) best = i;
          for (int i = 0; i < n; i++) if (i != best) second = Math.max(second, r.value(k, i, 0));
          if (r.value(k, best, 0) >= 0.5f) {
            o.allocation()[k * n + best] = 1;
            o.payments()[k * n + best] = second;
          }
        }
        return o;
      };
    }
  }

  @Test
  void measure() throws IOException {
    GraphShape shape =
        new GraphShape(
            4,
            1,
            new io.sweepstake.core.network.Architecture(List.of(64, 32, 16)),
            io.sweepstake.core.network.Activation.RELU,
            Trunks.SHARED);
    Teacher t = new M(4);
    for (int[] c :
        new int[][] {
          {32768, 4, 128, 16},
          {65536, 6, 128, 32},
          {65536, 6, 128, 64},
          {131072, 4, 128, 64},
          {65536, 8, 64, 64}
        }) {
      for (double lr : new double[] {5e-3}) {
        long t0 = System.nanoTime();
        WarmStart w =
            new WarmStart(
                spark,
                new Path(directory.toUri() + "/" + System.nanoTime()),
                s -> {
                  if (!s.contains("epoch ")
                      || s.contains("epoch 1/")
                      || s.contains(c[1] + "/" + c[1])) System.out.println(s);
                });
        AuctionGraph g = w.network(new Imitation(t, shape, c[0], c[1], c[2], 2, c[3], lr, 1));
        double sec = (System.nanoTime() - t0) / 1e9;
        ValuationProfiles fresh = new ValuationProfiles(20000, 4, 1);
        t.setting().distribution().sample(0, fresh, 999);
        Outcomes o = g.run(fresh), m = t.mechanism().run(fresh);
        double r = 0, rm = 0, agree = 0;
        for (int k = 0; k < 80000; k++) {
          r += o.payments()[k];
          rm += m.payments()[k];
          agree += Math.abs(o.allocation()[k] - m.allocation()[k]);
        }
        System.out.printf(
            "RESULT %s lr %s: %.1fs revenue %.4f myerson %.4f alloc-diff %.4f%n",
            java.util.Arrays.toString(c), lr, sec, r / 20000, rm / 20000, agree / 20000);
      }
    }
  }
}
