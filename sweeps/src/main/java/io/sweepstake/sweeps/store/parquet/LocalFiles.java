package io.sweepstake.sweeps.store.parquet;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local file system, without checksum side files, which other programs do not rename along and
 * which delay what is synced.
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
}
