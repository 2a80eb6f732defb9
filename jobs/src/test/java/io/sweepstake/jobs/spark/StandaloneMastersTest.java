package io.sweepstake.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.rpc.RpcEnv;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real masters, in this process. */
@Tag("spark")
class StandaloneMastersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static SparkConf conf() {
    return new SparkConf(false).set("spark.ui.enabled", "false");
  }

  private static SparkConf withSecret(String secret) {
    SparkConf conf = conf().set("spark.authenticate", "true");
    StandaloneMasters.takeSecret(conf, secret);
    return conf;
  }

  @Test
  void oneThatHasASecretLetsInWhoHasIt() {
    RpcEnv master = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, withSecret("open"))._1();
    String url = master.address().toSparkURL();
    try {
      assertThatCode(() -> StandaloneMasters.knock(url, withSecret("open"), PATIENCE))
          .doesNotThrowAnyException();
      // The first of several need not be there.
      String several = "spark://127.0.0.1:1," + url.substring("spark://".length());
      assertThatCode(() -> StandaloneMasters.knock(several, withSecret("open"), PATIENCE))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> StandaloneMasters.knock(url, conf(), PATIENCE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              url
                  + ": must be told the cluster's secret, was told none; submit --secret-file names"
                  + " the file that holds it");
      assertThatThrownBy(() -> StandaloneMasters.knock(url, withSecret("sesame"), PATIENCE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be told the cluster's secret, was told another");
    } finally {
      master.shutdown();
      master.awaitTermination();
    }
    assertThatThrownBy(() -> StandaloneMasters.knock(url, withSecret("open"), Duration.ZERO))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(url + ": no master answered in 0 s; is it running?");
  }

  @Test
  void oneWithoutASecretLetsEverybodyIn() {
    RpcEnv master = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf())._1();
    try {
      assertThatCode(() -> StandaloneMasters.knock(master.address().toSparkURL(), conf(), PATIENCE))
          .doesNotThrowAnyException();
    } finally {
      master.shutdown();
      master.awaitTermination();
    }
  }

  @Test
  void aSecretIsTakenOnlyWhereOneIsWanted() {
    assertThat(withSecret("open").get("spark.authenticate.secret")).isEqualTo("open");
    SparkConf none = conf();
    StandaloneMasters.takeSecret(none, "open");
    assertThat(none.contains("spark.authenticate.secret")).isFalse();
  }
}
