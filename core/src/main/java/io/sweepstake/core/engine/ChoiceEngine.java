package io.sweepstake.core.engine;

/** What runs choices among options on a device: the loops of truthful families. */
public interface ChoiceEngine {
  /**
   * Room for the choices of so many members.
   *
   * @throws MemoryException if they do not fit
   */
  ChoiceBatch batch(ChoiceShape shape, int members);

  /** How many members of this shape fill the device, see {@link Engine#capacity}. */
  int capacity(ChoiceShape shape);
}
