package io.sweepstake.jobs.spark.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local mode, with GPUs that a script makes up. */
class TaskDevicesTest {
  private static final String UNUSED = "GPUs were asked for, but nothing here computes on them";

  @TempDir Path directory;

  @Test
  void oneProcessKnowsNothingOfAnothersDevices() throws IOException {
    TaskDevices mine = new TaskDevices();
    TaskDevices others = new TaskDevices();
    mine.local(asking());
    assertThat(mine.limit()).isEqualTo(2);
    assertThat(others.limit()).isEqualTo(Integer.MAX_VALUE);
    assertThat(told(mine.notes())).containsExactly(UNUSED);
    assertThat(told(others.notes())).isEmpty();
    assertThat(told(TaskDevices.ofThisProcess().notes())).isEmpty();
  }

  @Test
  void whatATaskHeldGoesBackToWhoeverGaveIt() throws IOException {
    TaskDevices devices = new TaskDevices();
    devices.local(asking());
    TaskDevices.Held late = devices.take();
    devices.local(asking()); // the next application, while a task of the last one ends
    List<String> names = new ArrayList<>();
    try (TaskDevices.Held first = devices.take();
        TaskDevices.Held second = devices.take()) {
      names.add(first.device().name());
      names.add(second.device().name());
      late.close();
    }
    assertThat(names).containsExactly("gpu-0", "gpu-1");
    assertThat(devices.take().device().name()).isEqualTo("gpu-0");
  }

  @Test
  void aNoteIsToldOnceToEachListenerUntilItIsForgotten() throws IOException {
    TaskDevices devices = new TaskDevices();
    List<String> heard = new ArrayList<>();
    devices.notes().tell(heard::add);
    devices.local(asking());
    devices.local(asking());
    assertThat(heard).containsExactly(UNUSED);
    assertThat(told(devices.notes())).containsExactly(UNUSED);
    devices.notes().clear();
    assertThat(told(devices.notes())).isEmpty();
  }

  private static List<String> told(DeviceNotes notes) {
    List<String> told = new ArrayList<>();
    notes.tell(told::add);
    return told;
  }

  private SparkConf asking() throws IOException {
    Path script = directory.resolve("gpus.sh");
    Files.writeString(script, "#!/bin/sh\necho '{\"name\":\"gpu\",\"addresses\":[\"0\",\"1\"]}'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new SparkConf(false)
        .set("spark.executor.resource.gpu.amount", "2")
        .set("spark.executor.resource.gpu.discoveryScript", script.toString());
  }
}
