package io.sweepstake.problems.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.ExchangeSettings;
import io.sweepstake.core.exchange.HospitalUtility;
import io.sweepstake.core.exchange.SevenTypePath;
import io.sweepstake.core.matchnet.MatchNet;
import io.sweepstake.core.matchnet.MatchNetFile;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.sweeps.problem.ProblemKinds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearnedExchangeTest {
  private static final String CANONICAL = "3,0,0,3,3,3,0;0,3,3,0,0,0,3";

  /** By weights as they are at the start. */
  private static LearnedExchange learned(String name) {
    ExchangeSetting setting = ExchangeSettings.named(name);
    MatchNet net = new MatchNet(8, 1, 4, 0.2, 0);
    NetworkWeights weights = NetworkWeights.glorot(net.program(setting), 7);
    return new LearnedExchange(
        "studies/kidneys",
        ProblemKinds.problem(Map.of("setting", name)).settings(),
        new MatchNetFile(name, setting.hospitals(), net, weights).toBytes());
  }

  @Test
  void aPoolIsMatchedAndAWholeMatchingDrawn() {
    LearnedExchange learned = learned(ExchangeSettings.SEVEN_TYPES);
    int[] pool = learned.pool(CANONICAL);
    assertThat(pool).isEqualTo(SevenTypePath.canonical());
    double expected = 0;
    double drawn = 0;
    for (int seed = 0; seed < 24; seed++) {
      LearnedExchange.Matched matched = learned.match(pool, seed);
      assertThat(matched.notices().get(1))
          .matches("a lottery over \\d+ whole matchings|one whole matching has this expectation");
      double[] sums = new double[2];
      for (List<Object> row : matched.structures().rows()) {
        assertThat(row.get(0).toString()).matches("[12]\\.[1-7] \\+ [12]\\.[1-7]");
        sums[0] += 2 * ((Number) row.get(2)).doubleValue();
        sums[1] += 2 * ((Number) row.get(3)).doubleValue();
      }
      expected = sums[0];
      drawn += sums[1] / 24;
    }
    assertThat(drawn).isCloseTo(expected, within(1.5));
    assertThat(learned.match(pool, 1).notices())
        .anyMatch(line -> line.contains(" pairs are matched of 18 that can be; drawn were "))
        .anyMatch(line -> line.startsWith("hospital 1 reports 12 pairs, can match 6 alone, and"));
  }

  /** Three pairs that can all exchange with each other are matched by halves. */
  @Test
  void whatIsNoLotteryIsSaid() {
    LearnedExchange learned = learned("exchange-bloodtypes(pairs=12)");
    boolean said = false;
    for (int seed = 0; seed < 4 && !said; seed++) {
      LearnedExchange.Matched matched = learned.match(learned.drawn(seed), seed);
      said = matched.notices().get(1).startsWith("no lottery over whole matchings was found");
      assertThat(matched.structures().rows())
          .allMatch(row -> matched.notices().get(1).startsWith("no") == row.get(3).equals(""));
    }
    assertThat(said).isTrue();
  }

  @Test
  void aPoolOfAnotherShapeAndAnotherStudyAreRefused() {
    LearnedExchange learned = learned(ExchangeSettings.SEVEN_TYPES);
    for (String pool : List.of("3,0,0,3,3,3,0", CANONICAL + ";1", "3,0;1", "x" + CANONICAL)) {
      assertThatThrownBy(() -> learned.pool(pool))
          .hasMessageStartingWith(
              "--pool: must be 2 hospitals of 7 whole numbers from 0 to 999999, such as '")
          .hasMessageEndingWith("was '" + pool + "'");
    }
    assertThatThrownBy(
            () ->
                new LearnedExchange(
                    "studies/x", Map.of("setting", "additive-1x2-uniform"), new byte[0]))
        .hasMessage("studies/x: must be a study of kidney exchange, is of the problem auction");
  }

  /** Reports that no pool of training looks like: where a hospital hides what it can match. */
  @Test
  void rareReportsAreThoseInWhichAHospitalHidesWhatItCanMatch() {
    ExchangeSetting path = ExchangeSettings.named(ExchangeSettings.SEVEN_TYPES);
    HospitalUtility utility = new HospitalUtility(path);
    assertThat(utility.hidden(0, SevenTypePath.canonical()))
        .satisfiesAnyOf(
            shown -> assertThat(shown).isEqualTo(SevenTypePath.firstHides()),
            shown -> assertThat(shown).startsWith(3, 0, 0, 0, 0, 3, 0));
    assertThat(utility.hidden(1, SevenTypePath.canonical())).isEqualTo(SevenTypePath.secondHides());
  }
}
