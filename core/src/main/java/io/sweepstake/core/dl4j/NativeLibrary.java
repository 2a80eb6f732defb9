package io.sweepstake.core.dl4j;

import org.nd4j.linalg.factory.Nd4j;

/** ND4J's native library, which does the arithmetic of DL4J graphs and may not be installed. */
public final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Loads it, which takes about half a second the first time.
   *
   * @throws IllegalStateException saying what to add to the class path, if there is none for this
   *     operating system and processor
   */
  public static void require() {
    try {
      Nd4j.getBackend();
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException(
          "DL4J: no native library of ND4J for %s %s on the class path; add nd4j-native and openblas"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
              + " for this platform, on a cluster as the jar of natives",
          e);
    }
  }
}
