package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The image's recipe and configuration, as far as they can be looked at without building it. */
class ImageTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void whatTheImageCopiesIsInACheckoutThatWasBuilt() throws IOException {
    List<String> sources =
        Files.readAllLines(Path.of("Dockerfile")).stream()
            .filter(line -> line.startsWith("COPY "))
            .flatMap(line -> Stream.of(line.split(" ")).skip(1))
            .filter(word -> word.startsWith("cluster/") && !word.contains("*"))
            .toList();

    assertThat(sources).hasSize(3).allMatch(source -> Files.isRegularFile(ROOT.resolve(source)));
  }

  @Test
  void itsSparkIsTheOneThatTheProgramIsBuiltFor() throws IOException {
    Matcher base =
        Pattern.compile("ARG SPARK_IMAGE=\\S+:(\\d+\\.\\d+\\.\\d+)-scala([\\d.]+)-java(\\d+)")
            .matcher(Files.readString(Path.of("Dockerfile")));
    assertThat(base.find()).isTrue();
    assertThat(Artifacts.sparkJars())
        .anyMatch(
            jar ->
                jar.getFileName()
                    .toString()
                    .startsWith("spark-core_" + base.group(2) + "-" + base.group(1) + ".jar"));
    assertThat(base.group(3)).isEqualTo("17");
  }

  @Test
  void itsDefaultsAreThoseOfASubmission() throws IOException {
    Properties defaults = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("conf/spark-defaults.conf"))) {
      defaults.load(reader);
    }

    assertThat(defaults.stringPropertyNames()).allMatch(name -> name.startsWith("spark."));
    Submission.standardSettings()
        .forEach((name, value) -> assertThat(defaults.getProperty(name)).isEqualTo(value));
  }
}
