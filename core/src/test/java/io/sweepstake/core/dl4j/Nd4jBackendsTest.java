package io.sweepstake.core.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4jBackend;

class Nd4jBackendsTest {
  private static final String SERVICES = "META-INF/services/" + Nd4jBackend.class.getName();

  @TempDir Path cuda;

  @Test
  void withoutCudaOnTheClassPathThereIsNothingToHide() {
    assertThat(Nd4jBackends.cudaPresent()).isFalse();
    Nd4jBackends.hideCuda(); // changes nothing
    assertThat(Nd4jBackends.cudaPresent()).isFalse();
  }

  @Test
  void hiddenCudaIsNoChoiceOfNd4js() throws Exception {
    Files.createDirectories(cuda.resolve(SERVICES).getParent());
    Files.writeString(cuda.resolve(SERVICES), "org.nd4j.linalg.jcublas.JCublasBackend\n");
    try (URLClassLoader both =
        new URLClassLoader(new URL[] {cuda.toUri().toURL()}, getClass().getClassLoader())) {
      ClassLoader without = new Nd4jBackends.WithoutCuda(both);

      List<URL> lists = Collections.list(both.getResources(SERVICES));
      assertThat(lists).hasSize(2);
      assertThat(Collections.list(without.getResources(SERVICES))).hasSize(1);
      assertThat(Collections.list(without.getResources("META-INF/MANIFEST.MF"))).isNotEmpty();
      assertThat(ServiceLoader.load(Nd4jBackend.class, without))
          .extracting(backend -> backend.getClass().getSimpleName())
          .containsExactly("CpuBackend");
    }
  }
}
