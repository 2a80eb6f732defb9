package io.sweepstake.problems.auction.warmstart;

import io.sweepstake.core.dl4j.AuctionGraph;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Networks that have learned to imitate, kept as DL4J zips in a directory of any Hadoop file
 * system. Two processes that write the same name at once leave one of the two, equal, files.
 */
final class WarmStartCache {
  private final StudyFolder folder;

  WarmStartCache(Path directory, Configuration hadoop) {
    folder = new StudyFolder(directory, hadoop);
  }

  /** Where the network of this label is, or would be. */
  Path file(String label) {
    return folder.path(name(label));
  }

  private static String name(String label) {
    return label + ".zip";
  }

  /**
   * The network kept under a label, and the notes it was kept with; or none.
   *
   * @throws IOException if the file cannot be read, or is damaged
   */
  Optional<AuctionGraph.Noted> read(String label) throws IOException {
    Optional<byte[]> kept = folder.bytes(name(label));
    return kept.isPresent() ? Optional.of(AuctionGraph.fromBytes(kept.get())) : Optional.empty();
  }

  /** Keeps a network under a label, in place of what was there. */
  void write(String label, AuctionGraph graph, Map<String, String> notes) throws IOException {
    folder.write(name(label), graph.toBytes(notes));
  }
}
