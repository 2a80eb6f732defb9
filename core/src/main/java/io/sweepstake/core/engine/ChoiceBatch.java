package io.sweepstake.core.engine;

/**
 * Choices of one shape, side by side on a device. Each is what it would be alone, bit for bit. For
 * one thread.
 */
public interface ChoiceBatch extends AutoCloseable {
  /**
   * Chooses for some members.
   *
   * @param tasks {@code [member]}, of which those of {@code members} are read and written
   * @param members which, in ascending order
   */
  void choose(ChoiceTask[] tasks, int[] members);

  @Override
  void close();
}
