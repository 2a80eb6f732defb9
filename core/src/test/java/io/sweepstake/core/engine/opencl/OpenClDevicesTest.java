package io.sweepstake.core.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jocl.cl_mem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with devices is said in one sentence each. */
@ExtendWith(OnDevice.class)
class OpenClDevicesTest {
  /** What a process says that asks for a device. */
  public static void main(String[] names) {
    try {
      System.out.println(Engines.named(names[0], Device.CPU).name());
    } catch (IllegalStateException missing) {
      System.out.println(missing.getMessage());
    }
  }

  @Test
  void withoutADriverThatIsSaid(@TempDir Path nothing) throws IOException, InterruptedException {
    ProcessBuilder asking =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OpenClDevicesTest.class.getName(),
                "opencl")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    asking.environment().put("OCL_ICD_VENDORS", nothing.toString());
    Process process = asking.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said)
        .isEqualToIgnoringNewLines(
            "opencl: there is no device here: its driver has no file in /etc/OpenCL/vendors");
  }

  @Test
  void aNumberThatNoDeviceHasIsNamed() {
    assertThatThrownBy(() -> Engines.named("opencl:77", Device.CPU))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "opencl: must be opencl:0.*, was opencl:77; `sweepstake devices` lists them");
  }

  @Test
  void aDeviceThatFailsInTheMiddleSaysWhichItIsAndWhatItSaid() {
    try (DeviceQueue queue = new DeviceQueue(OnDevice.device())) {
      cl_mem small = queue.floats(4);
      assertThatThrownBy(() -> queue.read(small, new float[4096]))
          .isInstanceOf(OpenClException.class)
          .hasMessage("opencl:0: has failed: CL_INVALID_VALUE");
    }
  }
}
