package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of {@code docs/plugins.md}, compiled from the page as it stands. */
class PluginPageTest {
  private static final ClassLoader OWN = PluginPageTest.class.getClassLoader();

  @TempDir static Path home;
  private static Path jar;

  @BeforeAll
  static void compile() throws IOException {
    String page = Files.readString(Path.of("../docs/plugins.md"));
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d"));
    Path classes = Files.createDirectories(home.resolve("classes"));
    arguments.add(classes.toString());
    Matcher sources = Pattern.compile("(?s)```java\n(.*?)```").matcher(page);
    while (sources.find()) {
      Matcher name = Pattern.compile("public final class (\\w+)").matcher(sources.group(1));
      assertThat(name.find()).isTrue();
      Path file = home.resolve(name.group(1) + ".java");
      arguments.add(Files.writeString(file, sources.group(1)).toString());
    }
    assertThat(arguments).hasSize(5 + 4);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).isZero();
    Matcher list = Pattern.compile("(?s)```services\n(.*?)```").matcher(page);
    assertThat(list.find()).isTrue();
    jar = home.resolve("museum.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.list(classes.resolve("museum"))) {
      for (Path each : files.toList()) {
        out.putNextEntry(new JarEntry("museum/" + each.getFileName()));
        Files.copy(each, out);
      }
      for (String line : list.group(1).lines().toList()) {
        assertThat(page).contains("echo " + line.split(": ")[1] + " > classes/META-INF/services/");
        out.putNextEntry(new JarEntry("META-INF/services/" + line.split(": ")[0]));
        out.write(line.split(": ")[1].getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @AfterEach
  void forget() {
    Thread.currentThread().setContextClassLoader(OWN);
    System.clearProperty("spark.jars");
    System.clearProperty("spark.sweepstake.plugins");
  }

  @Test
  void whatItBringsIsKnown() {
    assertThat(Run.of("settings").out()).doesNotContain("museum");
    assertThat(Run.of("settings", "--plugin", jar).out())
        .contains("one visitor, two tickets, values that hang together");
    Run params = Run.of("params", "--plugin", jar, "--setting", "museum", "--family", "shallownet");
    assertThat(params.out()).as(params.err()).contains("learning_rate");
    Run kernel =
        Run.of(
            "params",
            "--plugin",
            jar,
            "--setting",
            "screening-1x2(modest(2),squares(0.1)):uniform(0,1)");
    assertThat(kernel.code()).as(kernel.err()).isZero();
    assertThat(Run.of("params", "--plugin", jar, "--narrowness", 3).out()).contains("rate");
    forget();
    assertThat(Run.of("params", "--setting", "museum").err())
        .contains("setting: there is no \"museum\"");
  }

  @Test
  void aJarThatIsWrongIsALine() throws IOException {
    Path text = Files.writeString(home.resolve("text.jar"), "no jar");
    assertThat(Run.of("settings", "--plugin", text).err())
        .isEqualTo("sweepstake: --plugin: must be a jar, was " + text + "\n");
    Path slip = home.resolve("slip.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(slip))) {
      out.putNextEntry(new JarEntry("META-INF/services/io.sweepstake.sweeps.problem.ProblemKind"));
      out.write("museum.Bowlz".getBytes(StandardCharsets.UTF_8));
    }
    Run run = Run.of("settings", "--plugin", slip);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("sweepstake: META-INF/services of a jar: ")
        .contains("museum.Bowlz not found")
        .hasLineCount(1);
    Path idle = home.resolve("idle.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(idle))) {
      out.putNextEntry(new JarEntry("notes.txt"));
    }
    assertThat(Run.of("settings", "--log=json", "--plugin", idle).err())
        .startsWith("{")
        .contains("--plugin: must bring a service, but there is no META-INF/services/ in " + idle);
  }

  @Test
  void whatAJarThrowsIsSaidToBeItsOwn() throws IOException {
    String throwing = "throw new IllegalStateException(\"no tickets\");";
    Run late = Run.of("settings", "--plugin", provider("Late", "", throwing));
    assertThat(late.err())
        .isEqualTo(
            "sweepstake: sour.Late, which a jar of --plugin brought: IllegalStateException:"
                + " no tickets\n");
    forget();
    Run early = Run.of("settings", "--plugin", provider("Early", throwing, "return null;"));
    assertThat(early.err())
        .contains("sour.Early could not be instantiated", "no tickets")
        .hasLineCount(1);
    forget();
    Run silent = Run.of("settings", "--plugin", provider("Silent", "", "return null;"));
    assertThat(silent.err())
        .isEqualTo("sweepstake: setting of sour.Silent: must say its description, was null\n");
  }

  /** A jar with a setting that is called sour. */
  private static Path provider(String name, String begins, String describes) throws IOException {
    String source =
        "package sour; public final class %1$s"
            + " implements io.sweepstake.core.setting.SettingProvider { public %1$s() { %2$s }"
            + " public String name() { return \"sour\"; } public String description() { %3$s }"
            + " public io.sweepstake.core.setting.Setting of(java.util.OptionalInt bidders) {"
            + " return null; } }";
    Path file = home.resolve(name + ".java");
    Files.writeString(file, source.formatted(name, begins, describes));
    Path classes = Files.createDirectories(home.resolve("sour"));
    String path = System.getProperty("java.class.path");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", path, "-d", "" + classes, "" + file);
    assertThat(code).isZero();
    Path made = home.resolve(name + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(made))) {
      out.putNextEntry(new JarEntry("sour/" + name + ".class"));
      Files.copy(classes.resolve("sour/" + name + ".class"), out);
      out.putNextEntry(
          new JarEntry("META-INF/services/io.sweepstake.core.setting.SettingProvider"));
      out.write(("sour." + name).getBytes(StandardCharsets.UTF_8));
    }
    return made;
  }

  @Test
  @Tag("spark")
  void itsFamilyIsSweptInItsSettingAndTheRowsSayByWhichJar() throws Exception {
    Path study = home.resolve("study");
    Process sweep =
        start(
            "sweep",
            "--setting",
            "museum",
            "--family",
            "shallownet",
            "--trials",
            "1",
            "--iterations",
            "50",
            "--param",
            "profiles=256",
            "--finalists",
            "0",
            "--study",
            study.toString());
    assertThat(sweep.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(sweep.exitValue()).as(Files.readString(home.resolve("err"))).isZero();
    try {
      assertThat(Run.of("best", study, "--plugin", jar).out()).contains("regret");
      Trial trial = StudyView.of(study.toString()).history().trial(0);
      assertThat(trial.state().metrics().asMap().toString()).contains("revenue");
      assertThat(trial.provenance().attributes().get("plugins"))
          .matches("museum\\.jar sha256:[0-9a-f]{64}");
    } finally {
      forget();
    }
    for (String command : List.of("report", "replay")) {
      assertThat(Run.of(command, study).err())
          .matches(
              "sweepstake: study museum-shallownet: setting: there is no \"museum\"; its trials ran with"
                  + " --plugin museum\\.jar \\(sha256:[0-9a-f]{12}…\\), which must be given here"
                  + " too\n");
    }
  }

  /** A program of its own: Spark sends a jar when it starts. */
  private static Process start(String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add") || flag.startsWith("-Djdk"))
        .forEach(line::add);
    line.addAll(List.of("-Xmx1g", "-cp"));
    line.add(System.getProperty("java.class.path"));
    line.addAll(List.of(Main.class.getName(), "--plugin", jar.toString()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line)
        .redirectOutput(home.resolve("out").toFile())
        .redirectError(home.resolve("err").toFile())
        .start();
  }
}
