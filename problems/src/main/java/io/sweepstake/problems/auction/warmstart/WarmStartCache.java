package io.sweepstake.problems.auction.warmstart;

import io.sweepstake.core.dl4j.AuctionGraph;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Networks that have learned to imitate, kept as DL4J zips in a directory of any Hadoop file
 * system.
 *
 * <p>A file appears whole or not at all: it is written under a name that starts with {@code _} and
 * renamed. Two processes that write the same name at once leave one of the two, equal, files.
 */
final class WarmStartCache {
  private final Path directory;
  private final Configuration hadoop;

  WarmStartCache(Path directory, Configuration hadoop) {
    this.directory = directory;
    this.hadoop = hadoop;
  }

  /** Where the network of this label is, or would be. */
  Path file(String label) {
    return new Path(directory, label + ".zip");
  }

  /**
   * The network kept under a label, and the notes it was kept with; or none.
   *
   * @throws IOException if the file cannot be read, or is damaged
   */
  Optional<AuctionGraph.Noted> read(String label) throws IOException {
    Path file = file(label);
    try (FSDataInputStream in = file.getFileSystem(hadoop).open(file)) {
      return Optional.of(AuctionGraph.fromBytes(in.readAllBytes()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Keeps a network under a label, in place of what was there. */
  void write(String label, AuctionGraph graph, Map<String, String> notes) throws IOException {
    Path file = file(label);
    FileSystem files = file.getFileSystem(hadoop);
    files.mkdirs(directory);
    Path draft = new Path(directory, "_" + label + "-" + UUID.randomUUID());
    byte[] bytes = graph.toBytes(notes);
    try (FSDataOutputStream out = files.create(draft, false)) {
      out.write(bytes);
    }
    files.delete(file, false);
    if (!files.rename(draft, file)) {
      files.delete(draft, false);
      if (!files.exists(file)) {
        throw new IOException("cannot rename " + draft + " to " + file);
      }
    }
  }
}
