package io.sweepstake.problems.repeated.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of payment rules from the command line, and what can be asked of it. */
@Tag("spark")
class RepeatedSweepTest {
  @TempDir Path home;

  private final StringWriter err = new StringWriter();

  private List<String> run(int code, String... arguments) {
    StringWriter out = new StringWriter();
    assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), arguments))
        .as(err.toString())
        .isEqualTo(code);
    return out.toString().lines().toList();
  }

  @Test
  void sweepsAndShowsTheEquilibrium() throws Exception {
    String study = home.resolve("study").toString();
    List<String> sweep =
        new ArrayList<>(
            List.of(
                "sweep",
                "--setting",
                "repeated-2-reserve:uniform(0,3)",
                "--family",
                "payment-net",
                "--rounds",
                "4",
                "--settling",
                "20000",
                "--trials",
                "2",
                "--study",
                study));
    for (String fixed : List.of("auctions=3000", "dataset=500", "updates=30", "width=32")) {
      sweep.addAll(List.of("--param", fixed));
    }
    List<String> told = run(0, sweep.toArray(String[]::new));
    assertThat(String.join("\n", told) + err)
        .contains("repeated-2-reserve:uniform(0,3)-payment-net")
        .contains("subject to exploitability <= ")
        .contains("Myerson")
        .contains("bound");
    List<String> trials = Files.readAllLines(Path.of(study, "trials.csv"));
    assertThat(trials).hasSize(1 + 2);
    assertThat(trials.get(0)).contains("losers_share").contains("params_incentive_price");
    assertThat(Files.readString(Path.of(study, "report.html")))
        .contains("Revenue and exploitability", "What bidders do", "Mean bid at each value");
    Path pictures = home.resolve("pictures");
    assertThat(run(0, "pictures", study, "--out", pictures.toString()).get(0))
        .startsWith("4 pictures: ");
    assertThat(pictures.resolve("bids-by-value.svg")).content().contains("the truth", "round 4");
    assertThat(pictures.resolve("index.html")).content().contains("Rounds: revenue");

    List<String> bids = run(0, "equilibrium", study, "--auctions", "1000", "--format", "csv");
    assertThat(bids).hasSize(1 + 2 * 4);
    assertThat(bids.get(0))
        .isEqualTo("bidder,value,mean_bid,wins,pays,utility,best_bid,gain_of_best_bid");
    List<String> rounds = run(0, "equilibrium", study, "--rounds", "--format", "csv");
    assertThat(rounds).hasSize(1 + 4);
    assertThat(Arrays.asList(rounds.get(0).split(","))).endsWith("bid_at_2", "bid_at_3");
    run(2, "equilibrium", study, "--learner", "oracle");
    assertThat(err.toString()).contains("--learner: must be one of [epsilon-greedy,");
    run(2, "export", study, "--to", home.resolve("rule.onnx").toString());
    assertThat(err.toString())
        .contains(study + ": must be a study of auctions, is of the problem repeated");
  }
}
