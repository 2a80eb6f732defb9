package io.sweepstake.problems;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process on whose class path is neither DL4J nor ND4J, nor what only they need. */
@Tag("spark")
class WithoutDl4jTest {
  /** As the launcher has it. */
  private static final Pattern LEAN = Pattern.compile("(?m)^lean='(.*)'$");

  @TempDir Path home;

  /** Command lines in one process, each ended by a semicolon. */
  static final class Commands {
    public static void main(String[] words) {
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      List<String> line = new ArrayList<>();
      for (String word : words) {
        if (word.equals(";")) {
          out.println("code " + Main.run(out, out, line.toArray(String[]::new)));
          line.clear();
        } else {
          line.add(word);
        }
      }
    }
  }

  @Test
  void sweepsQueriesAndReportsAndSaysWhatItCannotDo() throws Exception {
    String study = home.resolve("study").toString();
    String words =
        "sweep --setting additive-1x2-uniform --family rochetnet --iterations 40 --trials 1"
            + " --finalists 0 --study "
            + study
            + " ; query "
            + study
            + " SELECT\u00a0count(*)\u00a0FROM\u00a0trials --format csv ; export "
            + study
            + " --to "
            + home.resolve("graph.zip")
            + " ; sweep --setting uniform --family auctionnet --iterations 40 --trials 1 --study "
            + home.resolve("imitating")
            + " ;";
    String out =
        run(Arrays.stream(words.split(" ")).map(word -> word.replace('\u00a0', ' ')).toList());

    assertThat(out.lines().filter(line -> line.startsWith("code ")))
        .as(out)
        .containsExactly("code 0", "code 0", "code 1", "code 1");
    assertThat(out).contains("report: " + study, "count(1)\n1\n").doesNotContain("\tat ");
    assertThat(out.lines().filter(line -> line.startsWith("sweepstake: ")))
        .hasSize(2)
        .allMatch(line -> line.contains("neither it nor ND4J is on the class path"));
    assertThat(home.resolve("study/report.html")).isNotEmptyFile();
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    var launcher = LEAN.matcher(Files.readString(Path.of("../sweepstake")));
    assertThat(launcher.find()).isTrue();
    Pattern left = Pattern.compile(launcher.group(1));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add") || flag.startsWith("-Djdk"))
        .forEach(line::add);
    line.addAll(List.of("-Xmx700m", "-cp"));
    line.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !left.matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator)));
    line.add(Commands.class.getName());
    line.addAll(arguments);
    Path out = home.resolve("out");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return Files.readString(out);
  }
}
