package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.store.TrialStoreContract;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies on HDFS: a real name node and a real data node, in this process. */
class HdfsStoreTest extends TrialStoreContract {
  // Held, or the logger and its level would be collected.
  private static final Logger CHATTER = Logger.getLogger("org.apache.hadoop");

  @TempDir static java.nio.file.Path disks;
  private static MiniDFSCluster hdfs;
  private static int studies;

  @BeforeAll
  static void start() throws IOException {
    CHATTER.setLevel(Level.OFF);
    hdfs =
        new MiniDFSCluster.Builder(new Configuration(), disks.toFile())
            .numDataNodes(1)
            .checkExitOnShutdown(false)
            .build();
  }

  @AfterAll
  static void stop() {
    hdfs.shutdown(true);
  }

  private static Path fresh() {
    return new Path(hdfs.getURI() + "/studies with spaces/study-" + studies++);
  }

  @Override
  protected TrialStore store() {
    return ParquetTrialStore.create(fresh(), new Configuration(), SPEC);
  }

  @Test
  void whatADriverLeftIsThereForTheNext() {
    Path path = fresh();
    History left;
    try (ParquetTrialStore store = ParquetTrialStore.create(path, new Configuration(), SPEC)) {
      left = ParquetTrialStoreTest.fill(store).history();
      store.checkpoints().write(new Checkpoint(4, 100), new byte[] {1, 2, 3});
      // Each commit is durable and visible when it returns, though the log's file is still open.
      ParquetTrialStoreTest.assertSame(ParquetTrialStore.view(path, new Configuration()), left);
    }
    try (ParquetTrialStore store = ParquetTrialStore.open(path, new Configuration())) {
      ParquetTrialStoreTest.assertSame(store.read().history(), left);
      assertThat(store.artifact(3, "network.zip")).contains(new byte[] {1, 2, 3});
      assertThat(store.checkpoints().read(new Checkpoint(4, 100))).contains(new byte[] {1, 2, 3});
    }
  }

  @Test
  void oneDriverWritesAtATime() {
    Path path = fresh();
    try (ParquetTrialStore first = ParquetTrialStore.create(path, new Configuration(), SPEC)) {
      assertThat(first.read().history().size()).isZero();
      assertThatThrownBy(() -> ParquetTrialStore.open(path, new Configuration()))
          .isInstanceOf(StudyLockedException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    ParquetTrialStore.open(path, new Configuration()).close();
  }

  @Test
  void aReplacedFileIsThereAtEveryMoment() throws Exception {
    StudyFolder folder = new StudyFolder(fresh().toString());
    folder.write("run.json", "0");
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int k = 1; k <= 30; k++) {
                  folder.write("run.json", Integer.toString(k));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } finally {
                done.set(true);
              }
            });
    while (!done.get()) {
      assertThat(folder.exists("run.json")).isTrue();
    }
    writer.get();
    assertThat(folder.bytes("run.json")).contains("30".getBytes());
  }
}
