package io.sweepstake.sweeps.problem;

/**
 * The words in which people are told about a problem.
 *
 * @param trial what one trial is, such as {@code one training}
 * @param steps what the steps of a trial are called, such as {@code iterations}
 * @param solution what a trial leaves that can be judged, such as {@code network}
 * @param judging what judging does to it, such as {@code attacking}
 * @param judged how the best are judged, such as {@code under the strong attack}
 * @param kind heading of the column that names solutions and references, such as {@code auction}
 * @param references what the references are, such as {@code the classical auctions}
 * @param bestReference heading of the column of the best reference's value
 * @param bound heading of the column of the best value possible
 * @param caution a sentence that every report says; blank for none
 */
public record Words(
    String trial,
    String steps,
    String solution,
    String judging,
    String judged,
    String kind,
    String references,
    String bestReference,
    String bound,
    String caution) {
  /** Words that suit any problem. */
  public static final Words PLAIN =
      new Words(
          "one training",
          "steps",
          "result",
          "judging",
          "judged anew",
          "name",
          "what is known",
          "best_known",
          "bound",
          "");

  /** The same where steps are called something else. */
  public Words counting(String other) {
    return new Words(
        trial, other, solution, judging, judged, kind, references, bestReference, bound, caution);
  }
}
