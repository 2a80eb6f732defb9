package io.sweepstake.sweeps.problem;

import java.io.IOException;
import java.util.Optional;

/**
 * Something that a study needs before its first trial, made once and kept in the study's directory:
 * what happens later to whatever it was made from changes nothing there.
 */
public interface Preparation {
  /** The file of the study's directory that holds it. */
  String file();

  /**
   * Looks whether what was kept is whole.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  void check(byte[] kept);

  /**
   * What takes its place in the first steps of a trial that is only tried, before it is made; empty
   * where nothing does.
   */
  default Optional<byte[]> standIn() {
    return Optional.empty();
  }

  /** What making it takes, as a clause; empty where that is nothing to speak of. */
  default Optional<String> toExpect() {
    return Optional.empty();
  }

  /** Makes it. */
  byte[] make(Workshop workshop) throws IOException;

  /** Where preparations are made. */
  interface Workshop {
    /** A folder that the studies beside this one share, on any Hadoop file system. */
    String shared();

    /** Tells a person what happens, a line at a time. */
    void say(String line);
  }
}
