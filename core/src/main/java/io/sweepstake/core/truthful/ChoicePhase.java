package io.sweepstake.core.truthful;

import io.sweepstake.core.descent.LearningRate;
import java.util.Objects;

/** How a truthful family is trained for a while: its choices, and the optimiser with its rates. */
public record ChoicePhase(
    MenuChoice choice, Sharpness sharpness, PhaseOptimiser optimiser, LearningRate learningRate) {
  public ChoicePhase {
    Objects.requireNonNull(choice, "choice");
    Objects.requireNonNull(sharpness, "sharpness");
    Objects.requireNonNull(optimiser, "optimiser");
    Objects.requireNonNull(learningRate, "learningRate");
  }

  /** By Adam. */
  public ChoicePhase(MenuChoice choice, Sharpness sharpness, LearningRate learningRate) {
    this(choice, sharpness, PhaseOptimiser.ADAM, learningRate);
  }
}
