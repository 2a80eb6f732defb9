package io.sweepstake.sweeps.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every sampler proposes the same points in another process, where identity hashes and the order of
 * immutable sets and maps are different.
 */
class FreshProcessTest {
  private static List<Strategy> strategies() {
    List<Strategy> strategies = new ArrayList<>();
    Samplers.names().forEach(name -> strategies.add(Strategy.of(name)));
    strategies.add(Strategy.of("tpe", Map.of("preset", "watanabe", "startup_design", "qmc")));
    strategies.add(Strategy.of("tpe", Map.of("joint", "false")));
    return strategies;
  }

  /** One line per sampler: what it proposed, in full precision. */
  private static List<String> proposals() {
    List<String> lines = new ArrayList<>();
    for (Strategy strategy : strategies()) {
      History history = History.empty(SamplerContract.spec(SamplerContract.CONDITIONAL, 21));
      StringBuilder line = new StringBuilder(strategy.toString());
      Sampler sampler = Samplers.of(strategy);
      for (int k = 0; k < 25; k++) {
        if (SamplerContract.ask(sampler, history).isEmpty()) {
          break;
        }
        Trial asked = SamplerContract.ask(sampler, history).orElseThrow();
        line.append(' ').append(asked.point());
        history = history.with(asked).with(SamplerContract.ended(asked, k));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  public static void main(String[] args) {
    proposals().forEach(System.out::println);
  }

  @Test
  void proposesTheSamePointsInEveryProcess() throws IOException, InterruptedException {
    List<String> here = proposals();
    for (int run = 0; run < 2; run++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx400m",
                  "-XX:+UnlockExperimentalVMOptions",
                  "-XX:hashCode=" + (run == 0 ? 5 : 0),
                  "-cp",
                  System.getProperty("java.class.path"),
                  FreshProcessTest.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(output.lines().toList()).isEqualTo(here);
    }
  }
}
