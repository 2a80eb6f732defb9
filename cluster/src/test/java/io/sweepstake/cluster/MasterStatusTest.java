package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class MasterStatusTest {
  @Test
  void countsAreReadFromTheMastersJson() throws IOException {
    assertThat(
            MasterStatus.parse(
                "{\"url\":\"spark://h:1\",\"workers\":[],\"aliveworkers\":2,\"cores\":8,"
                    + "\"coresused\":3,\"memory\":1024}"))
        .isEqualTo(new MasterStatus(2, 8, 3));
  }

  @Test
  void jsonOfSomethingElseIsRefused() {
    assertThatIOException()
        .isThrownBy(() -> MasterStatus.parse("{\"cores\":8}"))
        .withMessageContaining("has no number aliveworkers");
  }

  @Test
  void aMasterThatIsNotThereHasNoStatus() {
    assertThat(MasterStatus.of(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:1/")))
        .isEmpty();
  }
}
