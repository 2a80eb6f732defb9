package io.sweepstake.jobs.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that a command leaves, as they were or as they are to be, whenever it is killed: written as
 * {@code _NAME} beside, and renamed. What is no regular file, such as {@code /dev/stdout}, and a
 * file in a folder that takes no others, is written where it is.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Writes a text in UTF-8, in place of a file that may be there. */
  public static void write(Path file, String content) throws IOException {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file, in place of one that may be there; a link goes on to name it. */
  public static void write(Path file, byte[] content) throws IOException {
    Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    boolean special = Files.exists(place) && !Files.isRegularFile(place);
    if (special || Files.exists(place) && !Files.isWritable(place.getParent())) {
      Files.write(place, content);
      return;
    }
    if (!Files.isDirectory(place.getParent())) {
      throw new NoSuchFileException(file.toString());
    }
    Path draft = place.resolveSibling("_" + place.getFileName());
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(draft);
      throw failed;
    }
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Writes a text in UTF-8 as a new file.
   *
   * @throws FileAlreadyExistsException if there is one
   */
  public static void create(Path file, String content) throws IOException {
    create(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a new file.
   *
   * @throws FileAlreadyExistsException if there is one
   */
  public static void create(Path file, byte[] content) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    write(file, content);
  }
}
