package io.sweepstake.cluster.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sweepstake.cluster.Installation;
import io.sweepstake.cluster.Submission;
import io.sweepstake.jobs.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  private static final String IMAGE = "spark.kubernetes.container.image";

  @TempDir Path home;
  private Installation installation;

  @BeforeEach
  void build() throws IOException {
    installation = new Installation(home);
    Files.createDirectories(installation.application().getParent());
    Files.createFile(installation.application());
  }

  @Test
  void sizesAreWrittenAsEachManagerWantsThem() {
    Map<String, Object> sizes =
        Map.of("executors", 4, "executor-cores", 2, "executor-memory", "1g", "driver-memory", "2g");

    assertThat(settings(with(sizes, "manager", "standalone", "master", "spark://host:7077")))
        .containsEntry("spark.cores.max", "8")
        .containsEntry("spark.executor.cores", "2")
        .containsEntry("spark.executor.memory", "1g")
        .containsEntry("spark.driver.memory", "2g")
        .doesNotContainKey("spark.executor.instances");
    assertThat(settings(with(sizes, "manager", "yarn")))
        .containsEntry("spark.executor.instances", "4")
        .doesNotContainKey("spark.cores.max");
    assertThat(Profile.of(Map.of("manager", "local", "executor-cores", 3)).master())
        .isEqualTo("local[3]");
  }

  @Test
  void aSecretIsNamedAndNeverSaid() {
    Map<String, String> profile =
        Map.of("manager", "standalone", "master", "spark://host:7077", "secret-file", "~/mine");
    assertThat(Profile.of(profile).secretFile()).contains(Home.directory().resolve("mine"));
    assertThat(settings(profile)).containsEntry("spark.authenticate", "true");
    assertThat(settings(profile).toString()).doesNotContain("mine");
    assertThat(settings(Map.of("manager", "standalone", "master", "spark://host:7077")))
        .doesNotContainKey("spark.authenticate");
  }

  @Test
  void ourFlagsJoinThoseOfTheProfile() {
    Map<String, String> settings =
        settings(
            Map.of(
                "manager",
                "yarn",
                "spark",
                Map.of(
                    "spark.driver.extraJavaOptions", "-Xss4m",
                    "spark.executor.extraJavaOptions",
                        "--add-modules=jdk.incubator.vector -Da=b")));

    assertThat(settings)
        .containsEntry("spark.driver.extraJavaOptions", "-Xss4m --add-modules=jdk.incubator.vector")
        .containsEntry(
            "spark.executor.extraJavaOptions", "--add-modules=jdk.incubator.vector -Da=b");
  }

  @Test
  void aDriverOnTheClusterGetsTheFlagsThatSparkNeedsOnJava17AndIsWaitedFor() {
    Map<String, String> settings =
        settings(
            Map.of(
                "manager", "standalone", "master", "spark://host:7077", "deploy-mode", "cluster"));

    assertThat(settings.get("spark.driver.extraJavaOptions"))
        .contains("--add-modules=jdk.incubator.vector")
        .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    assertThat(settings.get("spark.executor.extraJavaOptions")).doesNotContain("--add-opens");
    assertThat(settings).containsEntry("spark.standalone.submit.waitAppCompletion", "true");
  }

  @Test
  void gpusBecomeSparksResources() {
    Map<String, Object> share = Map.of("gpus-per-executor", "2", "gpu-amount-per-task", "0.5");

    assertThat(settings(with(share, "manager", "standalone", "master", "spark://host:7077")))
        .containsEntry("spark.executor.resource.gpu.amount", "2")
        .containsEntry("spark.task.resource.gpu.amount", "0.5")
        .containsEntry("spark.executorEnv.CUDA_DEVICE_ORDER", "PCI_BUS_ID")
        .doesNotContainKey("spark.executor.resource.gpu.discoveryScript");
    assertThat(settings(with(share, "manager", "yarn")))
        .containsEntry("spark.executor.resource.gpu.discoveryScript", "./gpu-discovery.sh")
        .containsEntry("spark.files", installation.gpuDiscovery().toString());
    assertThat(
            settings(
                with(
                    share,
                    "manager",
                    "kubernetes",
                    "master",
                    "k8s://https://host:6443",
                    "spark",
                    Map.of(IMAGE, "sweepstake"))))
        .containsEntry("spark.executor.resource.gpu.vendor", "nvidia.com")
        .containsEntry(
            "spark.executor.resource.gpu.discoveryScript", "/opt/sweepstake/gpu-discovery.sh");
  }

  @Test
  void atStageLevelNoTaskAsksForAGpuByDefault() {
    assertThat(settings(Map.of("manager", "yarn", "gpus-per-executor", 2, "gpu-stage-level", true)))
        .containsEntry("spark.executor.resource.gpu.amount", "2")
        .containsEntry("spark.sweepstake.gpu.stage-level", "true")
        .containsEntry("spark.sweepstake.gpu.per-task", "1")
        .doesNotContainKey("spark.task.resource.gpu.amount");
  }

  @Test
  void settingsOfTheProfileWinAndTheJarMayLieElsewhere() {
    Submission submission =
        Profile.of(
                Map.of(
                    "manager",
                    "kubernetes",
                    "master",
                    "k8s://https://host:6443",
                    "deploy-mode",
                    "cluster",
                    "application",
                    "local:///opt/app.jar",
                    "natives",
                    "none",
                    "executor-memory",
                    "1g",
                    "spark",
                    Map.of(IMAGE, "sweepstake", "spark.executor.memory", "3g")))
            .submission(installation, List.of("settings"));

    assertThat(submission.submitArguments())
        .startsWith("--master", "k8s://https://host:6443", "--deploy-mode", "cluster")
        .contains("spark.executor.memory=3g")
        .doesNotContain("--jars", "spark.executor.memory=1g")
        .endsWith("local:///opt/app.jar", "settings");
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Map<String, Object> yarn = Map.of("manager", "yarn");

    refused(with(yarn, "executer-cores", 2))
        .isEqualTo("unknown key executer-cores; did you mean executor-cores?");
    refused(Map.of("manager", "mesos"))
        .isEqualTo("manager: must be one of local, standalone, yarn, kubernetes, was mesos");
    refused(Map.of("manager", "standalone"))
        .isEqualTo("master: must be given, as spark://HOST:PORT");
    refused(Map.of("manager", "standalone", "master", "host:7077"))
        .isEqualTo("master: must be spark://HOST:PORT for manager standalone, was host:7077");
    refused(with(yarn, "deploy-mode", "remote"))
        .isEqualTo("deploy-mode: must be client or cluster, was remote");
    refused(Map.of("manager", "local", "deploy-mode", "cluster"))
        .isEqualTo("deploy-mode: must be client for manager local, was cluster");
    refused(with(yarn, "executors", 0, "executor-cores", 1))
        .isEqualTo("executors: must be from 1 to 100000, was 0");
    refused(with(yarn, "executors", 2))
        .isEqualTo(
            "executor-cores: must be given where executors are, was missing beside executors 2");
    refused(with(yarn, "executor-memory", "2 GB"))
        .isEqualTo("executor-memory: must be such as 600m or 4g, was 2 GB");
    refused(with(yarn, "gpu-amount-per-task", 0.5))
        .isEqualTo("gpus-per-executor: must be given beside gpu-amount-per-task 0.5");
    refused(with(yarn, "gpus-per-executor", 1, "gpu-amount-per-task", 0.7))
        .isEqualTo("gpu-amount-per-task: must be at most 0.5 or a whole number, was 0.7");
    refused(with(yarn, "gpus-per-executor", 1, "gpu-amount-per-task", 2))
        .isEqualTo("gpu-amount-per-task: must be above 0 and at most gpus-per-executor 1, was 2");
    refused(with(yarn, "gpus-per-executor", 1, "gpu-amount-per-task", 0.5, "gpu-stage-level", true))
        .isEqualTo("gpu-stage-level: shares whole GPUs only, was with gpu-amount-per-task 0.5");
    refused(Map.of("manager", "kubernetes", "master", "k8s://https://host:6443"))
        .startsWith("spark.kubernetes.container.image: must be given");
    refused(with(yarn, "spark", Map.of("executor.memory", "1g")))
        .isEqualTo("spark: names must begin with spark., was executor.memory");
    refused(with(yarn, "spark", Map.of("spark.master", "yarn")))
        .isEqualTo("spark.master: must be given as master");
  }

  private static AbstractStringAssert<?> refused(Map<String, ?> values) {
    return assertThat(
        catchThrowableOfType(IllegalArgumentException.class, () -> Profile.of(values))
            .getMessage());
  }

  private Map<String, String> settings(Map<String, ?> values) {
    return Profile.of(values).settings(installation);
  }

  private static Map<String, Object> with(Map<String, Object> values, Object... more) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    for (int k = 0; k < more.length; k += 2) {
      all.put((String) more[k], more[k + 1]);
    }
    return all;
  }
}
