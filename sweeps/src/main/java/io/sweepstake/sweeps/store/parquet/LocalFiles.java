package io.sweepstake.sweeps.store.parquet;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system, without checksum side files, which other programs do not rename along and
 * which delay what is synced.
 *
 * <p>Hadoop takes a failed write to a local disk, such as one without space, for a fault of the
 * machine and throws an {@link FSError}; here it is an {@link IOException} as on any file system.
 *
 * <p>Hadoop looks whether a file is there before it makes one that must not be; here the operating
 * system does both at once, so that of several processes one succeeds.
 *
 * <p>Without native libraries Hadoop starts a {@code chmod} process for every file it makes; here
 * files have the permissions that the process's umask gives.
 */
final class LocalFiles extends RawLocalFileSystem {
  LocalFiles(Configuration conf) throws IOException {
    initialize(URI.create("file:///"), conf);
  }

  @Override
  public void setPermission(Path path, FsPermission permission) {}

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (!overwrite) {
      createNew(path);
    }
    return super.create(path, true, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return create(path, overwrite, bufferSize, replication, blockSize, progress);
  }

  /** In one step, over a file that is there; Hadoop copies where that fails, in many. */
  @Override
  public boolean rename(Path from, Path to) throws IOException {
    try {
      Files.move(
          pathToFile(from).toPath(), pathToFile(to).toPath(), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private void createNew(Path path) throws IOException {
    java.nio.file.Path file = pathToFile(path).toPath();
    try {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    } catch (java.nio.file.FileAlreadyExistsException there) {
      throw new FileAlreadyExistsException(file + " exists already");
    }
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path path, boolean append, FsPermission permission) throws IOException {
    return new Output(super.createOutputStreamWithMode(path, append, permission));
  }

  /** A file being written. */
  private static final class Output extends FilterOutputStream
      implements Syncable, StreamCapabilities {
    Output(OutputStream file) {
      super(file);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (FSError failed) {
        throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed);
      }
    }

    @Override
    public void hflush() throws IOException {
      ((Syncable) out).hflush();
    }

    @Override
    public void hsync() throws IOException {
      ((Syncable) out).hsync();
    }

    @Override
    public boolean hasCapability(String capability) {
      return ((StreamCapabilities) out).hasCapability(capability);
    }
  }
}
