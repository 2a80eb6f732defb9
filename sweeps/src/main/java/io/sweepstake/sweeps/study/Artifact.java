package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Bytes that a trial leaves behind, such as a trained network or a checkpoint. The driver stores
 * them as {@code artifacts/trial-<number>-<name>}; the trial table holds none of them.
 *
 * @param name a file name: letters, digits, {@code . _ -}, first a letter or digit
 */
@SuppressWarnings("ArrayRecordComponent")
public record Artifact(String name, byte[] content) implements Serializable {
  /** What an unfinished trial goes on from; it is kept apart, for as long as it is needed. */
  public static final String CHECKPOINT = "checkpoint.bin";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  public Artifact {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "artifact: name must hold only letters, digits, '.', '_' and '-', was \"" + name + '"');
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Artifact artifact
        && name.equals(artifact.name)
        && Arrays.equals(content, artifact.content);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return name + " (" + content.length + " bytes)";
  }
}
