package io.sweepstake.core.training;

import io.sweepstake.core.engine.AdamRule;
import io.sweepstake.core.engine.Kernels;
import io.sweepstake.core.network.LayerWeights;
import io.sweepstake.core.network.NetworkWeights;
import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;

/**
 * Trains a menu: an iteration draws fresh profiles and takes one Adam step on minus the revenue of
 * a bidder who chooses softly, ever more sharply.
 *
 * <p>Inside, values and prices are in units of the mean width of the intervals that values lie in,
 * so that step sizes and sharpness mean the same in every setting.
 */
public final class MenuTrainer implements Training {
  private final MenuTrainingSpec spec;
  private final Kernels kernels;
  private final float scale;
  private final MenuRevenue menu;
  private final ValuationProfiles batch;
  private final long profileSeed;
  private final float[] parameters; // [option][logit], then [option] prices in units of scale
  private final float[] gradient;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private long iteration;

  private double revenueSum;
  private long measuredFrom;

  /** At iteration 0: with the family's random weights, or the spec's warm start. */
  public MenuTrainer(MenuTrainingSpec spec, Kernels kernels) {
    this.spec = spec;
    this.kernels = kernels;
    Setting setting = spec.setting();
    scale = meanWidth(setting.distribution().support());
    menu =
        new MenuRevenue(
            kernels, setting.demand(), setting.items(), spec.architecture().hidden().get(0), scale);
    batch = new ValuationProfiles(spec.batch(), 1, setting.items());
    profileSeed = Seeds.derive(spec.seed(), "training profiles", 0);
    parameters = new float[menu.parameters()];
    gradient = new float[parameters.length];
    firstMoment = new float[parameters.length];
    secondMoment = new float[parameters.length];
    load(
        spec.warmStart()
            .orElseGet(
                () ->
                    spec.family()
                        .initial(
                            setting,
                            spec.architecture(),
                            Seeds.derive(spec.seed(), "weights", 0))));
  }

  private static float meanWidth(Support support) {
    float sum = 0;
    for (int j = 0; j < support.items(); j++) {
      sum += support.high(0, j) - support.low(0, j);
    }
    return sum / support.items();
  }

  private void load(NetworkWeights weights) {
    LayerWeights layer =
        weights.require(spec.family().layers(spec.setting(), spec.architecture())).layers().get(0);
    int logits = layer.weights().length;
    System.arraycopy(layer.weights(), 0, parameters, 0, logits);
    for (int k = 0; k < layer.bias().length; k++) {
      parameters[logits + k] = -layer.bias()[k] / scale;
    }
  }

  @Override
  public long iteration() {
    return iteration;
  }

  @Override
  public NetworkWeights weights() {
    int options = spec.architecture().hidden().get(0);
    int logits = parameters.length - options;
    float[] weights = new float[logits];
    float[] bias = new float[options];
    System.arraycopy(parameters, 0, weights, 0, logits);
    for (int k = 0; k < options; k++) {
      bias[k] = -parameters[logits + k] * scale;
    }
    return new NetworkWeights(
        List.of(
            new LayerWeights(
                spec.family().layers(spec.setting(), spec.architecture()).get(0), weights, bias)));
  }

  @Override
  public void advance(long until, long every, TrainingListener listener) throws DivergedException {
    if (until > spec.iterations()) {
      throw new IllegalArgumentException(
          "advance: the training has " + spec.iterations() + " iterations, asked for " + until);
    }
    while (iteration < until) {
      iterate();
      if (iteration % every == 0 || iteration == spec.iterations()) {
        // A truthful mechanism has no regret, and so no price of it.
        listener.measured(
            new TrainingMeasurement(iteration, revenueSum / (iteration - measuredFrom), 0, 0));
        revenueSum = 0;
        measuredFrom = iteration;
      }
    }
  }

  private void iterate() throws DivergedException {
    spec.setting().distribution().sample(iteration * spec.batch(), batch, profileSeed);
    double revenue =
        menu.measure(
            parameters,
            batch,
            spec.choice(),
            spec.sharpness().at(iteration, spec.iterations()),
            gradient);
    if (!Double.isFinite(revenue)) {
      throw new DivergedException(iteration, "revenue is " + revenue);
    }
    kernels.adam(
        parameters,
        gradient,
        firstMoment,
        secondMoment,
        parameters.length,
        AdamRule.BETA1,
        AdamRule.BETA2,
        AdamRule.rate(spec.learningRate().at(iteration, spec.iterations()), iteration + 1),
        AdamRule.epsilon(iteration + 1));
    revenueSum += revenue;
    iteration++;
  }

  @Override
  public TrainingCheckpoint checkpoint() {
    return new TrainingCheckpoint(
        SpecFingerprint.of(spec, kernels.name()),
        iteration,
        new double[0],
        parameters.clone(),
        firstMoment.clone(),
        secondMoment.clone(),
        new float[0]);
  }

  @Override
  public void restore(TrainingCheckpoint checkpoint) {
    checkpoint.requireFingerprint(SpecFingerprint.of(spec, kernels.name()));
    load(checkpoint);
  }

  @Override
  public void adopt(TrainingCheckpoint checkpoint) {
    checkpoint.requireShape(spec.iterations(), 0, parameters.length, 0);
    load(checkpoint);
  }

  private void load(TrainingCheckpoint checkpoint) {
    iteration = checkpoint.iteration();
    measuredFrom = iteration;
    revenueSum = 0;
    System.arraycopy(checkpoint.weights(), 0, parameters, 0, parameters.length);
    System.arraycopy(checkpoint.firstMoment(), 0, firstMoment, 0, firstMoment.length);
    System.arraycopy(checkpoint.secondMoment(), 0, secondMoment, 0, secondMoment.length);
  }
}
