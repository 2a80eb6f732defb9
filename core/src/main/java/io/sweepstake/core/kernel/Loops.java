package io.sweepstake.core.kernel;

import java.util.List;
import java.util.function.Supplier;

/** The engines there are, and the best one for this machine. */
public enum Loops implements Supplier<Kernels> {
  /** The JDK's Vector API: needs {@code --add-modules jdk.incubator.vector}. */
  VECTOR {
    @Override
    public boolean available() {
      // Ask before touching a class that refers to the module.
      return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          && VectorKernels.supported();
    }

    @Override
    public Kernels get() {
      if (!available()) {
        throw new IllegalStateException(
            "engine vector: this JVM was started without --add-modules jdk.incubator.vector");
      }
      return new VectorKernels();
    }
  },

  /** Plain loops: right everywhere, and many times slower. */
  SCALAR {
    @Override
    public boolean available() {
      return true;
    }

    @Override
    public Kernels get() {
      return new ScalarKernels();
    }
  };

  /** Whether this JVM can run it. */
  public abstract boolean available();

  /** New kernels, for one thread. */
  @Override
  public abstract Kernels get();

  /** The fastest engine that is available. */
  public static Loops best() {
    return VECTOR.available() ? VECTOR : SCALAR;
  }

  /** Those that this JVM can run. */
  public static List<Loops> availableOnes() {
    return List.of(values()).stream().filter(Loops::available).toList();
  }
}
