package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What {@code mvn package} has put into the application jar. */
class ApplicationJarTest {
  private static final Predicate<String> JOCL = entry -> entry.matches("lib/(lib)?JOCL_.*");

  @Test
  void holdsNoClassThatASparkInstallationHas() throws IOException {
    Set<String> ours = new HashSet<>(entries());
    for (Path jar : Artifacts.sparkJars()) {
      assertThat(classes(jar).filter(ours::contains)).as(jar.getFileName().toString()).isEmpty();
    }
  }

  @Test
  void holdsNothingOfSparkScalaHadoopOrJackson() throws IOException {
    List<String> foreign =
        List.of(
            "org/apache/spark/",
            "org/apache/hadoop/",
            "org/apache/parquet/",
            "org/apache/logging/",
            "scala/",
            "com/fasterxml/jackson/core/",
            "com/fasterxml/jackson/databind/",
            "com/fasterxml/jackson/annotation/",
            "com/google/",
            "org/slf4j/");

    assertThat(entries())
        .filteredOn(entry -> entry.endsWith(".class"))
        // DL4J puts one class of its own into Spark's package, to reach what is private there.
        .filteredOn(entry -> !entry.startsWith("org/apache/spark/TaskContextHelper"))
        .noneMatch(entry -> foreign.stream().anyMatch(entry::startsWith));
  }

  /** But JOCL's few kilobytes for each system, which call OpenCL where it is installed. */
  @Test
  void holdsNoOtherNativeLibraryThanJocls() throws IOException {
    assertThat(entries()).anyMatch(JOCL.and(entry -> entry.endsWith("linux-x86_64.so")));
    assertThat(entries())
        .filteredOn(JOCL.negate())
        .noneMatch(entry -> entry.endsWith(".so") || entry.contains(".so."))
        .noneMatch(entry -> entry.endsWith(".dll") || entry.endsWith(".dylib"));
    assertThat(Files.size(Artifacts.applicationJar())).isLessThan(40_000_000);
  }

  @Test
  void holdsTheProgramAndWhatSparkLacks() throws IOException {
    assertThat(entries())
        .contains(
            Submission.MAIN_CLASS.replace('.', '/') + ".class",
            "io/sweepstake/core/kernel/VectorKernels.class",
            "io/sweepstake/sweeps/sampler/Sampler.class",
            "picocli/CommandLine.class",
            "io/jenetics/Genotype.class",
            "org/jocl/CL.class",
            "com/fasterxml/jackson/dataformat/yaml/YAMLFactory.class",
            "org/deeplearning4j/spark/impl/graph/SparkComputationGraph.class",
            "org/nd4j/linalg/factory/Nd4j.class")
        .noneMatch(entry -> entry.startsWith("META-INF/") && entry.endsWith(".SF"));
  }

  @Test
  void serviceFilesOfAllLibrariesAreKept() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.applicationJar().toFile())) {
      ZipEntry backends = jar.getEntry("META-INF/services/org.nd4j.linalg.factory.Nd4jBackend");
      assertThat(backends).isNotNull();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(jar.getInputStream(backends), StandardCharsets.UTF_8))) {
        assertThat(lines.lines()).anyMatch(line -> line.endsWith("CpuBackend"));
      }
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
    }
  }

  /** Built with {@code -Pnatives} only. */
  @Test
  void theJarOfNativesHoldsNativeLibrariesAndNoClassThatIsElsewhere() throws IOException {
    Path natives = Artifacts.applicationJar().resolveSibling("sweepstake-natives-linux-x86_64.jar");
    assumeTrue(Files.exists(natives), "built with -Pnatives");

    List<String> files = entries(natives).stream().filter(entry -> !entry.endsWith("/")).toList();
    assertThat(files)
        .anyMatch(entry -> entry.endsWith("libnd4jcpu.so"))
        .anyMatch(entry -> entry.contains("libopenblas"))
        .noneMatch(entry -> entry.endsWith(".class"))
        .doesNotContainAnyElementsOf(entries().stream().filter(e -> !e.endsWith("/")).toList());
    assertThat(Files.size(natives)).isLessThan(130_000_000);
  }

  private static List<String> entries() throws IOException {
    return entries(Artifacts.applicationJar());
  }

  private static Stream<String> classes(Path jar) throws IOException {
    return entries(jar).stream()
        .filter(entry -> entry.endsWith(".class") && !entry.endsWith("module-info.class"));
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
