package io.sweepstake.core.auction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Revenue oracles computed elsewhere, by closed forms, quadrature and quasi Monte Carlo. */
public final class GoldenAuctions {
  private static final JsonNode ROOT = read();

  private GoldenAuctions() {}

  /** A number by its path, such as {@code /iid_single_item/uniform01/4/myerson}. */
  public static double number(String path) {
    JsonNode node = ROOT.at(path);
    if (!node.isNumber()) {
      throw new IllegalArgumentException("golden auctions: no number at " + path);
    }
    return node.doubleValue();
  }

  private static JsonNode read() {
    try (InputStream in = GoldenAuctions.class.getResourceAsStream("/golden/auctions.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
