package io.sweepstake.problems.auction;

import java.util.List;
import java.util.Map;

/** What the help shows of auctions, by command. */
final class AuctionExamples {
  static final Map<String, List<String>> BY_COMMAND =
      Map.of(
          "",
          List.of(
              "sweepstake sweep --setting additive-2x2-uniform --trials 20 --study studies/first"),
          "sweep",
          List.of(
              "sweepstake sweep --setting additive-2x2-uniform --trials 20 --study studies/first",
              "sweepstake sweep --setting exponential --bidders 4 --trials 50 --study studies/exp \\",
              "    --objective 'revenue subject to regret <= 0.001' --param 'rmax_end=log:5e-4..2e-3'",
              "sweepstake sweep --setting additive-2x2-uniform --trials 40 --study studies/fast \\",
              "    --pruner percentile",
              "sweepstake sweep --setting additive-2x2-uniform --study studies/more --timeout 2h \\",
              "    --sampler tpe:candidates=48 --enqueue 'rmax_start=0.02' --import studies/first",
              "sweepstake sweep --setting additive-1x2-uniform --trials 40 --study studies/tradeoff \\",
              "    --objective 'maximize revenue, minimize regret'"),
          "grid",
          List.of(
              "sweepstake grid --settings uniform,exponential --bidders 3 --trials 20 \\",
              "    --studies studies/grid",
              "sweepstake grid --settings additive-1x2-uniform 'additive-1x2:uniform(4,16),uniform(4,7)' \\",
              "    --trials 10 --studies studies/one-bidder --pruner percentile"),
          "init",
          List.of("sweepstake init --setting additive-2x2-uniform --out study.yaml"),
          "params",
          List.of(
              "sweepstake params --setting additive-2x2-uniform",
              "sweepstake params --setting additive-2x2-uniform --preset published",
              "sweepstake sweep ... --param 'width=int:log:32..128' --param 'loss=lagrangian'"),
          "pruners",
          List.of(
              "sweepstake sweep ... --pruner median:metric=train_revenue,direction=maximize",
              "    (or train_regret, or regret_price)"),
          "query",
          List.of(
              "sweepstake query studies/first \\",
              "    'SELECT number, revenue, regret FROM trials ORDER BY objective DESC LIMIT 5'"),
          "importance",
          List.of(
              "sweepstake importance studies/first --method fanova --target regret --format csv",
              "sweepstake importance studies/first --target 'maximize revenue - 5*regret'"));

  private AuctionExamples() {}
}
