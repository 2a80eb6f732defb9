package io.sweepstake.notebooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledJupyterTest {
  @TempDir Path folder;

  @Test
  void whereThereIsNoneItSaysWhatToInstall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InstalledJupyter.of(Map.of("PATH", folder.toString())))
        .withMessageContaining("pip install notebook")
        .withMessageContaining("apt install jupyter-notebook");
    assertThatIllegalArgumentException().isThrownBy(() -> InstalledJupyter.of(Map.of()));
  }

  @Test
  void itsNewerFaceComesFirst() throws IOException {
    Path older = program("jupyter-notebook", "exit 0");
    assertThat(InstalledJupyter.of(Map.of("PATH", ":" + folder)).program()).isEqualTo(older);
    Path newer = program("jupyter-lab", "exit 0");
    assertThat(InstalledJupyter.of(Map.of("PATH", "/absent:" + folder)).program()).isEqualTo(newer);
  }

  @Test
  void itIsGivenTheFolderAndTheStudyAndItsExitCodeIsOurs() throws IOException {
    Path heard = folder.resolve("heard");
    program("jupyter-lab", "echo \"$1 $SWEEPSTAKE_STUDY\" > '" + heard + "'; exit 3");
    int code =
        InstalledJupyter.of(Map.of("PATH", folder.toString()))
            .open(Path.of("/the/notebooks"), folder.resolve("x/../study"));
    assertThat(code).isEqualTo(3);
    assertThat(heard).hasContent("/the/notebooks " + folder.resolve("study"));
  }

  private Path program(String name, String lines) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + lines + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
