package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.authenticate.secret=hush",
        "spark.hadoop.fs.s3a.secret.key=hush",
        "spark.hadoop.fs.s3a.access.key=hush",
        "spark.hadoop.fs.s3a.session.token=hush=and=more",
        "spark.executorEnv.AWS_SECRET_ACCESS_KEY=hush",
        "spark.executorEnv.AWS_ACCESS_KEY_ID=hush",
        "spark.kubernetes.driverEnv.DB_PASSWD=hush",
        "spark.ssl.keyStorePassword=hush hush",
        "spark.hadoop.fs.azure.account.key.mine.blob.core.windows.net=hush",
        "spark.hadoop.fs.azure.sas.container.mine=hush",
        "--driver-java-options=-Ddb.password=hush -Dx=1",
        "spark.driver.extraJavaOptions=-Xmx1g -Dmy.token=hush -Dmy.password='hush hush'",
        "spark.executor.extraJavaOptions=-Dmy.token=hush",
        "spark.jars=https://host/a.jar?sv=1&sig=hush,https://me:hush@host/b.jar",
        "--study=s3a://AKIA:hush@bucket/first",
        "https://host/x?api_key=hush",
        "spark.x=https://user:hush@or@host/",
      })
  void secretsAreNotShown(String word) {
    assertThat(Redaction.of(List.of(word)))
        .singleElement()
        .asString()
        .doesNotContain("hush")
        .contains(Redaction.HIDDEN);
  }

  @Test
  void whatIsNoSecretIsShown() {
    List<String> words =
        List.of(
            "--master",
            "spark://host:7077",
            "k8s://https://host:6443",
            "spark.authenticate=true",
            "spark.executor.memory=1g",
            "spark.kubernetes.container.image=registry:5000/sweepstake:latest",
            "--study=hdfs://host:8020/studies/a@b",
            "spark.driver.extraJavaOptions=--add-modules=jdk.incubator.vector",
            "params_tokens");
    assertThat(Redaction.of(words)).isEqualTo(words);
  }
}
