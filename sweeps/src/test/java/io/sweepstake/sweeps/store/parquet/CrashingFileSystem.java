package io.sweepstake.sweeps.store.parquet;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A file system whose process dies before its n-th change: that change, or half of it when it is a
 * write, and all later ones do not happen.
 */
final class CrashingFileSystem extends FilterFileSystem {
  /** The process is dead. */
  static final class Dead extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final boolean halfWrites;
  private int changesLeft;
  private int changes;

  CrashingFileSystem(FileSystem files, int changesLeft, boolean halfWrites) {
    super(files);
    this.changesLeft = changesLeft;
    this.halfWrites = halfWrites;
  }

  int changes() {
    return changes;
  }

  boolean dead() {
    return changesLeft < 0;
  }

  private void change() throws IOException {
    changes++;
    if (--changesLeft < 0) {
      changesLeft = -1;
      throw new Dead();
    }
  }

  @Override
  public URI getUri() {
    return fs.getUri();
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
    change();
    FSDataOutputStream file =
        fs.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(file, null) {
      private boolean synced = true;

      @Override
      public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
      }

      @Override
      public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        try {
          // One change from one sync to the next: Parquet writes every column by itself.
          if (synced) {
            change();
            synced = false;
          }
        } catch (Dead dying) {
          if (halfWrites) {
            file.write(bytes, from, length / 2);
            file.hflush();
          }
          synced = true;
          throw dying;
        }
        file.write(bytes, from, length);
      }

      @Override
      public void hsync() throws IOException {
        change();
        synced = true;
        // The process dies, not the machine: no need to wait for the disk.
        file.hflush();
      }

      @Override
      public long getPos() {
        return file.getPos();
      }

      @Override
      public boolean hasCapability(String capability) {
        return file.hasCapability(capability);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    change();
    return fs.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    change();
    return fs.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    change();
    return fs.mkdirs(path);
  }
}
