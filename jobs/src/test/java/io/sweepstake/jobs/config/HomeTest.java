package io.sweepstake.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {
  private static final Path JAVAS = Path.of("java").toAbsolutePath();
  private static final Path SHELLS = Path.of("shell").toAbsolutePath();

  @Test
  void isTheEnvironmentsUnlessJavaIsToldAnother() {
    assertThat(home(SHELLS.toString())).isEqualTo(SHELLS);
    assertThat(home(SHELLS.toString(), "-Xmx1g", "-Duser.home=" + JAVAS)).isEqualTo(JAVAS);
    assertThat(home("")).isEqualTo(JAVAS);
    assertThat(home("shell")).isEqualTo(JAVAS);
    assertThat(Home.directory(Map.of(), List.of(), JAVAS.toString())).isEqualTo(JAVAS);
  }

  private static Path home(String said, String... flags) {
    return Home.directory(Map.of("HOME", said), List.of(flags), JAVAS.toString());
  }
}
