package io.sweepstake.problems.auction.explanation;

import java.io.Serializable;
import java.util.List;

/** Something that a network is asked. A function of its arguments, on any worker. */
@FunctionalInterface
interface Question extends Serializable {
  List<Finding> ask(Asked network);
}
