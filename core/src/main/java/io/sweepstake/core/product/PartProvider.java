package io.sweepstake.core.product;

import java.util.List;

/**
 * Makes parts of one kind from what a setting's name says, {@code name(1,0.5)}. Found as a service,
 * so that jars bring their own; without state, with a public constructor that takes nothing.
 *
 * @param <T> the part
 */
public interface PartProvider<T> {
  /** As settings say it: letters, digits and dashes. */
  String name();

  /** How it is said, for messages, such as {@code hinge(WORTH)}. */
  String usage();

  /**
   * The part.
   *
   * @param numbers as they were said
   * @throws IllegalArgumentException saying what is wrong with them
   */
  T of(List<Double> numbers);
}
