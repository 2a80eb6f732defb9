package io.sweepstake.core.truthful;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.ProductStart;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.valuation.LogNormal;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposedProfitTest {
  private static final String HINGE = "(hinge(1),squares(0.1)):lognormal(0,0.25)";

  private static TruthfulTrainingSpec spec(String name, int products, long iterations) {
    return new TruthfulTrainingSpec(
        Settings.named(name),
        new FinitelyConvex(),
        Architecture.uniform(products, 1),
        new ChoicePhase(MenuChoice.SOFT, new Sharpness(100, 1500), new LearningRate(3e-2, 3e-3)),
        Optional.empty(),
        256,
        iterations,
        5,
        Optional.empty());
  }

  private static Evaluation evaluated(TruthfulTrainingSpec spec) throws Exception {
    Training training = spec.start(Loops.best().get());
    training.advance(spec.iterations(), spec.iterations(), TrainingListener.NONE);
    return new Evaluator(spec.setting(), 9, 20_000, 4, StrongAttack.standard())
        .evaluate(
            spec.family()
                .mechanism(
                    spec.setting(),
                    spec.architecture(),
                    training.weights(),
                    NetworkMechanism.on(Loops.SCALAR.get())));
  }

  @Test
  void theGradientIsThatOfTheSoftProfit() {
    for (String name :
        new String[] {
          "screening-1x2" + HINGE, "screening-1x2(sigmoid(2,4),length(1)):uniform(0,1)"
        }) {
      Setting setting = Settings.named(name);
      FinitelyConvex family = new FinitelyConvex();
      Architecture architecture = Architecture.uniform(5, 1);
      SmoothRevenue revenue =
          SmoothRevenue.of(family, setting, architecture, Loops.best().get(), 1);
      float[] at = new float[revenue.parameters()];
      revenue.read(family.initial(setting, architecture, 3), at);
      ValuationProfiles buyers = new ValuationProfiles(200, 1, 2);
      setting.distribution().sample(0, buyers, 4);
      float[] gradient = new float[at.length];
      float[] unused = new float[at.length];
      double scale = 0;
      revenue.measure(at, buyers, MenuChoice.SOFT, 5, gradient);
      double[] slopes = new double[at.length];
      for (int k = 0; k < at.length; k++) {
        float kept = at[k];
        at[k] = kept + 1e-2f;
        double more = revenue.measure(at, buyers, MenuChoice.SOFT, 5, unused);
        at[k] = kept - 1e-2f;
        double less = revenue.measure(at, buyers, MenuChoice.SOFT, 5, unused);
        at[k] = kept;
        slopes[k] = -(more - less) / 2e-2;
      }
      // The gradient is in units of prices: what one of them is, any slope tells.
      int price = at.length - 1;
      scale = slopes[price] / gradient[price];
      for (int k = 0; k < at.length; k++) {
        assertThat(gradient[k] * scale).as("%s %d", name, k).isCloseTo(slopes[k], within(2e-2));
      }
    }
  }

  /** One product of quality y at price p earns (p − y²/10) F(y − p). */
  @Test
  void aMenuEarnsWhatTheBestProductDoesAndNotMoreThanTheSurplus() throws Exception {
    LogNormal needs = new LogNormal(0, 0.25);
    double single = 0;
    for (double y = 3; y < 7; y += 0.02) {
      for (double p = 1; p < 5; p += 0.02) {
        single = Math.max(single, (p - y * y / 10) * needs.cdf(y - p));
      }
    }
    Evaluation one = evaluated(spec("screening-1x1" + HINGE, 1, 1500));
    assertThat(one.revenue().mean()).isBetween(0.97 * single, 1.01 * single);
    Evaluation many = evaluated(spec("screening-1x1" + HINGE, 11, 800));
    assertThat(many.revenue().mean()).isBetween(0.97 * single, 2.5 - needs.mean());
  }

  @Test
  void quantilesAreAStart() throws Exception {
    TruthfulTrainingSpec spec = spec("screening-1x2" + HINGE, 12, 1);
    NetworkWeights start =
        ProductStart.quantiles(
            new FinitelyConvex(), spec.setting(), spec.architecture(), spec.seed());
    float[] goods = start.layers().get(0).weights();
    float[] bias = start.layers().get(0).bias();
    LogNormal needs = new LogNormal(0, 0.25);
    for (int k = 0; k < 12; k++) {
      double least = Math.min(goods[2 * k], goods[2 * k + 1]);
      double most = Math.max(goods[2 * k], goods[2 * k + 1]);
      double q = 0.3 + 0.6 * k / 11;
      // Of the lower of two and of the higher.
      assertThat(1 - Math.pow(1 - needs.cdf(least), 2)).isCloseTo(q, within(0.06));
      assertThat(Math.pow(needs.cdf(most), 2)).isCloseTo(q, within(0.06));
      assertThat(-bias[k]).isCloseTo((float) (0.1 * (least * least + most * most)), within(1e-5f));
    }
    assertThat(evaluated(spec.startingFrom(start)).revenue().mean()).isNotNegative();
  }
}
