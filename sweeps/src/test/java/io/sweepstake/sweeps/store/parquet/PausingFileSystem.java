package io.sweepstake.sweeps.store.parquet;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A file system whose process is stopped once, before its n-th call or in the middle of it when it
 * is a write; something else happens, and the process goes on as if no time had passed, or with the
 * call failed.
 */
final class PausingFileSystem extends FilterFileSystem {
  /** What happens at a call. */
  interface Event {
    /**
     * @throws IOException to have the call fail
     */
    void happen() throws IOException;
  }

  private int callsLeft = -1;
  private Event meanwhile;
  private int calls;

  PausingFileSystem(FileSystem files) {
    super(files);
  }

  void pauseAfter(int calls, Event thing) {
    callsLeft = calls;
    meanwhile = thing;
  }

  /** Without a pause from here on. */
  void goOn() {
    callsLeft = -1;
  }

  /** Whether the process is still to be stopped. */
  boolean armed() {
    return callsLeft >= 0;
  }

  int calls() {
    return calls;
  }

  private void call() throws IOException {
    calls++;
    if (callsLeft >= 0 && callsLeft-- == 0) {
      meanwhile.happen();
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
    call();
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
        int first = length / 2;
        file.write(bytes, from, first);
        // Once from one sync to the next: Parquet writes every column by itself.
        if (synced) {
          synced = false;
          file.hflush();
          call();
        }
        file.write(bytes, from + first, length - first);
      }

      @Override
      public void hsync() throws IOException {
        call();
        synced = true;
        // The process is stopped, not the machine: no need to wait for the disk.
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
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    call();
    return fs.open(path, bufferSize);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    call();
    return fs.getFileStatus(path);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    call();
    return fs.listStatus(path);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    call();
    return fs.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    call();
    return fs.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    call();
    return fs.mkdirs(path);
  }
}
