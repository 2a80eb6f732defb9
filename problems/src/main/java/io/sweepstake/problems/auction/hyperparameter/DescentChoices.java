package io.sweepstake.problems.auction.hyperparameter;

import io.sweepstake.core.descent.Adam;
import io.sweepstake.core.descent.AdamW;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.descent.LearningSchedule;
import io.sweepstake.core.descent.NesterovSgd;
import io.sweepstake.core.descent.Optimiser;
import io.sweepstake.core.descent.PlateauRate;
import io.sweepstake.core.descent.WarmUp;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Tunable.Role;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import java.util.Map;

/** How weights descend, and the hyper-parameters of that. */
final class DescentChoices {
  /** Of networks that share nothing those with larger steps diverge, in short trainings first. */
  private static final double LARGEST_RATE = 1.41e-2;

  /** Of three layers. */
  private static final double LARGEST_DEEP_RATE = 7.5e-3;

  final Tunable<Double> learningRate;
  final Tunable<Double> learningRateEnd;
  final Tunable<String> schedule;
  final Tunable<Integer> warmUp;
  final Tunable<Double> plateauFactor;
  final Tunable<Integer> plateauPatience;
  final Tunable<String> optimiser;
  final Tunable<Double> weightDecay;
  final Tunable<Double> momentum;
  final Tunable<Double> gradientClip;

  /**
   * @param shared whether cells share their weights: they take large steps as it is
   * @param target whether the training is told where to end, so that ranges know its length
   * @param deep whether it has three layers that bend
   */
  DescentChoices(
      FamilyTraining of, TrainingPace pace, boolean shared, boolean target, boolean deep) {
    double rate = shared ? 1.5e-2 : deep ? pace.between(3e-3, 6e-3) : pace.rate(3e-3);
    double largest = shared ? 3 * rate : deep ? LARGEST_DEEP_RATE : LARGEST_RATE;
    learningRate =
        of.tunable(
            Role.FREE,
            target
                ? pace.around("learning_rate", rate, largest)
                : FloatParam.log("learning_rate", shared ? 3e-3 : 1e-3, shared ? 3e-2 : 1e-2),
            rate,
            true,
            "the optimiser's step size at the start");
    learningRateEnd =
        of.tunable(
            Role.FREE,
            FloatParam.log("learning_rate_end", 1e-6, 1e-4),
            1e-5,
            false,
            "its step size at the end of a cosine, or the least after plateaus");
    schedule =
        of.choice(
            Role.SHAPE, "how the step size falls", "schedule", "cosine", "constant", "plateau");
    warmUp =
        of.tunable(
            Role.FREE,
            IntParam.uniform("warm_up", 0, 2_000),
            pace.iterations(shared ? 500 : 0),
            false,
            "iterations in which the step size first rises");
    plateauFactor =
        of.tunable(
            Role.FREE,
            FloatParam.uniform("plateau_factor", 0.1, 0.9),
            0.5,
            false,
            "what a plateau multiplies the step size by (plateau)");
    plateauPatience =
        of.tunable(
            Role.FREE,
            IntParam.log("plateau_patience", 2, 50),
            10,
            false,
            "hundreds of iterations without a lower loss that are a plateau (plateau)");
    optimiser = of.choice(Role.SHAPE, "how weights descend", "optimiser", "adam", "adamw", "sgd");
    weightDecay =
        of.tunable(
            Role.FREE,
            FloatParam.log("weight_decay", 1e-4, 1e-1),
            1e-2,
            false,
            "share of the step size that weights shrink by (adamw)");
    momentum =
        of.tunable(
            Role.FREE,
            FloatParam.uniform("momentum", 0, 0.99),
            0.9,
            false,
            "Nesterov's momentum (sgd)");
    gradientClip =
        of.tunable(
            Role.FREE,
            FloatParam.log("gradient_clip", 0.1, 10),
            0.0,
            false,
            "greatest norm of the gradient; 0 for any");
  }

  Descent descent(Map<String, Object> values) {
    return new Descent(optimiser(values), schedule(values), gradientClip.in(values));
  }

  private Optimiser optimiser(Map<String, Object> values) {
    return switch (optimiser.in(values)) {
      case "adamw" -> new AdamW(weightDecay.in(values));
      case "sgd" -> new NesterovSgd(momentum.in(values));
      default -> new Adam();
    };
  }

  private LearningSchedule schedule(Map<String, Object> values) {
    double rate = learningRate.in(values);
    LearningSchedule after =
        switch (schedule.in(values)) {
          case "constant" -> LearningRate.constant(rate);
          case "plateau" ->
              new PlateauRate(
                  rate,
                  plateauFactor.in(values),
                  plateauPatience.in(values),
                  learningRateEnd.in(values));
          default -> new LearningRate(rate, learningRateEnd.in(values));
        };
    return new WarmUp(warmUp.in(values), after);
  }
}
