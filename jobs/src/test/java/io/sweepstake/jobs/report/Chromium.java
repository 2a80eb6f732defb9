package io.sweepstake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** A browser without a window, where there is one; {@code .ci/chromium} installs it. */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private final Path program;
  private final Path folder;

  /** What a page has come to, and what the console was told meanwhile. */
  record Seen(String dom, String console) {}

  private Chromium(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** The browser; skips the test that asks where there is none. */
  static Chromium orSkip(Path folder) {
    Optional<Path> found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(part -> NAMES.stream().map(name -> Path.of(part, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "no Chromium on the PATH: .ci/chromium installs it");
    return new Chromium(found.orElseThrow(), folder);
  }

  /** A page after its scripts have run. */
  Seen open(Path page, int width, int height) throws IOException, InterruptedException {
    Path console = folder.resolve("console.txt");
    Path dom = folder.resolve("dom.txt");
    run(page, width, height, List.of("--dump-dom", "--enable-logging=stderr"), dom, console);
    return new Seen(Files.readString(dom), Files.readString(console));
  }

  /** A picture of a page, as people see it. */
  BufferedImage picture(Path page, int width, int height, String... flags)
      throws IOException, InterruptedException {
    Path picture = folder.resolve("picture.png");
    List<String> all = new ArrayList<>(List.of("--screenshot=" + picture, "--hide-scrollbars"));
    all.addAll(List.of(flags));
    run(page, width, height, all, folder.resolve("out.txt"), folder.resolve("err.txt"));
    return ImageIO.read(picture.toFile());
  }

  private void run(Path page, int width, int height, List<String> flags, Path out, Path err)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + "," + height,
                "--virtual-time-budget=20000"));
    line.addAll(flags);
    line.add(page.toUri().toString());
    Process browser =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    boolean ended = browser.waitFor(3, TimeUnit.MINUTES);
    browser.destroyForcibly();
    assertThat(ended).as("chromium ends within three minutes").isTrue();
  }
}
