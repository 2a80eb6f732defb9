package io.sweepstake.problems.auction.picture;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Illustrated;
import io.sweepstake.sweeps.figure.Illustrator;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Table;
import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The auction that the best trial found, as its bidders see it.
 *
 * @param setting of the study
 * @param artifact the name under which trials leave their networks
 */
public record AuctionIllustrator(Setting setting, String artifact) implements Illustrator {
  @Override
  public List<Section> sections(Illustrated study) throws IOException {
    Optional<byte[]> left = study.ofBest(artifact);
    if (left.isEmpty()) {
      return List.of();
    }
    NetworkFile network = NetworkFile.fromBytes(left.get());
    MechanismFamily family = MechanismFamilies.named(network.family());
    Mechanism mechanism =
        family.mechanism(
            setting,
            network.architecture(),
            network.weights(),
            NetworkMechanism.on(Loops.best().get()));
    Sight sight = new Sight(setting, mechanism);
    long seed = Seeds.derive(study.history().spec().seed(), "illustration", 0);
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    List<String> words = new ArrayList<>();
    words.add(
        "What the "
            + network.family()
            + " network of trial "
            + study.best().orElseThrow().number()
            + " does"
            + (setting.bidders() == 1 ? "." : ", as the first bidder meets it."));
    if (setting.items() == 1) {
      figures.addAll(SingleItemCurves.of(sight, seed));
    } else if (setting.demand() != Demand.COMBINATORIAL) {
      figures.addAll(OutcomeMaps.of(sight));
    }
    if (mechanism instanceof MenuAuction menu) {
      MenuPicture picture = new MenuPicture(menu, sight, seed);
      figures.addAll(picture.figures());
      tables.add(picture.table());
    }
    if (family instanceof TruthfulFamily) {
      words.add("It is truthful whatever its weights: no lie gains anything.");
    } else {
      figures.add(new Lies(sight, seed).figure());
    }
    return List.of(new Section("The auction", words, figures, tables));
  }
}
