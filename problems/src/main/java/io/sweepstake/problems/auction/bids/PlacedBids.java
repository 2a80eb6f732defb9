package io.sweepstake.problems.auction.bids;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Bids whose rows are numbered, through all files, from 1.
 *
 * @param pieces in order
 * @param rows in all
 * @param outside those of them with a bid where the auction was not made for
 * @param example one of these, with its place; empty where there are none
 */
public record PlacedBids(List<Piece> pieces, long rows, long outside, String example) {
  /**
   * A portion with its place.
   *
   * @param firstRow number of its first row
   * @param linesBefore how many lines of its file are before it
   */
  public record Piece(BidPortion portion, long firstRow, long linesBefore) implements Serializable {
    /** File and line, or row. */
    String place(long line) {
      return portion.file() + ": " + portion.unit() + " " + (linesBefore + line);
    }
  }

  public PlacedBids {
    pieces = List.copyOf(pieces);
  }

  /**
   * Puts together what was found in all portions.
   *
   * @throws IllegalArgumentException naming file, line and value of the first row that cannot be
   *     used, or if there are no rows
   */
  public static PlacedBids of(List<BidPortion> portions, List<BidsSurvey> found) {
    List<Piece> pieces = new ArrayList<>();
    long rows = 0;
    long lines = 0;
    long outside = 0;
    String example = "";
    for (int k = 0; k < portions.size(); k++) {
      BidPortion portion = portions.get(k);
      BidsSurvey survey = found.get(k);
      lines = k > 0 && portions.get(k - 1).file().equals(portion.file()) ? lines : 0;
      Piece piece = new Piece(portion, rows + 1, lines);
      survey
          .wrong()
          .ifPresent(
              note -> {
                throw new IllegalArgumentException(piece.place(note.line()) + note.text());
              });
      if (outside == 0 && survey.first().isPresent()) {
        BidsSurvey.Note note = survey.first().get();
        example = piece.place(note.line()) + ", " + note.text();
      }
      pieces.add(piece);
      rows += survey.rows();
      lines += survey.lines();
      outside += survey.outside();
    }
    if (rows == 0) {
      throw new IllegalArgumentException(
          "bids: must have a row, " + portions.get(0).file() + " has none");
    }
    return new PlacedBids(pieces, rows, outside, example);
  }
}
