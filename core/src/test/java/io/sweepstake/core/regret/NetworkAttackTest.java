package io.sweepstake.core.regret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on networks, whose probe has gradients and works on tiles. */
class NetworkAttackTest {
  private static final int PROFILES = 70; // more than a tile

  @ParameterizedTest
  @ValueSource(
      strings = {
        "additive-2x2-uniform",
        "additive-2x3-uniform",
        "combinatorial-2x2-uniform-12-15",
        "combinatorial-2x2-uniform-12-15-public",
        "hetero"
      })
  void gainsAreRealAndAtLeastThoseOfTheAttackWithoutGradients(String name) {
    Setting setting = Settings.named(name);
    NetworkProgram program =
        ((NetworkFamily) MechanismFamilies.defaultFor(setting))
            .program(setting, Architecture.uniform(16, 2));
    Mechanism network =
        new NetworkMechanism(program, NetworkWeights.glorot(program, 5), Loops.best().get());
    Mechanism opaque = network::run;
    ValuationProfiles truth = new ValuationProfiles(PROFILES, setting.bidders(), setting.items());
    setting.distribution().sample(0, truth, 2);
    StrongAttack attack = StrongAttack.standard();

    Regrets found = attack.estimate(network.bidderUtility(), setting, truth, 0, 1);
    Regrets blind = attack.estimate(opaque.bidderUtility(), setting, truth, 0, 1);

    Outcomes told = network.run(truth);
    double total = 0;
    for (int i = 0; i < setting.bidders(); i++) {
      ValuationProfiles reports = truth.copy();
      for (int k = 0; k < PROFILES; k++) {
        for (int j = 0; j < setting.items(); j++) {
          reports.set(k, i, j, found.misreports().value(k, i, j));
        }
      }
      Outcomes lied = network.run(reports);
      for (int k = 0; k < PROFILES; k++) {
        double gain = told.payment(k, i) - lied.payment(k, i);
        for (int j = 0; j < setting.items(); j++) {
          gain +=
              (lied.allocation(k, i, j) - told.allocation(k, i, j)) * (double) truth.value(k, i, j);
        }
        assertThat((double) found.gain(k, i)).isCloseTo(gain, within(5e-6));
        // The blind search of the last steps may end a hair higher on a smooth hill.
        assertThat(found.gain(k, i)).isGreaterThan(blind.gain(k, i) - 1e-4f);
        total += gain;
      }
    }
    assertThat(total / PROFILES).isGreaterThan(0.01); // an untrained network is easy prey
  }
}
