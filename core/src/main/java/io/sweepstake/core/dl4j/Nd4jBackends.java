package io.sweepstake.core.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which of its backends ND4J takes, and which GPU a thread's work goes to.
 *
 * <p>ND4J takes CUDA wherever it is on the class path and finds a GPU, also one that it has no code
 * for; then the first operation fails. So the choice is made here, before ND4J is used.
 */
public final class Nd4jBackends {
  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String SERVICES = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  private Nd4jBackends() {}

  /** Whether an ND4J for CUDA is on the class path. */
  public static boolean cudaPresent() {
    return ND4JClassLoading.getNd4jClassloader().getResource(CUDA.replace('.', '/') + ".class")
        != null;
  }

  /** Makes ND4J take its CPU backend. To be called before this process first uses ND4J. */
  public static void hideCuda() {
    ClassLoader loader = ND4JClassLoading.getNd4jClassloader();
    if (cudaPresent() && !(loader instanceof WithoutCuda)) {
      ND4JClassLoading.setNd4jClassloader(new WithoutCuda(loader));
    }
  }

  /**
   * Sends what this thread computes by ND4J to a GPU, where ND4J works on GPUs.
   *
   * @param gpu its CUDA number, at least 0
   */
  public static void bindThread(int gpu) {
    if (gpu >= Nd4j.getAffinityManager().getNumberOfDevices()) {
      throw new IllegalArgumentException(
          "gpu: must be below ND4J's %d devices, was %d"
              .formatted(Nd4j.getAffinityManager().getNumberOfDevices(), gpu));
    }
    Nd4j.getAffinityManager().unsafeSetDevice(gpu);
  }

  /** Finds no list of backends that names CUDA's. */
  static final class WithoutCuda extends ClassLoader {
    WithoutCuda(ClassLoader parent) {
      super("without CUDA", parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      Enumeration<URL> all = super.getResources(name);
      if (!name.equals(SERVICES)) {
        return all;
      }
      List<URL> others = new ArrayList<>();
      for (URL list : Collections.list(all)) {
        try (InputStream text = list.openStream()) {
          if (!new String(text.readAllBytes(), StandardCharsets.UTF_8).contains(CUDA)) {
            others.add(list);
          }
        }
      }
      return Collections.enumeration(others);
    }
  }
}
