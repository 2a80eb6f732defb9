package io.sweepstake.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordTest {
  @Test
  void onlyWordsThatAShellTakesApartAreQuoted() {
    assertThat(ShellWord.of("studies/first")).isEqualTo("studies/first");
    assertThat(ShellWord.of("my studies/first")).isEqualTo("'my studies/first'");
    assertThat(ShellWord.of("additive-1x2:uniform(4,16),uniform(4,7)"))
        .isEqualTo("'additive-1x2:uniform(4,16),uniform(4,7)'");
    assertThat(ShellWord.of("it's")).isEqualTo("'it'\\''s'");
    assertThat(ShellWord.of("")).isEqualTo("''");
  }
}
