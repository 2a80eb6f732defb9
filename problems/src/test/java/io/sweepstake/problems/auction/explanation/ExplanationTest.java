package io.sweepstake.problems.auction.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final long[] STEPS = {0, 100, 200, 300, 400};

  private static Finding finding(
      int seed,
      Analysis analysis,
      String layer,
      int depth,
      String variant,
      long at,
      String quantity,
      double value) {
    String network = layer.isEmpty() ? "" : layer.split("\\.", -1)[0];
    return new Finding(
        "seed " + seed,
        new Finding.Key(analysis, network, layer, depth, variant, at, quantity),
        value);
  }

  /** Five trainings, in which one quantity is at its end before the other. */
  private static Explanation settling(String first, String second) {
    List<Finding> findings = new ArrayList<>();
    for (int seed = 1; seed <= 5; seed++) {
      for (int k = 0; k < STEPS.length; k++) {
        double late = Math.max(0, k - seed % 2) / 4.0;
        findings.add(finding(seed, Analysis.COURSE, "", 0, "", STEPS[k], first, k == 0 ? 0 : 1));
        findings.add(finding(seed, Analysis.COURSE, "", 0, "", STEPS[k], second, late));
      }
    }
    return new Explanation(findings, 0);
  }

  @Test
  void theAnswerSaysWhatSettlesFirstWithItsEvidence() {
    assertThat(new Answer(settling("revenue", "regret")).sentences().get(0))
        .isEqualTo(
            "In time, revenue settles first, incentive compatibility later: of 400 steps, revenue"
                + " stays within 5 % of its start-to-end range from step 100 ± 0 on, regret from step"
                + " 400 ± 0 on; regret less revenue 300 ± 0 steps over 5 seeds.");
    assertThat(new Answer(settling("regret", "revenue")).sentences().get(0))
        .contains("incentive compatibility settles first, revenue later");
  }

  @Test
  void whatIsEarnedFromLiarsAndFromTruthfulVersionsSettlesToo() {
    Explanation found = settling("revenue_at_lies/revenue", "truthful_revenue");

    assertThat(new Answer(found).sentences())
        .containsExactly(
            "What is earned from bidders who lie goes from 0.000 ± 0.000 to 1.000 ± 0.000 of what is"
                + " earned from truthful ones, and stays there from step 100 ± 0 on.",
            "Made truthful at each checkpoint, the network's revenue goes from 0.000 ± 0.000 to"
                + " 0.850 ± 0.170, and stays there from step 400 ± 0 on.");
  }

  @Test
  void whatSeedsDoNotAgreeOnIsNotClaimed() {
    List<Finding> findings = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      for (int k = 0; k < STEPS.length; k++) {
        double early = k == 0 ? 0 : 1;
        double late = k / 4.0;
        boolean odd = seed % 2 == 1;
        findings.add(
            finding(seed, Analysis.COURSE, "", 0, "", STEPS[k], "revenue", odd ? early : late));
        findings.add(
            finding(seed, Analysis.COURSE, "", 0, "", STEPS[k], "regret", odd ? late : early));
      }
    }

    assertThat(new Answer(new Explanation(findings, 0)).sentences().get(0))
        .contains("which of them settles first is not told apart");
  }

  @Test
  void layersAreNamedFromWhichOnSomethingIsReadable() {
    List<Finding> findings = new ArrayList<>();
    double[] readable = {0.1, 0.2, 0.6};
    for (int depth = 0; depth < readable.length; depth++) {
      for (int seed = 1; seed <= 3; seed++) {
        String layer = depth == 0 ? "bids" : "payment." + depth;
        findings.add(
            finding(seed, Analysis.PROBE, layer, depth, "trained", 0, "regret", readable[depth]));
        findings.add(finding(seed, Analysis.PROBE, layer, depth, "untrained", 0, "regret", 0.1));
      }
    }

    assertThat(new Answer(new Explanation(findings, 0)).sentences())
        .containsExactly(
            "In layers, regret is linearly readable as well as anywhere from depth 2 on (held-out R²"
                + " by depth, of the best network there, 0: 0.100 ± 0.000, 1: 0.200 ± 0.000, 2: 0.600"
                + " ± 0.000).",
            "Against an untrained network of the same shape, training makes more of this readable:"
                + " regret most in payment.2, R² by 0.500 ± 0.000.");
  }

  @Test
  void layersAreNamedWhoseWeightsArriveFirstAndLast() {
    List<Finding> findings = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      for (int k = 0; k < STEPS.length; k++) {
        double early = k == 0 ? 1 : 0.1;
        double late = k < 3 ? 0.9 : 0;
        String share = "regret_gradient_share";
        findings.add(
            finding(seed, Analysis.COURSE, "payment.0", 1, "", STEPS[k], "way_left", late));
        findings.add(
            finding(seed, Analysis.COURSE, "payment.1", 2, "", STEPS[k], "way_left", early));
        findings.add(finding(seed, Analysis.GRADIENT, "payment.0", 1, "", STEPS[k], share, 0.2));
        findings.add(finding(seed, Analysis.GRADIENT, "payment.1", 2, "", STEPS[k], share, 0.8));
      }
    }

    assertThat(new Answer(new Explanation(findings, 0)).sentences())
        .contains(
            "Weights have half of their way behind them first in payment.1, from step 100 ± 0 on, and"
                + " last in payment.0, from step 300 ± 0 on.");
  }

  @Test
  void findingsTravelAsBytes() {
    List<Finding> findings =
        List.of(finding(3, Analysis.PATCH, "allocation.1", 2, "units", 16, "outcome_carried", 0.5));

    Finding.Batch read = Finding.Batch.fromBytes(Finding.toBytes(1.25, findings));

    assertThat(read).isEqualTo(new Finding.Batch(1.25, findings));
  }

  @Test
  void checkpointsAreDenserAtTheStart() {
    assertThat(Course.steps(400, 4)).containsExactly(0, 25, 100, 225, 400);
    assertThat(Course.steps(3, 20)).containsExactly(0, 1, 2, 3);
  }
}
