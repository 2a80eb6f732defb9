package io.sweepstake.problems.auction.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.jobs.spark.device.TaskDevices;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Local mode, for which Spark has no resources: GPUs that a script makes up are ours to hand out.
 */
@Tag("spark")
class LocalDevicesTest {
  private static final String AMOUNT = "spark.executor.resource.gpu.amount";
  private static final String SHARE = "spark.task.resource.gpu.amount";
  private static final String SCRIPT = "spark.executor.resource.gpu.discoveryScript";

  @TempDir Path directory;

  @BeforeEach
  void askForTwoGpusAndShareThem() {
    System.setProperty(AMOUNT, "2");
    System.setProperty(SHARE, "0.5");
  }

  @AfterEach
  void forget() {
    List.of(AMOUNT, SHARE, SCRIPT).forEach(System::clearProperty);
    TaskDevices.ofThisProcess().local(new SparkConf(false));
  }

  @Test
  void trialsOnThisMachineShareItsGpus() throws Exception {
    System.setProperty(SCRIPT, script("[\"0\",\"1\",\"2\"]"));
    List<String> notes = new ArrayList<>();
    try (SparkWorkers workers = SparkWorkers.open("local[6]", 6)) {
      workers.deviceNotes(notes::add);
      assertThat(workers.slots()).isEqualTo(4);
      try (var executor = workers.trials(new Meeting(), Packing.SINGLE, 4, "meeting")) {
        List<CompletableFuture<List<Trial>>> running = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
          running.add(executor.submit(new Pack(List.of(trial(k)), Rung.END)).toCompletableFuture());
        }
        List<String> devices = new ArrayList<>();
        for (CompletableFuture<List<Trial>> each : running) {
          Trial row = each.get(60, TimeUnit.SECONDS).get(0);
          devices.add(row.provenance().attributes().get("device"));
        }
        assertThat(devices).containsExactlyInAnyOrder("gpu-0", "gpu-0", "gpu-1", "gpu-1");
      }
    }
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith("GPUs 0, 1 (")
        .contains("trainings run on the CPU engine");
  }

  @Test
  void aMachineWithoutGpusTrainsOnItsProcessorAndSaysSo() throws Exception {
    System.setProperty(SCRIPT, script("[]"));
    List<String> notes = new ArrayList<>();
    try (SparkWorkers workers = SparkWorkers.open("local[2]", 2)) {
      workers.deviceNotes(notes::add);
      assertThat(workers.slots()).isEqualTo(2);
    }
    assertThat(notes).singleElement().asString().startsWith("no GPU here: trainings run on");
  }

  @Test
  void aScriptThatIsMissingOrBrokenIsNamed() throws IOException {
    SparkConf conf = new SparkConf(false).set(AMOUNT, "1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TaskDevices().local(conf))
        .withMessageContaining("gpu-discovery-script: must be given");
    SparkConf broken = new SparkConf(false).set(AMOUNT, "1").set(SCRIPT, script("oops"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TaskDevices().local(broken))
        .withMessageContaining("must print {\"name\":\"gpu\",\"addresses\":[...]}");
  }

  private String script(String addresses) throws IOException {
    Path file = directory.resolve("gpus.sh");
    Files.writeString(
        file, "#!/bin/sh\necho '{\"name\":\"gpu\",\"addresses\":" + addresses + "}'\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  private static Trial trial(int number) {
    SearchSpace space = SearchSpace.of(FloatParam.uniform("x", 0, 1));
    return Trial.asked(
        number, Point.of(space, Map.of("x", 0.5)), 3, new Ask(0, "random"), Instant.EPOCH);
  }

  /** Ends only when four trials are under way at the same time. */
  private record Meeting() implements TrialFunction {
    private static final CyclicBarrier DOOR = new CyclicBarrier(4);

    @Override
    public List<Trial> advance(List<Trial> pack, Rung upTo) {
      try {
        DOOR.await(60, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IllegalStateException("nobody came", e);
      }
      Metric loss = Metric.of("loss");
      return pack.stream().map(t -> t.completed(Metrics.of(loss, 0), Instant.EPOCH)).toList();
    }
  }
}
