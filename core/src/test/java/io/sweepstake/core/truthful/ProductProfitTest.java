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
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.valuation.LogNormal;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What trained menus of products earn, against what can be earned. */
class ProductProfitTest {
  private static final String HINGE = "(hinge(1),squares(0.1)):lognormal(0,0.25)";
  private static final Marginal NEEDS = new LogNormal(0, 0.5);
  private static final double COST = 0.5;

  private static TruthfulTrainingSpec spec(
      String name, int products, long iterations, double sharpest, double rate) {
    return new TruthfulTrainingSpec(
        Settings.named(name),
        new FinitelyConvex(),
        Architecture.uniform(products, 1),
        new ChoicePhase(
            MenuChoice.SOFT, new Sharpness(100, sharpest), new LearningRate(rate, rate / 10)),
        Optional.empty(),
        256,
        iterations,
        5,
        Optional.empty());
  }

  private static Evaluation trained(TruthfulTrainingSpec spec) throws DivergedException {
    Training training = spec.start(Loops.best().get());
    training.advance(spec.iterations(), spec.iterations(), TrainingListener.NONE);
    return new Evaluator(spec.setting(), 9, 50_000, 4, StrongAttack.standard())
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
          "screening-1x2" + HINGE,
          "screening-1x2(sigmoid(2,4),length(1)):uniform(0,1)",
          "screening-1x2:uniform(0,1)"
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
    Evaluation one = trained(spec("screening-1x1" + HINGE, 1, 1500, 1500, 0.03));
    assertThat(one.revenue().mean()).isBetween(0.97 * single, 1.01 * single);
    Evaluation many = trained(spec("screening-1x1" + HINGE, 11, 800, 1500, 0.03));
    assertThat(many.revenue().mean()).isBetween(0.97 * single, 2.5 - needs.mean());
  }

  @Test
  void quantilesAreAStart() throws Exception {
    TruthfulTrainingSpec spec = spec("screening-1x2" + HINGE, 12, 1, 1500, 0.03);
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
    assertThat(trained(spec.startingFrom(start)).revenue().mean()).isNotNegative();
  }

  /** Products for every so many of the buyers, at four fifths of what they are worth. */
  private static NetworkWeights spread(TruthfulTrainingSpec spec) {
    Setting setting = spec.setting();
    int products = spec.architecture().hidden().get(0);
    float[] qualities = new float[products];
    float[] bias = new float[products];
    for (int k = 0; k < products; k++) {
      qualities[k] = (float) NEEDS.quantile((k + 0.5) / products);
      bias[k] = (float) (-0.8 - 0.01 * k / products);
    }
    return new NetworkWeights(
        List.of(
            new LayerWeights(
                spec.family().layers(setting, spec.architecture()).get(0), qualities, bias)));
  }

  /**
   * The greatest profit of so many products where α is infinite: a buyer takes the least quality
   * that meets her need, all at price κ = 1, so that it is {@code Σ_k (1 − c y_k) (F(y_k) −
   * F(y_k−1))}. For one product that is {@code (1 − c y) F(y)}.
   */
  private static double steepOptimum(int products) {
    int points = 2000;
    double step = 2.0 / points; // beyond 2 a product costs more than it is worth
    double[] shares = new double[points + 1];
    for (int y = 0; y <= points; y++) {
      shares[y] = NEEDS.cdf(y * step);
    }
    double[] best = new double[points + 1]; // with qualities up to that of the point
    for (int k = 0; k < products; k++) {
      double[] more = best.clone();
      for (int y = 1; y <= points; y++) {
        for (int below = 0; below < y; below++) {
          more[y] =
              Math.max(more[y], best[below] + (1 - COST * y * step) * (shares[y] - shares[below]));
        }
      }
      best = more;
    }
    double most = 0;
    for (double profit : best) {
      most = Math.max(most, profit);
    }
    return most;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aSteepSurplusEarnsNearlyWhatTheClosedFormSays(int products) throws DivergedException {
    TruthfulTrainingSpec spec =
        spec("screening-1x1(1,2000,0.5):lognormal(0,0.5)", products, 3000, 3000, 0.003);
    Evaluation evaluation = trained(spec.startingFrom(spread(spec)));
    double optimum = steepOptimum(products);
    assertThat(evaluation.revenue().mean()).isBetween(0.98 * optimum, 1.01 * optimum);
  }

  @Test
  void manyProductsEarnMoreThanOneAndLessThanAllSurplus() throws DivergedException {
    Evaluation evaluation =
        trained(spec("screening-1x1(1,400,0.5):lognormal(0,0.5)", 100, 1000, 1500, 0.01));
    double greatest = 0; // E max(0, 1 − c x)
    int points = 100_000;
    for (int k = 0; k < points; k++) {
      greatest += Math.max(0, 1 - COST * NEEDS.quantile((k + 0.5) / points)) / points;
    }
    assertThat(evaluation.revenue().mean()).isBetween(0.91 * greatest, greatest);
    assertThat(evaluation.revenue().mean()).isGreaterThan(1.5 * steepOptimum(1));
  }

  @Test
  void thePublishedSettingIsLearnedAndKeepsItsPromises() throws DivergedException {
    Evaluation evaluation = trained(spec("screening-1x2:lognormal(0,0.5)", 100, 1000, 1500, 0.01));
    assertThat(evaluation.revenue().mean()).isBetween(0.75, 0.95);
    // One product at one price earns 0.51.
    assertThat(evaluation.welfare().mean()).isGreaterThan(evaluation.revenue().mean());
    assertThat(evaluation.efficiency().mean()).isBetween(0.7, 1.0);
    assertThat(evaluation.irViolation().max()).isZero();
    assertThat(evaluation.overAllocation().max()).isZero();
    assertThat(evaluation.regret().max()).isBetween(0.0, 1e-6);
    assertThat(evaluation.monotonicityViolation()).isEmpty();
  }
}
