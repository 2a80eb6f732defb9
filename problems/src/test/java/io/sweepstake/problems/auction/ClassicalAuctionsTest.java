package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.sweeps.problem.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void pricesOfObservedRowsAreFoundOnThoseThatTrainAndEarnOnThoseThatJudge(@TempDir Path home)
      throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int k = 0; k < 1000; k++) {
      rows.append(Seeds.uniform(1, k)).append(',').append(Seeds.uniform(2, k)).append('\n');
    }
    Path file = Files.writeString(home.resolve("bids.csv"), rows);
    Setting setting = Settings.named("additive-1x2:file(" + file + ")");

    List<Reference> references = ClassicalAuctions.of(setting);

    assertThat(references.stream().map(Reference::name).map(name -> name.replaceAll("[0-9].*", "")))
        .containsExactly("VCG", "posted prices ", "bundle price ");
    // The best bundle price of two uniform values earns .5443, prices for each .5.
    assertThat(references)
        .allMatch(reference -> reference.source().equals("mean of 200 profiles"))
        .extracting(reference -> reference.metrics().value(AuctionMetrics.REVENUE).getAsDouble())
        .satisfies(
            earned -> {
              assertThat(earned.get(1)).isCloseTo(.5, within(.08));
              assertThat(earned.get(2)).isCloseTo(.544, within(.08));
            });
    assertThat(ObservedNotes.of(setting))
        .hasSize(2)
        .first()
        .asString()
        .isEqualTo(
            file
                + ": 800 rows train, 200 are held out and judge; standard errors are a bootstrap's of those");
    assertThat(ObservedNotes.of(Settings.named("uniform"))).isEmpty();
  }

  @Test
  void standardErrorsOfObservedRowsAreWhatABootstrapOfThemGives(@TempDir Path home)
      throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int k = 0; k < 500; k++) {
      rows.append(Math.exp(Seeds.normal(1, k))).append('\n');
    }
    Path file = Files.writeString(home.resolve("bids.csv"), rows);
    Setting setting = Settings.named("additive-1x1:file(" + file + ")");
    ValuationProfiles held = new ValuationProfiles(100, 1, 1);
    setting.distribution().heldOut().sample(0, held, 1);
    Reference posted = ClassicalAuctions.of(setting).get(1);
    double price = Double.parseDouble(posted.name().substring("second price, reserve ".length()));
    double[] means = new double[2000];
    for (int resample = 0; resample < means.length; resample++) {
      for (int k = 0; k < 100; k++) {
        int row = (int) (100 * Seeds.uniform(resample, k));
        means[resample] += held.values()[row] >= price - 5e-4 ? price / 100 : 0;
      }
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double variance =
        Arrays.stream(means).map(m -> (m - mean) * (m - mean)).average().orElseThrow();
    assertThat(posted.metrics().value(AuctionMetrics.REVENUE_SE).getAsDouble())
        .isCloseTo(Math.sqrt(variance), withinPercentage(8));
  }
}
