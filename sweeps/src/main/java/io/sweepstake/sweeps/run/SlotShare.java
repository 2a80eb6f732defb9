package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Shares the slots of one pool of workers fairly between sweeps that run at the same time.
 *
 * <p>A free slot goes to the sweep with the fewest packs running; among equals to the one that has
 * had least of the workers' time. A sweep that has nothing to send leaves its share to the others,
 * and is owed nothing for it afterwards. Thread-safe.
 *
 * <p>Spark's own FAIR scheduling is not enough where there are fewer slots than sweeps: it compares
 * running tasks alone, and of pools that run none it always takes the first by name.
 */
public final class SlotShare {
  private final int slots;
  private final LongSupplier nanoTime;
  private final List<Member> members = new ArrayList<>();
  private int running;

  /**
   * @param slots how many packs run at a time, at least 1
   */
  public SlotShare(int slots) {
    this(slots, System::nanoTime);
  }

  SlotShare(int slots, LongSupplier nanoTime) {
    if (slots < 1) {
      throw new IllegalArgumentException("slots: must be at least 1, was " + slots);
    }
    this.slots = slots;
    this.nanoTime = nanoTime;
  }

  /** A sweep's executor, which sends to these workers when it is the sweep's turn. */
  public synchronized TrialExecutor member(TrialExecutor workers) {
    Member member = new Member(workers);
    members.add(member);
    return member;
  }

  /** A pack that waits for its turn. */
  private record Waiting(Pack pack, CompletableFuture<List<Trial>> rows, Member member) {}

  private final class Member implements TrialExecutor {
    private final TrialExecutor workers;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int packs;
    private long nanos; // of what has ended, and the negative sum of when what runs began

    Member(TrialExecutor workers) {
      this.workers = workers;
    }

    @Override
    public CompletionStage<List<Trial>> submit(Pack pack) {
      CompletableFuture<List<Trial>> rows = new CompletableFuture<>();
      synchronized (SlotShare.this) {
        if (queue.isEmpty() && packs == 0) {
          long now = nanoTime.getAsLong();
          nanos = Math.max(nanos, leastOfTheBusy(now).orElse(nanos));
        }
        queue.add(new Waiting(pack, rows, this));
      }
      sendAll();
      return rows;
    }

    /** Workers' time had so far. */
    private long had(long now) {
      return nanos + packs * now;
    }

    @Override
    public int slots() {
      return slots;
    }

    @Override
    public Packing packing() {
      return workers.packing();
    }

    /** Gives up what runs and what waits, and leaves the share to the others. */
    @Override
    public void close() {
      synchronized (SlotShare.this) {
        queue.clear();
        if (members.remove(this)) {
          running -= packs; // Workers that are closed may never answer.
        }
      }
      workers.close();
      sendAll();
    }
  }

  private Optional<Long> leastOfTheBusy(long now) {
    return members.stream()
        .filter(member -> member.packs > 0 || !member.queue.isEmpty())
        .map(member -> member.had(now))
        .min(Comparator.naturalOrder());
  }

  private void sendAll() {
    for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
      send(next.get());
    }
  }

  private synchronized Optional<Waiting> next() {
    if (running == slots) {
      return Optional.empty();
    }
    long now = nanoTime.getAsLong();
    Optional<Member> turn =
        members.stream()
            .filter(member -> !member.queue.isEmpty())
            .min(
                Comparator.comparingInt((Member member) -> member.packs)
                    .thenComparingLong(member -> member.had(now)));
    turn.ifPresent(
        member -> {
          running++;
          member.packs++;
          member.nanos -= now;
        });
    return turn.map(member -> member.queue.remove());
  }

  private void send(Waiting waiting) {
    CompletionStage<List<Trial>> sent;
    try {
      sent = waiting.member().workers.submit(waiting.pack());
    } catch (RuntimeException | Error refused) {
      // This may be the thread of another sweep's answer, which tells nobody what it throws: the
      // slot would stay taken, and all sweeps would wait for it.
      sent = CompletableFuture.failedFuture(refused);
    }
    var unused =
        sent.whenComplete(
            (rows, thrown) -> {
              ended(waiting.member());
              if (thrown == null) {
                waiting.rows().complete(rows);
              } else {
                waiting
                    .rows()
                    .completeExceptionally(
                        thrown instanceof CompletionException && thrown.getCause() != null
                            ? thrown.getCause()
                            : thrown);
              }
              sendAll();
            });
  }

  private synchronized void ended(Member member) {
    if (!members.contains(member)) {
      return;
    }
    running--;
    member.packs--;
    member.nanos += nanoTime.getAsLong();
  }
}
