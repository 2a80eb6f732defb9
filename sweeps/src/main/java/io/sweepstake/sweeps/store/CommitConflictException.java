package io.sweepstake.sweeps.store;

/** The study changed since the snapshot that a commit was based on: read again and retry. */
public final class CommitConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CommitConflictException(long base, long current) {
    super("commit: based on version " + base + ", but the study is at version " + current);
  }
}
