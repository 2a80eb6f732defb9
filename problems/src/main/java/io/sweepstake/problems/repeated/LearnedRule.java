package io.sweepstake.problems.repeated;

import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.payment.PaymentFile;
import io.sweepstake.core.payment.Round;
import io.sweepstake.core.repeated.Game;
import io.sweepstake.core.repeated.Interim;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.core.repeated.Strategies;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKinds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A rule that a study has learned, and tables of what bidders do under it. */
public final class LearnedRule {
  /** The artifact of a trial that holds it. */
  public static final String ARTIFACT = RuleTrainings.RULE;

  private final RepeatedProblem problem;
  private final PaymentFile file;

  /**
   * @param study its name, for messages
   * @param settings of the study
   * @param artifact of one of its trials
   * @throws IllegalArgumentException if the study is of another kind of problem, or the artifact
   *     cannot be read
   */
  public LearnedRule(String study, Map<String, String> settings, byte[] artifact) {
    Problem any = ProblemKinds.problem(settings);
    if (!(any instanceof RepeatedProblem repeated)) {
      throw new IllegalArgumentException(
          "%s: must be a study of an item that is sold again and again, is of the problem %s"
              .formatted(study, any.kind().name()));
    }
    problem = repeated;
    file = PaymentFile.fromBytes(artifact);
  }

  /** The curves of its training: a row for each round, with the mean bid at each value. */
  public ResultTable rounds() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "round",
                RepeatedMetrics.REVENUE.name(),
                RepeatedMetrics.EXPLOITABILITY.name(),
                RepeatedMetrics.EXPLOITABILITY_MAX.name(),
                RepeatedMetrics.SOLD.name(),
                RepeatedMetrics.LOSERS_SHARE.name(),
                RepeatedMetrics.BID_OVER_VALUE.name()));
    for (int value = 0; value < problem.game().grid().values().count(); value++) {
      columns.add("bid_at_" + number(problem.game().grid().values().value(value)));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Round round : file.rounds()) {
      List<Object> row = new ArrayList<>();
      row.add(rows.size() + 1);
      row.add(round.revenue());
      row.add(round.exploitability());
      row.add(round.greatestGain());
      row.add(round.sold());
      row.add(round.losersShare());
      row.add(round.bidOverValue());
      for (double bid : round.meanBids()) {
        row.add(bid);
      }
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /**
   * What bidders come to who settle under it: a row for each bidder and value.
   *
   * @param learner how all of them learn; as in the study if empty
   * @param auctions in which they settle; as in the study if empty
   */
  public ResultTable equilibrium(Optional<BidderKind> learner, OptionalLong auctions, long seed) {
    Settling study = problem.settling();
    Game game = learner.map(kind -> withLearners(study.game(), kind)).orElseGet(study::game);
    Settling settling = new Settling(game, study.exploration(), auctions.orElse(study.auctions()));
    PaymentRule rule = file.rule(Loops.best().get());
    Strategies strategies = settling.strategies(rule, seed);
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < game.bidders(); i++) {
      Interim interim =
          Interim.of(game.grid(), game.met(rule), strategies, i, game.attitudes().get(i));
      for (int v = 0; v < game.grid().values().count(); v++) {
        double share = 0;
        double payment = 0;
        int best = 0;
        for (int bid = 0; bid < game.grid().bids(); bid++) {
          share += strategies.chance(i, v, bid) * interim.share()[bid];
          payment += strategies.chance(i, v, bid) * interim.payment()[bid];
          best = interim.utility()[v][bid] > interim.utility()[v][best] ? bid : best;
        }
        rows.add(
            List.of(
                i + 1,
                game.grid().values().value(v),
                strategies.meanBid(i, v),
                share,
                payment,
                interim.utility(strategies, i, v),
                best,
                interim.gain(strategies, i, v)));
      }
    }
    return new ResultTable(
        List.of(
            "bidder",
            "value",
            "mean_bid",
            "wins",
            "pays",
            "utility",
            "best_bid",
            "gain_of_best_bid"),
        rows);
  }

  private static Game withLearners(Game game, BidderKind kind) {
    return new Game(
        game.grid(),
        Collections.nCopies(game.bidders(), kind),
        game.attitudes(),
        game.budgets(),
        game.withholds());
  }
}
