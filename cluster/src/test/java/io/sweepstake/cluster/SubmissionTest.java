package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
  private static final URI MASTER = URI.create("spark://host:7077");

  @TempDir Path directory;
  private Path application;

  @BeforeEach
  void makeApplication() throws IOException {
    application = Files.createFile(directory.resolve("application.jar"));
  }

  @Test
  void settingsComeBeforeTheJarAndTheProgramsArgumentsAfterIt() {
    List<String> words =
        new Submission(
                MASTER,
                application,
                List.of(),
                Map.of("spark.executor.memory", "600m"),
                List.of("sweep", "--trials", "4"))
            .submitArguments();

    assertThat(words)
        .startsWith("--master", "spark://host:7077", "--class", Submission.MAIN_CLASS)
        .containsSequence("--conf", "spark.executor.memory=600m")
        .endsWith(application.toString(), "sweep", "--trials", "4");
  }

  @Test
  void driverAndExecutorsGetTheVectorModuleUnlessToldOtherwise() {
    assertThat(submission(Map.of(), List.of()).submitArguments())
        .contains(
            "spark.driver.extraJavaOptions=--add-modules=jdk.incubator.vector",
            "spark.executor.extraJavaOptions=--add-modules=jdk.incubator.vector",
            "spark.executorEnv.OMP_NUM_THREADS=1");
    assertThat(
            submission(Map.of("spark.executor.extraJavaOptions", "-Xss4m"), List.of())
                .submitArguments())
        .contains("spark.executor.extraJavaOptions=-Xss4m")
        .doesNotContain("spark.executor.extraJavaOptions=--add-modules=jdk.incubator.vector");
  }

  @Test
  void nativesTravelAsExtraJars() throws IOException {
    Path first = Files.createFile(directory.resolve("nd4j.jar"));
    Path second = Files.createFile(directory.resolve("openblas.jar"));

    assertThat(submission(Map.of(), List.of(first, second)).submitArguments())
        .containsSequence("--jars", first + "," + second);
    assertThat(submission(Map.of(), List.of()).submitArguments()).doesNotContain("--jars");
  }

  @Test
  void aJarThatDoesNotExistIsNamed() {
    Path missing = directory.resolve("missing.jar");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Submission(MASTER, missing, List.of(), Map.of(), List.of("settings")))
        .withMessage("application jar " + missing + ": does not exist");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> submission(Map.of(), List.of(missing)))
        .withMessage("jar of natives " + missing + ": does not exist");
  }

  private Submission submission(Map<String, String> settings, List<Path> natives) {
    return new Submission(MASTER, application, natives, settings, List.of("settings"));
  }
}
