package io.sweepstake.core.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every valuation distribution promises. */
public abstract class ValuationDistributionContract {
  public abstract ValuationDistribution distribution();

  private ValuationProfiles draw(long first, int count, long seed) {
    Support support = distribution().support();
    ValuationProfiles block = new ValuationProfiles(count, support.bidders(), support.items());
    distribution().sample(first, block, seed);
    return block;
  }

  @Test
  void aProfileDependsOnlyOnSeedAndIndex() {
    ValuationProfiles whole = draw(1000, 57, 3);
    for (int k = 0; k < whole.count(); k++) {
      ValuationProfiles alone = draw(1000 + k, 1, 3);
      for (int i = 0; i < whole.bidders(); i++) {
        for (int j = 0; j < whole.items(); j++) {
          assertThat(alone.value(0, i, j)).isEqualTo(whole.value(k, i, j));
        }
      }
    }
  }

  @Test
  void anotherSeedDrawsAnotherSample() {
    assertThat(draw(0, 50, 3)).isNotEqualTo(draw(0, 50, 4));
    assertThat(draw(0, 50, 3)).isNotEqualTo(draw(50, 50, 3));
  }

  @Test
  void valuesLieInTheSupport() {
    Support support = distribution().support();
    ValuationProfiles block = draw(0, 5000, 11);
    for (int k = 0; k < block.count(); k++) {
      for (int i = 0; i < block.bidders(); i++) {
        for (int j = 0; j < block.items(); j++) {
          assertThat(block.value(k, i, j)).isBetween(support.low(i, j), support.high(i, j));
        }
      }
    }
  }

  @Test
  void blocksOfAnotherShapeAreRefused() {
    Support support = distribution().support();
    assertThatThrownBy(
            () ->
                distribution()
                    .sample(0, new ValuationProfiles(1, support.bidders() + 1, support.items()), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equalWhenBuiltAlike() {
    assertThat(distribution()).isEqualTo(distribution()).hasSameHashCodeAs(distribution());
  }
}
