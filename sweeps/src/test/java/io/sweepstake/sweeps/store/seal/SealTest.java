package io.sweepstake.sweeps.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode content() {
    ObjectNode content = JSON.createObjectNode().put("target-trials", 20).put("why", "ünder it");
    content.putObject("gain").put("value", 0.1).put("error", Double.POSITIVE_INFINITY);
    return content;
  }

  @Test
  void whatWasWrittenIsReadHoweverItIsIndented() {
    String text = SealedJson.of(content(), "run.json");
    ObjectNode read = SealedJson.read(text.getBytes(StandardCharsets.UTF_8), "run.json");
    assertThat(read.toString()).isEqualTo(content().toString());
    String flat = text.replace("\n", "").replace("  ", "");
    assertThat(SealedJson.read(flat.getBytes(StandardCharsets.UTF_8), "run.json")).isEqualTo(read);
  }

  @Test
  void filesOfVersionsBeforeAreRead() {
    byte[] text = content().toPrettyString().getBytes(StandardCharsets.UTF_8);
    assertThat(SealedJson.read(text, "run.json").path("target-trials").asInt()).isEqualTo(20);
    byte[] bytes = {1, 2, 3};
    assertThat(SealedBytes.read(bytes, "a")).isEqualTo(bytes);
  }

  /** A flip in white space or behind a digit's sign may leave the same JSON, and nothing else. */
  @Test
  void aFlippedBitIsNoticedOrChangesNothing() {
    byte[] text = SealedJson.of(content(), "run.json").getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < 8 * text.length; bit++) {
      byte[] flipped = text.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        assertThat(SealedJson.read(flipped, "run.json").toString())
            .as("bit %s", bit)
            .isEqualTo(content().toString());
      } catch (IllegalArgumentException noticed) {
        assertThat(noticed).hasMessageStartingWith("run.json: ");
      }
    }
  }

  @Test
  void bytesAreKnownInTheirOwnPlaceOnly() {
    byte[] content = "weights".getBytes(StandardCharsets.UTF_8);
    byte[] written = SealedBytes.of(content, "trial-1");
    assertThat(SealedBytes.read(written, "trial-1")).isEqualTo(content);
    assertThatThrownBy(() -> SealedBytes.read(written, "trial-2"))
        .hasMessage("trial-2: is not as it was written");
    written[3] ^= 4;
    assertThatThrownBy(() -> SealedBytes.read(written, "trial-1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SealedBytes.read(Arrays.copyOf(written, 5), "trial-1")).hasSize(5);
  }
}
