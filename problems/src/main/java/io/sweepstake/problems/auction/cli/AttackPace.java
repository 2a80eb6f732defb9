package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.problems.auction.AuctionJudge;
import io.sweepstake.sweeps.problem.FirstSteps;
import java.time.Duration;
import java.util.Optional;

/** The attack of a few profiles that nobody keeps, to know about how long all of them take. */
final class AttackPace {
  /** A step's profiles: the kernels take as long for one as for so many. */
  private static final int TOGETHER = Kernels.TILE;

  private AttackPace() {}

  /**
   * How long a core here takes to attack all profiles that a judge attacks, if that can be told.
   *
   * @param judge on the processor
   */
  static Optional<Duration> of(AuctionJudge judge, NetworkFile network) {
    return FirstSteps.pace(
        () -> new Attacked(judge, network),
        (judge.attackedProfiles() + TOGETHER - 1) / TOGETHER,
        ExpectedCost.PATIENCE,
        ExpectedCost.LITTLE);
  }

  private static final class Attacked implements FirstSteps.Steps {
    private final AuctionJudge judge;
    private final NetworkFile network;
    private long done;

    Attacked(AuctionJudge judge, NetworkFile network) {
      this.judge = judge;
      this.network = network;
    }

    @Override
    public long done() {
      return done;
    }

    @Override
    public void advance(long until) {
      judge.rehearse(network, (int) (until - done) * TOGETHER);
      done = until;
    }
  }
}
