package io.sweepstake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.setting.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencesTest {
  @Test
  void computedRevenuesHaveNoError() {
    List<Reference> references = References.of(Settings.named("additive-2x2-uniform"));
    assertThat(references).extracting(Reference::standardError).containsOnly(0.0);
    assertThat(references)
        .anySatisfy(
            reference -> {
              assertThat(reference.name()).isEqualTo("item-wise Myerson");
              assertThat(reference.revenue()).isEqualTo(5.0 / 6, within(1e-9));
            });
    assertThat(references).noneMatch(Reference::optimum);
  }

  @Test
  void theOptimumComesLastWhereItIsKnown() {
    List<Reference> references = References.of(Settings.named("uniform"));
    Reference last = references.get(references.size() - 1);
    assertThat(last.optimum()).isTrue();
    assertThat(last.revenue()).isEqualTo(0.6125, within(1e-6));
  }

  @Test
  void otherRevenuesAreSampledAndSayHowWell() {
    List<Reference> references = References.of(Settings.named("latent"));
    assertThat(references).isNotEmpty().allMatch(reference -> reference.standardError() > 0);
    assertThat(references).isEqualTo(References.of(Settings.named("latent")));
  }
}
