package io.sweepstake.core.truthful;

import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.ChoiceTask;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.affine.Ama;
import io.sweepstake.core.network.affine.CellAma;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;

/**
 * Trains the boosts of an affine maximiser, and makes of them menus on cells whenever weights are
 * asked for, which takes seconds with two items and a minute with three.
 */
final class CellRevenue implements OptionRevenue {
  private static final Ama AMA = new Ama();

  private static final int PAIR_TRIES = 100; // seconds
  private static final int TRIPLE_TRIES = 40; // a minute

  private final CellAma family;
  private final Setting setting;
  private final AffineRevenue affine;

  CellRevenue(Kernels kernels, CellAma family, Setting setting, float scale) {
    this.family = family;
    this.setting = setting;
    affine = new AffineRevenue(kernels, AMA, setting, AMA.defaultArchitecture(setting), scale);
  }

  @Override
  public int parameters() {
    return affine.parameters();
  }

  /** Boosts alone: menus are made anew. */
  @Override
  public void read(NetworkWeights weights, float[] parameters) {
    LayerShape equal = AMA.layers(setting, AMA.defaultArchitecture(setting)).get(0);
    affine.read(
        new NetworkWeights(
            List.of(
                new LayerWeights(
                    equal, new float[equal.outputs() * equal.inputs()], new float[equal.outputs()]),
                weights.layers().get(0))),
        parameters);
  }

  @Override
  public NetworkWeights write(float[] parameters) {
    return family.near(
        setting,
        affine.write(parameters).layers().get(1).weights(),
        setting.items() == 2 ? PAIR_TRIES : TRIPLE_TRIES);
  }

  @Override
  public double measure(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      float[] gradient) {
    return affine.measure(parameters, profiles, choice, sharpness, gradient);
  }

  @Override
  public ChoiceShape shape(int profiles) {
    return affine.shape(profiles);
  }

  @Override
  public void ask(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      ChoiceTask task) {
    affine.ask(parameters, profiles, choice, sharpness, task);
  }

  @Override
  public double told(
      float[] parameters, int profiles, MenuChoice choice, ChoiceTask task, float[] gradient) {
    return affine.told(parameters, profiles, choice, task, gradient);
  }

  @Override
  public double certainty() {
    return affine.certainty();
  }

  @Override
  public double[] state() {
    return affine.state();
  }

  @Override
  public void restore(double[] state) {
    affine.restore(state);
  }
}
