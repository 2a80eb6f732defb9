package io.sweepstake.problems.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small sweeps, one after another in one process: what it holds in the end it held before.
 *
 * <p>{@code -Dsoak.minutes=60} goes on for so long; {@code -Dsoak.table=FILE} has what was held
 * after each round.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class SoakTest {
  private static final String MINUTES = System.getProperty("soak.minutes", "3");
  private static final String TABLE = System.getProperty("soak.table", "");

  @TempDir Path temp;

  @Test
  void whatAProcessHoldsDoesNotGrow() throws Exception {
    List<Soak.Held> held = held();
    System.out.println("after the first: " + held.get(0));
    System.out.println("after the last: " + held.get(held.size() - 1));
    // The first half loads classes and fills caches.
    List<Soak.Held> before = held.subList(held.size() / 4, held.size() / 2);
    List<Soak.Held> after = held.subList(held.size() / 2, held.size());
    assertThat(before).as("rounds in the second quarter").isNotEmpty();
    assertThat(most(after, Soak.Held::files)).isEqualTo(most(before, Soak.Held::files));
    assertThat(most(after, Soak.Held::threads))
        .isLessThanOrEqualTo(most(before, Soak.Held::threads) + 3);
    assertThat(most(after, Soak.Held::descriptors))
        .isLessThanOrEqualTo(most(before, Soak.Held::descriptors) + 8);
    assertThat(most(after, Soak.Held::heap)).isLessThan(most(before, Soak.Held::heap) * 1.1);
    assertThat(most(after, Soak.Held::resident))
        .isLessThan(most(before, Soak.Held::resident) * 1.1);
  }

  private static double most(List<Soak.Held> rounds, ToDoubleFunction<Soak.Held> what) {
    return rounds.stream().mapToDouble(what).max().orElseThrow();
  }

  private List<Soak.Held> held() throws IOException, InterruptedException {
    Path home = Files.createDirectories(temp.resolve("home/tmp")).getParent();
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("-Djdk."))
            .toList());
    words.addAll(
        List.of("-Xmx600m", "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + home.resolve("tmp")));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Soak.class.getName()));
    words.addAll(List.of(home.toString(), MINUTES));
    ProcessBuilder process = new ProcessBuilder(words).redirectErrorStream(true);
    process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Path said = TABLE.isEmpty() ? temp.resolve("said") : Path.of(TABLE);
    int code = process.redirectOutput(said.toFile()).start().waitFor();
    List<String> lines = Files.readAllLines(said);
    assertThat(code).as(String.join("\n", lines)).isZero();
    return lines.stream()
        .filter(line -> line.startsWith("held,"))
        .map(line -> Soak.Held.of(line.substring("held,".length())))
        .toList();
  }
}
