package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSecretTest {
  @TempDir Path directory;

  @Test
  void aFileKeepsItForItsOwnerAlone() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "an earlier one, open to all");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    ClusterSecret secret = ClusterSecret.random();
    secret.write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(ClusterSecret.in(file).environment()).isEqualTo(secret.environment());
    assertThat(directory.toFile().list()).containsExactly("secret");
  }

  @Test
  void itIsAnotherEachTimeAndNeverShown() {
    ClusterSecret secret = ClusterSecret.random();
    String text = secret.environment().get("_SPARK_AUTH_SECRET");
    assertThat(text).matches("[0-9a-f]{64}");
    assertThat(secret.toString()).doesNotContain(text);
    assertThat(ClusterSecret.settings().toString()).doesNotContain(text);
    assertThat(ClusterSecret.random().environment()).isNotEqualTo(secret.environment());
  }

  @Test
  void aFileThatKeepsNoSecretIsRefused() throws IOException {
    Path file = directory.resolve("secret");
    assertThatThrownBy(() -> ClusterSecret.in(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("secret-file: must be there while its cluster runs, is missing: " + file);
    Files.writeString(file, "known to all");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> ClusterSecret.in(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be its owner's alone (chmod 600), was rw-r-----");
    Files.writeString(file, " \n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThatThrownBy(() -> ClusterSecret.in(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must hold a secret, was empty");
  }
}
