package io.sweepstake.sweeps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Three sweeps on two slots, with a clock that the test turns. */
class SlotShareTest {
  private static final Pack NOTHING = new Pack(List.of(), Rung.END);
  private static final Packing PACKING = new Packing(3, Set.of("width"));

  private final List<String> started = new ArrayList<>();
  private final Map<String, CompletableFuture<List<Trial>>> running = new HashMap<>();
  private long now;
  private final SlotShare share = new SlotShare(2, () -> now);

  @Test
  void aFreeSlotGoesToWhoHasHadLeastOfTheWorkersTime() {
    TrialExecutor a = member("a");
    TrialExecutor b = member("b");
    TrialExecutor c = member("c");
    for (TrialExecutor each : List.of(a, b, c)) {
      send(each);
      send(each);
    }
    assertThat(started).containsExactly("a", "a");
    end("a", 10); // a has had 20 of the workers' time, of which 10 still run
    assertThat(started).containsExactly("a", "a", "b");
    end("a", 1);
    assertThat(started).containsExactly("a", "a", "b", "c");
    send(a);
    end("b", 5); // b has had 6 and runs none, as a, which has had 21
    assertThat(started).containsExactly("a", "a", "b", "c", "b");
  }

  @Test
  void aSweepThatEndsGivesItsSlotsToTheOthers() {
    TrialExecutor a = member("a");
    TrialExecutor b = member("b");
    for (int k = 0; k < 3; k++) {
      send(a);
      send(b);
    }
    assertThat(started).containsExactly("a", "b");
    a.close();
    assertThat(started).containsExactly("a", "b", "b");
    // A late answer frees no second slot.
    running.get("a").completeExceptionally(new LostWorkerException("closed", null));
    assertThat(started).containsExactly("a", "b", "b");
    end("b", 1);
    assertThat(started).containsExactly("a", "b", "b", "b");
  }

  @Test
  void whoHadNothingToSendIsOwedNothing() {
    TrialExecutor a = member("a");
    TrialExecutor b = member("b");
    for (int k = 0; k < 6; k++) {
      send(a);
    }
    end("a", 100);
    end("a", 100);
    assertThat(started).containsExactly("a", "a", "a", "a");
    for (int k = 0; k < 4; k++) {
      send(b);
    }
    end("a", 10);
    assertThat(started).endsWith("a", "b");
    end("b", 10);
    end("a", 1);
    // Taking turns from here on, although a has had 400 of the workers' time before b came.
    assertThat(started.subList(5, started.size())).contains("a", "b");
  }

  @Test
  void whatAWorkerThrowsReachesItsSweepAndFreesTheSlot() {
    TrialExecutor a = share.member(new Workers("a", new IllegalStateException("no workers")));
    TrialExecutor b = member("b");
    CompletionStage<List<Trial>> refused = a.submit(NOTHING);
    send(b);
    send(b);
    assertThatThrownBy(() -> refused.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("no workers");
    assertThat(started).containsExactly("b", "b");
  }

  @Test
  void anErrorOnTheThreadOfAnothersAnswerIsToldToWhosePackItWas() {
    TrialExecutor a = share.member(new Workers("a", new NoClassDefFoundError("gone")));
    TrialExecutor b = member("b");
    send(b);
    send(b);
    CompletionStage<List<Trial>> refused = a.submit(NOTHING);
    end("b", 1);
    assertThatThrownBy(() -> refused.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    send(b);
    assertThat(started).containsExactly("b", "b", "b");
  }

  @Test
  void aMemberPacksAsItsWorkersDo() {
    assertThat(member("a").packing()).isEqualTo(PACKING);
  }

  @Test
  void thereIsAtLeastOneSlot() {
    assertThatThrownBy(() -> new SlotShare(0)).hasMessage("slots: must be at least 1, was 0");
  }

  private TrialExecutor member(String name) {
    return share.member(new Workers(name, null));
  }

  private static void send(TrialExecutor executor) {
    var unused = executor.submit(NOTHING);
  }

  private void end(String name, long later) {
    now += later;
    running.get(name).complete(List.of());
  }

  private final class Workers implements TrialExecutor {
    private final String name;
    private final Throwable refusal; // null where they take packs
    private final List<CompletableFuture<List<Trial>>> packs = new ArrayList<>();

    Workers(String name, Throwable refusal) {
      this.name = name;
      this.refusal = refusal;
    }

    @Override
    public CompletionStage<List<Trial>> submit(Pack pack) {
      if (refusal instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (refusal instanceof Error thrown) {
        throw thrown;
      }
      started.add(name);
      CompletableFuture<List<Trial>> rows = new CompletableFuture<>();
      packs.add(rows);
      running.put(name, packs.get(0));
      rows.whenComplete(
          (ended, thrown) -> {
            packs.remove(0);
            if (!packs.isEmpty()) {
              running.put(name, packs.get(0));
            }
          });
      return rows;
    }

    @Override
    public int slots() {
      return 2;
    }

    @Override
    public Packing packing() {
      return PACKING;
    }

    @Override
    public void close() {}
  }
}
