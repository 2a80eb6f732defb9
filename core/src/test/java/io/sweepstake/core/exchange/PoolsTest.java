package io.sweepstake.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolsTest {
  @Test
  void frequenciesOfBloodGroupsAreThoseOfPeople() {
    assertThat(BloodType.O.frequency()).isCloseTo(0.48, within(0.005));
    assertThat(BloodType.A.frequency()).isCloseTo(0.34, within(0.005));
    assertThat(BloodType.B.frequency()).isCloseTo(0.14, within(0.005));
    assertThat(BloodType.AB.frequency()).isCloseTo(0.04, within(0.005));
    assertThat(Arrays.stream(BloodType.values()).mapToDouble(BloodType::frequency).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void onlyOGivesToAllAndABTakesFromAll() {
    for (BloodType other : BloodType.values()) {
      assertThat(BloodType.O.givesTo(other)).isTrue();
      assertThat(other.givesTo(BloodType.AB)).isTrue();
    }
    assertThat(BloodType.A.givesTo(BloodType.O)).isFalse();
    assertThat(BloodType.A.givesTo(BloodType.B)).isFalse();
    assertThat(BloodType.AB.givesTo(BloodType.A)).isFalse();
  }

  /**
   * Of all pairs, 35.2 % do not fit by blood group and 64.8 % do, of which .2136 are refused: so of
   * those in a pool, one of O with a donor of A has 14.3 / (35.2 + 64.8 · .2136) %.
   */
  @Test
  void poolsHavePairsThatDoNotFit() {
    BloodTypePools pools = new BloodTypePools(1, 100);
    double[] share = new double[BloodTypePools.TYPES];
    for (int k = 0; k < 300; k++) {
      int[] pool = pools.pool(3, k);
      for (int t = 0; t < share.length; t++) {
        share[t] += pool[t] / 30_000.0;
      }
    }
    double fit = 0;
    for (BloodType patient : BloodType.values()) {
      for (BloodType donor : BloodType.values()) {
        fit += donor.givesTo(patient) ? patient.frequency() * donor.frequency() : 0;
      }
    }
    double refused = 0.7019 * 0.05 + 0.2 * 0.45 + 0.0981 * 0.9;
    double drawn = 1 - fit + fit * refused;
    assertThat(share[1]).isCloseTo(0.4814 * 0.3373 / drawn, within(0.01)); // (O, A)
    assertThat(share[0]).isCloseTo(0.4814 * 0.4814 * refused / drawn, within(0.01)); // (O, O)
  }

  @Test
  void aPoolIsAFunctionOfSeedAndIndex() {
    for (String name : ExchangeSettings.names()) {
      ExchangeSetting setting = ExchangeSettings.named(name);
      assertThat(setting.pool(1, 5)).isEqualTo(setting.pool(1, 5));
      assertThat(setting.pool(1, 5)).isNotEqualTo(setting.pool(2, 5));
      assertThat(setting.pool(1, 5)).hasSize(setting.hospitals() * setting.types());
    }
  }

  @Test
  void hospitalsOfSevenTypesHaveEightToTenPairsOfTheirOwnTypes() {
    ExchangeSetting path = ExchangeSettings.named(ExchangeSettings.SEVEN_TYPES);
    for (int k = 0; k < 200; k++) {
      int[] pool = path.pool(4, k);
      assertThat(pool[1] + pool[2] + pool[6] + pool[7] + pool[10]).isZero();
      assertThat(pool[0] + pool[3] + pool[4] + pool[5]).isBetween(8, 10);
      assertThat(pool[8] + pool[9] + pool[13]).isBetween(8, 10);
    }
  }

  @Test
  void threeHospitalsOrCyclesOfThreeCanBeAskedFor() {
    ExchangeSetting three = ExchangeSettings.named("exchange-bloodtypes(hospitals=3, pairs=5)");
    assertThat(three.hospitals()).isEqualTo(3);
    assertThat(Arrays.stream(three.pool(1, 1)).sum()).isEqualTo(15);
    Structures long3 = ExchangeSettings.named("exchange-bloodtypes(cycles=3)").structures();
    assertThat(long3.cycles()).contains(List.of(0, 0, 0)).doesNotHaveDuplicates();
  }

  @Test
  void whatNoExchangeIsCalledIsRefused() {
    assertThatThrownBy(() -> ExchangeSettings.named("exchange-9types"))
        .hasMessageStartingWith("setting: must be one of [exchange-7types-2hospitals");
    assertThatThrownBy(() -> ExchangeSettings.named("exchange-bloodtypes(cycles=4)"))
        .hasMessage("cycles: must be of 2 or 3 pairs, was 4");
    assertThatThrownBy(() -> ExchangeSettings.named("exchange-bloodtypes(hospital=4)"))
        .hasMessage(
            "setting: takes hospitals, pairs and cycles, each once and with a number from 1, was hospital=4");
  }
}
