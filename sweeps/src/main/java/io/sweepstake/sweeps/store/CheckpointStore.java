package io.sweepstake.sweeps.store;

import io.sweepstake.sweeps.study.Checkpoint;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The checkpoints of trials that are under way, wait at a rung, or may be gone on from by others.
 * Unlike a trial's artifacts they are deleted as soon as nobody needs them.
 *
 * @throws StudyException from every method, when the store cannot be read or written
 */
public interface CheckpointStore {
  /** Keeps nothing: what was at a rung begins again when it is taken up. */
  CheckpointStore NONE =
      new CheckpointStore() {
        @Override
        public void write(Checkpoint name, byte[] content) {}

        @Override
        public Optional<byte[]> read(Checkpoint name) {
          return Optional.empty();
        }

        @Override
        public Set<Checkpoint> names() {
          return Set.of();
        }

        @Override
        public void delete(Checkpoint name) {}
      };

  /** Makes a checkpoint durable, in place of one of that name if there is one. */
  void write(Checkpoint name, byte[] content);

  /**
   * A checkpoint, if there is one of that name; without a byte if it is not as it was written,
   * which no training goes on from.
   */
  Optional<byte[]> read(Checkpoint name);

  /** All there are. */
  Set<Checkpoint> names();

  /** Deletes a checkpoint if it is there. */
  void delete(Checkpoint name);

  /** Checkpoints that last as long as the process. */
  static CheckpointStore inMemory() {
    Map<Checkpoint, byte[]> contents = new ConcurrentHashMap<>();
    return new CheckpointStore() {
      @Override
      public void write(Checkpoint name, byte[] content) {
        contents.put(name, content.clone());
      }

      @Override
      public Optional<byte[]> read(Checkpoint name) {
        return Optional.ofNullable(contents.get(name)).map(byte[]::clone);
      }

      @Override
      public Set<Checkpoint> names() {
        return new HashSet<>(contents.keySet());
      }

      @Override
      public void delete(Checkpoint name) {
        contents.remove(name);
      }
    };
  }
}
