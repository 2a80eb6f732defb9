package io.sweepstake.jobs.spark;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.study.Trial;
import java.io.Serializable;
import java.util.ArrayList;

/** What one task gets to do: trials, and how far. */
record Pack(ArrayList<Trial> trials, Rung upTo) implements Serializable {}
