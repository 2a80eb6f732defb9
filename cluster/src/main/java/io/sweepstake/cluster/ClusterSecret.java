package io.sweepstake.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * What the processes of a standalone cluster, and the drivers that use it, know and nobody else. It
 * travels in files and in the environment of processes, which other users cannot read, and never on
 * a command line, which everybody can.
 */
public final class ClusterSecret {
  /** Where Spark's master and workers look for it, and put it for what they start. */
  private static final String VARIABLE = "_SPARK_AUTH_SECRET";

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final int BYTES = 32;

  private final String text;

  private ClusterSecret(String text) {
    this.text = text;
  }

  /** One that nobody can guess. */
  static ClusterSecret random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new ClusterSecret(HexFormat.of().formatHex(bytes));
  }

  /**
   * That of a file.
   *
   * @throws IllegalArgumentException if there is none, others may read it, or it is empty
   */
  public static ClusterSecret in(Path file) throws IOException {
    Set<PosixFilePermission> permissions;
    String text;
    try {
      permissions = Files.getPosixFilePermissions(file);
      text = Files.readString(file).strip();
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(
          "secret-file: must be there while its cluster runs, is missing: " + file, missing);
    }
    if (!PRIVATE.containsAll(permissions)) {
      throw new IllegalArgumentException(
          "secret-file: must be its owner's alone (chmod 600), was "
              + PosixFilePermissions.toString(permissions)
              + ": "
              + file);
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("secret-file: must hold a secret, was empty: " + file);
    }
    return new ClusterSecret(text);
  }

  /** Writes it to a file, in place of an earlier one. */
  void write(Path file) throws IOException {
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "_",
            ".secret",
            PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Settings of Spark for a process that has it. */
  public static Map<String, String> settings() {
    return Map.of("spark.authenticate", "true");
  }

  /** Settings of Spark for a driver in a process that runs already, to be set within it. */
  public Map<String, String> settingsOfThisJvm() {
    return Map.of("spark.authenticate", "true", "spark.authenticate.secret", text);
  }

  /** What the environment of a process that has it has besides. */
  public Map<String, String> environment() {
    return Map.of(VARIABLE, text);
  }
}
