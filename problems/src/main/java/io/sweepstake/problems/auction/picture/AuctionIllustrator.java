package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.figure.Illustrated;
import io.sweepstake.sweeps.figure.Illustrator;
import io.sweepstake.sweeps.figure.Section;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The auction that the best trial found, as its bidders see it.
 *
 * @param setting of the study
 * @param artifact the name under which trials leave their networks
 */
public record AuctionIllustrator(Setting setting, String artifact) implements Illustrator {
  /** Along an axis; each cell of each map is a part of the report's size. */
  private static final int CELLS = 36;

  @Override
  public List<Section> sections(Illustrated study) throws IOException {
    Optional<byte[]> left = study.ofBest(artifact);
    if (left.isEmpty()) {
      return List.of();
    }
    NetworkFile network = NetworkFile.fromBytes(left.get());
    String what =
        "the " + network.family() + " network of trial " + study.best().orElseThrow().number();
    return List.of(AuctionPictures.of(what, Subject.of(setting, network), CELLS));
  }
}
