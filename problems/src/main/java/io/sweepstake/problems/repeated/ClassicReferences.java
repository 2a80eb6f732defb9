package io.sweepstake.problems.repeated;

import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.bidding.Exploration;
import io.sweepstake.core.repeated.ClassicRules;
import io.sweepstake.core.repeated.Game;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the rules that everybody knows earn in a game, from bidders who reckon their best responses
 * until these repeat, and what no rule can earn more than.
 */
final class ClassicReferences {
  private static final String PLAYED = "best responses, played against each other";

  private ClassicReferences() {}

  static List<Reference> of(Game game) {
    int bidders = game.bidders();
    int bids = game.grid().bids();
    Map<String, PaymentRule> rules = new LinkedHashMap<>();
    rules.put("first price", ClassicRules.firstPrice(bidders, bids));
    rules.put("second price (VCG)", ClassicRules.secondPrice(bidders, bids));
    rules.put("third price", ClassicRules.thirdPrice(bidders, bids));
    rules.put("all-pay", ClassicRules.allPay(bidders, bids));
    rules.put("best that always sells", ClassicRules.optimal(game.grid(), bidders, false));
    rules.put("Myerson", ClassicRules.optimal(game.grid(), bidders, true));
    Game reckoning =
        new Game(
            game.grid(),
            Collections.nCopies(bidders, BidderKind.BEST_RESPONSE),
            game.attitudes(),
            game.budgets(),
            game.withholds());
    Settling settling = new Settling(reckoning, Exploration.STANDARD, 1);
    List<Reference> references = new ArrayList<>();
    rules.forEach(
        (name, rule) ->
            references.add(
                new Reference(name, RepeatedMetrics.of(settling.outcome(rule, 0)), false, PLAYED)));
    references.add(
        new Reference(
            "full surplus",
            Metrics.of(RepeatedMetrics.REVENUE.metric(), game.fullSurplus()),
            false,
            "computed"));
    if (game.classical()) {
      references.add(
          new Reference(
              "bound",
              Metrics.of(RepeatedMetrics.REVENUE.metric(), game.revenueBound()),
              true,
              "Myerson 1981, on the grid"));
    }
    return references;
  }
}
