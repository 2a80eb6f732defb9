package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.config.AuctionStudy;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.transfer.CsvTrials;
import io.sweepstake.sweeps.transfer.ForeignTrial;
import io.sweepstake.sweeps.transfer.Transfer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Trials taken over from other studies, and what is said about it.
 *
 * @param auction the study that gets them
 * @param directory where it is
 */
record Import(AuctionStudy auction, String directory) {
  /**
   * Reads the trials of a source.
   *
   * @param source a study's directory or a CSV file, on any Hadoop file system
   * @throws IllegalArgumentException if it is neither, or a study of other trainings
   */
  List<ForeignTrial> trials(String source) throws IOException {
    Path path = new Path(source);
    Configuration hadoop = new Configuration();
    FileSystem files = path.getFileSystem(hadoop);
    if (!files.exists(path)) {
      throw new FileNotFoundException(source + ": no such study or file");
    }
    String origin = origin(path);
    if (files.getFileStatus(path).isFile()) {
      try (FSDataInputStream in = files.open(path)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return CsvTrials.read(text, origin, auction.spec().objective());
      }
    }
    History history = ParquetTrialStore.view(path, hadoop);
    AuctionStudy other = AuctionStudy.of(history.spec());
    try {
      auction.checkComparable(other);
    } catch (IllegalArgumentException different) {
      throw new IllegalArgumentException(source + ": " + different.getMessage(), different);
    }
    return ForeignTrial.of(origin, history, other.presets());
  }

  private static String origin(Path path) throws IOException {
    return path.getFileSystem(new Configuration()).makeQualified(path).toUri().getPath();
  }

  /** Reads the trials of some sources, by source. */
  Map<String, List<ForeignTrial>> all(List<String> sources) throws IOException {
    Map<String, List<ForeignTrial>> all = new LinkedHashMap<>();
    for (String source : sources) {
      all.put(source, trials(source));
    }
    return all;
  }

  /**
   * Takes the trials over into a study.
   *
   * @return what there is to tell about it, a line each
   */
  List<String> into(Study study, String source, List<ForeignTrial> trials) throws IOException {
    Map<String, String> fixed = new LinkedHashMap<>();
    auction.presets().forEach((name, value) -> fixed.put(name, String.valueOf(value)));
    Transfer.Result result =
        study.imported(trials, new Transfer(fixed, Optional.of(origin(new Path(directory)))));
    int count = result.imported().size();
    String imported = "imported " + count + (count == 1 ? " trial" : " trials") + " from " + source;
    List<String> lines = new ArrayList<>();
    lines.add(imported);
    result.reasons().forEach(reason -> lines.add("  left out " + reason));
    return lines;
  }
}
