package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.problem.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassicalAuctionsTest {
  @Test
  void computedRevenuesHaveNoError() {
    List<Reference> references = ClassicalAuctions.of(Settings.named("additive-2x2-uniform"));
    assertThat(references).allMatch(r -> r.metrics().value(AuctionMetrics.REVENUE_SE).isEmpty());
    assertThat(references)
        .anySatisfy(
            reference -> {
              assertThat(reference.name()).isEqualTo("item-wise Myerson");
              assertThat(reference.metrics().value(AuctionMetrics.REVENUE).getAsDouble())
                  .isEqualTo(5.0 / 6, within(1e-9));
            });
    assertThat(references).noneMatch(Reference::bound);
  }

  @Test
  void theOptimumComesLastWhereItIsKnown() {
    List<Reference> references = ClassicalAuctions.of(Settings.named("uniform"));
    Reference last = references.get(references.size() - 1);
    assertThat(last.bound()).isTrue();
    assertThat(last.metrics().value(AuctionMetrics.REVENUE).getAsDouble())
        .isEqualTo(0.6125, within(1e-6));
  }

  @Test
  void otherRevenuesAreSampledAndSayHowWell() {
    List<Reference> references = ClassicalAuctions.of(Settings.named("latent"));
    assertThat(references)
        .isNotEmpty()
        .allMatch(r -> r.metrics().value(AuctionMetrics.REVENUE_SE).getAsDouble() > 0);
    assertThat(references).isEqualTo(ClassicalAuctions.of(Settings.named("latent")));
  }
}
