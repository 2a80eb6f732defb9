package io.sweepstake.core.dl4j;

import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J, ND4J and its native library, which does the arithmetic of DL4J graphs: either may not be
 * installed, and nothing else needs them.
 */
public final class NativeLibrary {
  private NativeLibrary() {}

  /** Whether the Java part of DL4J and ND4J is on the class path. */
  public static boolean hasClasses() {
    ClassLoader loader = NativeLibrary.class.getClassLoader();
    return Stream.of("org/nd4j/linalg/factory/Nd4j", "org/deeplearning4j/nn/graph/ComputationGraph")
        .allMatch(name -> loader.getResource(name + ".class") != null);
  }

  /**
   * Checks that the Java part is there.
   *
   * @throws MissingLibraryException saying what cannot be done without
   */
  public static void requireClasses() {
    if (!hasClasses()) {
      throw new MissingLibraryException(
          "DL4J: neither it nor ND4J is on the class path; imitation (else --param"
              + " warm_start=none), the engine nd4j, and networks as DL4J graphs or ONNX models need both",
          null);
    }
  }

  /**
   * Loads it, which takes about half a second the first time.
   *
   * @throws MissingLibraryException saying what to add to the class path, if there is none for this
   *     operating system and processor, or if there is no DL4J at all
   */
  public static void require() {
    requireClasses();
    try {
      Nd4j.getBackend();
    } catch (LinkageError | RuntimeException e) {
      throw new MissingLibraryException(
          "DL4J: no native library of ND4J for %s %s on the class path; add nd4j-native and openblas"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
              + " for this platform, on a cluster as the jar of natives",
          e);
    }
  }
}
