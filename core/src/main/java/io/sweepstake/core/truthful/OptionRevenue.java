package io.sweepstake.core.truthful;

import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.ChoiceTask;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Optional;

/**
 * A smooth revenue whose loop over profiles and options can run on an engine's device: {@link #ask}
 * and {@link #told} are {@link #measure} without it.
 */
interface OptionRevenue extends SmoothRevenue {
  @Override
  default Optional<OptionRevenue> onDevice() {
    return Optional.of(this);
  }

  ChoiceShape shape(int profiles);

  /** Writes what is to be chosen from. */
  void ask(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      ChoiceTask task);

  /**
   * Takes up what choices have brought, right after {@link #ask}.
   *
   * @return mean revenue, as {@link #measure}
   */
  double told(
      float[] parameters, int profiles, MenuChoice choice, ChoiceTask task, float[] gradient);
}
