package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.problems.auction.AuctionKind;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which mechanism family: the option of every command that trains. */
final class FamilyOption {
  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      description = "The mechanism family (default: the setting's own).")
  private String family;

  /** Whether one was asked for. */
  boolean given() {
    return family != null;
  }

  /** The family, or the setting's own. */
  MechanismFamily chosen(Setting setting) {
    return AuctionKind.family(Optional.ofNullable(family), setting);
  }
}
