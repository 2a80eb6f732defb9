package io.sweepstake.sweeps.store.parquet;

import java.io.IOException;

/**
 * The files of a study do not fit together. For a moment that is so to whoever reads beside a
 * driver; what stays so is damage. The message is a sentence for people.
 */
final class UnsettledException extends IOException {
  private static final long serialVersionUID = 1;

  UnsettledException(String message) {
    super(message);
  }
}
