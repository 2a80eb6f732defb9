package io.sweepstake.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.cluster.StandingCluster;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MiniClusterCommandTest {
  private static String usage(int port, String... arguments) {
    MiniClusterCommand.DirectoryOption directory = new MiniClusterCommand.DirectoryOption();
    CommandLine.populateCommand(directory, arguments);
    return MiniClusterCommand.usage(
        new StandingCluster.Running(
            URI.create("spark://127.0.0.1:" + port), URI.create("http://127.0.0.1:1/"), List.of()),
        0,
        directory);
  }

  @Test
  void whatItSaysToTypeIsAboutThisCluster() {
    assertThat(usage(7077))
        .startsWith("try it:  ./sweepstake submit --profile mini-cluster -- ")
        .endsWith("\nstop it: ./sweepstake cluster stop");
    String other = Path.of("").toAbsolutePath().resolve("my cluster").toString();
    assertThat(usage(7099, "--directory", other))
        .startsWith(
            "try it:  ./sweepstake submit --profile mini-cluster --master spark://127.0.0.1:7099"
                + " --secret-file 'my cluster/secret' -- ")
        .endsWith("\nstop it: ./sweepstake cluster stop --directory 'my cluster'");
  }
}
