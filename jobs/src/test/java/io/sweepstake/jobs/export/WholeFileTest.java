package io.sweepstake.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void whatWasThereIsReplacedAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("a.html"), "before");
    Object before = Files.getAttribute(file, "unix:ino");
    WholeFile.write(file, "after");
    assertThat(file).hasContent("after");
    assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(before);
    assertThat(folder).isDirectoryNotContaining("glob:**/_*");
  }

  @Test
  void aLinkGoesOnToNameWhatItNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.html"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), file);
    WholeFile.write(link, "after");
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("after");
  }

  @Test
  void whatIsNoRegularFileStaysWhatItIs() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("nothing"), Path.of("/dev/null"));
    WholeFile.write(link, "after");
    assertThat(link.toRealPath()).isEqualTo(Path.of("/dev/null"));
    assertThat(Files.isRegularFile(link)).isFalse();
  }

  @Test
  void aNewFileReplacesNone() throws IOException {
    Path file = folder.resolve("a.journal");
    WholeFile.create(file, "first");
    assertThatThrownBy(() -> WholeFile.create(file, "second"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("first");
  }

  @Test
  void whatCannotBeWrittenLeavesNoDraft() throws IOException {
    Path full = Files.createDirectory(folder.resolve("full"));
    assertThatThrownBy(() -> WholeFile.write(folder.resolve("absent/a"), "x"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageEndingWith("absent/a");
    assertThatThrownBy(() -> WholeFile.write(full, "x")).isInstanceOf(IOException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**/_*");
  }
}
