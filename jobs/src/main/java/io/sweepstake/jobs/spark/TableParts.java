package io.sweepstake.jobs.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** A table that tasks make part by part, each from its number alone. */
public interface TableParts extends Serializable {
  /** Names of its columns: the first of whole numbers, all others of real ones. */
  List<String> columns();

  /** How many parts there are, numbered from 0. */
  int parts();

  /**
   * The rows of a part: a {@link Long}, and {@link Double}s.
   *
   * @param sums what is to be summed over all rows, of those that are there in {@link #sums}
   */
  Iterator<Object[]> rows(int part, Sums sums);

  /** Names of sums that rows are counted in. */
  List<String> sums();

  /** A cell in a file of text. */
  String text(Object cell);

  /** Sums that tasks add to. */
  @FunctionalInterface
  interface Sums {
    void add(String name, double amount);
  }
}
