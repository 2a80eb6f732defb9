package io.sweepstake.problems.auction;

import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.study.Trial;

/** Auctions that are learned in one setting: of one family, or of several. */
public interface Auctions extends Problem {
  Setting setting();

  /** The auction that a trial learns: of one family, all that the trial says fixed. */
  AuctionProblem of(Trial trial);
}
