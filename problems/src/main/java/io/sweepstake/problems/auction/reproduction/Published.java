package io.sweepstake.problems.auction.reproduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the literature reports for a setting, as it reports it.
 *
 * @param revenue of RegretNet (Dütting et al., ICML 2019)
 * @param regret their estimate is below this: mean over bidders, found by gradient ascent
 * @param others what other mechanisms are reported to earn there
 */
record Published(double revenue, double regret, List<Claim> others) {
  /**
   * A revenue that somebody reports.
   *
   * @param mechanism by the name it has there
   */
  record Claim(String mechanism, double revenue) {
    private static final String FIRST = "Dütting et al., ICML 2019";

    /** Where it is reported. */
    String source() {
      return switch (mechanism) {
        case "EquivariantNet" -> "Rahme et al., AAAI 2021";
        case "RegretFormer" -> "Ivanov et al., NeurIPS 2022";
        default -> FIRST;
      };
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %.3f", mechanism, revenue);
    }

    private static Claim parse(String text) {
      String[] words = text.split(" ");
      return new Claim(words[0], Double.parseDouble(words[1]));
    }
  }

  private static final Map<String, Published> FIGURES =
      Map.ofEntries(
          Map.entry("additive-1x2-uniform", of(0.554, 1e-3, "RochetNet 0.550")),
          Map.entry("additive-1x2-uniform-416-47", of(9.734, 1e-3, "RochetNet 9.779")),
          Map.entry("additive-1x2-uniform-triangle", of(0.392, 1e-3, "RochetNet 0.388")),
          Map.entry("unit-1x2-uniform", of(0.384, 1e-3, "RochetNet 0.384")),
          Map.entry("unit-1x2-uniform-23", of(2.137, 1e-3, "RochetNet 2.137")),
          Map.entry(
              "additive-2x2-uniform",
              of(
                  0.878,
                  1e-3,
                  "VVCA 0.860",
                  "AMA_bsym 0.862",
                  "EquivariantNet 0.884",
                  "RegretFormer 0.908")),
          Map.entry(
              "combinatorial-2x2-uniform-12-public",
              of(2.871, 1e-3, "VVCA 2.741", "AMA_bsym 2.765")),
          Map.entry(
              "combinatorial-2x2-uniform-12-15-public",
              of(4.270, 1e-3, "VVCA 4.209", "AMA_bsym 3.748")),
          Map.entry(
              "additive-2x3-uniform",
              of(1.291, 1e-3, "EquivariantNet 1.410", "RegretFormer 1.416")),
          Map.entry("additive-1x10-uniform", of(3.461, 3e-3)),
          Map.entry(
              "additive-3x10-uniform",
              of(5.541, 2e-3, "EquivariantNet 6.060", "RegretFormer 6.121")),
          Map.entry("additive-5x10-uniform", of(6.778, 5e-3)));

  Published {
    others = List.copyOf(others);
  }

  private static Published of(double revenue, double regret, String... others) {
    return new Published(revenue, regret, Arrays.stream(others).map(Claim::parse).toList());
  }

  /** All of them, RegretNet's first. */
  List<Claim> claims() {
    List<Claim> claims = new ArrayList<>(List.of(new Claim("RegretNet", revenue)));
    claims.addAll(others);
    return claims;
  }

  /** Empty for settings that the paper does not have. */
  static Optional<Published> of(String setting) {
    return Optional.ofNullable(FIGURES.get(setting));
  }
}
