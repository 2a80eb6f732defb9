package io.sweepstake.jobs.spark;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A study as queries see it.
 *
 * @param directory where it is, on any file system that Hadoop knows
 * @param trials the Parquet files that hold each finished trial once
 * @param removed the numbers of trials that were imported and removed again; they are no rows
 * @param best the number of the study's best trial, if it has one
 * @param front the numbers of the trials that no other dominates
 * @param maximize whether large objectives are the good ones
 * @param meanings what its own columns hold, its metrics and hyper-parameters, by name; asked for
 *     when somebody wants to know
 */
public record QueriedStudy(
    String directory,
    List<String> trials,
    List<Integer> removed,
    OptionalInt best,
    List<Integer> front,
    boolean maximize,
    Supplier<Map<String, String>> meanings) {
  public QueriedStudy {
    trials = List.copyOf(trials);
    removed = List.copyOf(removed);
    front = List.copyOf(front);
  }
}
