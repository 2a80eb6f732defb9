package io.sweepstake.sweeps.figure;

/** One of the things that a {@link Figure} shows above each other. */
public sealed interface Layer permits Series, Cells, Bars, Strands, Texts, Arrows {
  /** What the legend says; blank where it says nothing. */
  String name();
}
