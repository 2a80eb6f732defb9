package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.engine.opencl.OpenClDevices;
import io.sweepstake.core.engine.opencl.OpenClException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Two workers that offer two GPUs each, which a script makes up: real scheduling, no hardware. */
@Tag("spark")
class GpuSchedulingTest {
  private static final Duration START = Duration.ofSeconds(90);

  @TempDir static Path directory;
  private static SparkHome home;
  private static MiniCluster cluster;

  @BeforeAll
  static void startCluster() throws IOException {
    Path script =
        Scripts.write(
            directory.resolve("two gpus.sh"),
            "echo '{\"name\":\"gpu\",\"addresses\":[\"0\",\"1\"]}'");
    home = SparkHome.linking(Artifacts.sparkHome(), Artifacts.sparkJars());
    cluster =
        MiniCluster.start(
            home,
            new MiniCluster.Size(2, 4, 1024),
            Map.of(
                "spark.worker.resource.gpu.amount",
                "2",
                "spark.worker.resource.gpu.discoveryScript",
                script.toString()),
            directory.resolve("cluster"),
            START);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void twoTrialsShareEachGpuAndSayWhichItWas() throws IOException {
    Path study = directory.resolve("shared/study");

    String said = sweep(study, 8, Map.of("spark.task.resource.gpu.amount", "0.5"));

    // Two executors, two GPUs each, two trials on each GPU.
    assertThat(said).contains("8 trials to run, 8 at a time");
    assertThat(said)
        .containsOnlyOnce(
            "executors: GPUs 0, 1 (of an unknown kind) held, but no ND4J for CUDA is here:"
                + " trainings run on the CPU engine vector");
    List<Map<String, String>> trials = TrialTable.of(study);
    assertThat(trials).hasSize(8).allMatch(trial -> trial.get("state").equals("COMPLETE"));
    assertThat(places(trials)).hasSize(4);
    assertThat(trials.stream().map(trial -> trial.get("user_attrs_device")))
        .allMatch(Set.of("gpu-0", "gpu-1")::contains);
    assertThat(trials).allMatch(trial -> trial.get("user_attrs_engine").startsWith("vector"));
  }

  @Test
  @Tag("slow")
  void atStageLevelTrialsAloneHoldGpus() throws IOException {
    Path study = directory.resolve("stage/study");

    String said =
        sweep(
            study,
            4,
            Map.of(
                "spark.sweepstake.gpu.stage-level", "true",
                "spark.sweepstake.gpu.per-task", "1"));

    assertThat(said).contains("4 trials to run, 4 at a time");
    List<Map<String, String>> trials = TrialTable.of(study);
    assertThat(trials).hasSize(4).allMatch(trial -> trial.get("state").equals("COMPLETE"));
    assertThat(places(trials)).hasSize(4);
  }

  /** Each executor's task holds a GPU of Spark's, and trains on the device that the sweep names. */
  @Test
  @EnabledIf(value = "device", disabledReason = "there is no OpenCL device here")
  void packsTrainOnExecutorsAndAreAsManyAsTheirGpus() throws IOException {
    Path study = directory.resolve("packs/study");

    String said =
        sweep(
            study,
            8,
            Map.of("spark.task.resource.gpu.amount", "2"),
            "--device=opencl:0",
            "--pack-size=4",
            "--family=rochetnet",
            "--param=menu_size=12",
            "--param=batch=64");

    // Two executors with all of their GPUs each: two packs of four.
    assertThat(said).contains("8 trials to run, 2 packs of up to 4 at a time");
    List<Map<String, String>> trials = TrialTable.of(study);
    assertThat(trials).hasSize(8).allMatch(trial -> trial.get("state").equals("COMPLETE"));
    assertThat(trials).allMatch(trial -> trial.get("user_attrs_engine").equals("opencl"));
    assertThat(trials).allMatch(trial -> trial.get("user_attrs_pack").equals("4"));
    assertThat(places(trials)).hasSize(2).allMatch(place -> place.endsWith(" gpu-0+1"));
  }

  /** Whether one is there, or demanded. */
  static boolean device() {
    try {
      return "1".equals(System.getenv("SWEEPSTAKE_REQUIRE_OPENCL"))
          || !OpenClDevices.all().isEmpty();
    } catch (OpenClException none) {
      return false;
    }
  }

  /** Executor and device of each trial, each pair once. */
  private static Set<String> places(List<Map<String, String>> trials) {
    return trials.stream()
        .map(trial -> trial.get("user_attrs_executor") + " " + trial.get("user_attrs_device"))
        .collect(Collectors.toSet());
  }

  private static String sweep(Path study, int trials, Map<String, String> sharing, String... more)
      throws IOException {
    Map<String, String> settings = new HashMap<>(sharing);
    settings.putAll(ClusterSecret.settings());
    settings.put("spark.executor.resource.gpu.amount", "2");
    settings.put("spark.executor.cores", "4");
    settings.put("spark.cores.max", "8");
    settings.put("spark.executor.memory", "900m");
    settings.put("spark.driver.memory", "700m");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    settings.put("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s");
    Submission submission =
        new Submission(
            cluster.master(),
            Artifacts.applicationJar(),
            List.of(),
            settings,
            Stream.concat(
                    Stream.of(
                        "sweep",
                        "--setting=additive-1x2-uniform",
                        "--trials=" + trials,
                        "--iterations=" + (more.length > 0 ? 20 : 300),
                        "--sampler=random",
                        "--finalists=0",
                        "--study=" + study),
                    Stream.of(more))
                .toList());
    return SubmittedRun.of(home, home.environment(cluster.secret()), submission, directory)
        .output();
  }
}
