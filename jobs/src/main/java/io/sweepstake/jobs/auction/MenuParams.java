package io.sweepstake.jobs.auction;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import java.util.List;

/**
 * The hyper-parameters of a menu's training, with presets that in seconds come within 0.2 % of the
 * known optima of one bidder and two items, and within 0.4 % of those of three and four.
 */
final class MenuParams {
  static final String MENU_SIZE = "menu_size";
  static final String CHOICE = "choice";
  static final String SHARPNESS_START = "sharpness_start";
  static final String SHARPNESS_END = "sharpness_end";
  static final String SOFT = "soft";
  static final String STE = "ste";

  private MenuParams() {}

  static List<AuctionParam> all() {
    return List.of(
        new AuctionParam(IntParam.log(MENU_SIZE, 20, 1000), 100, true, "lotteries on the menu"),
        new AuctionParam(
            CategoricalParam.of(CHOICE, SOFT, STE),
            SOFT,
            false,
            "how the bidder chooses in training: softly, or at her best with soft gradients"),
        new AuctionParam(
            FloatParam.log(SHARPNESS_START, 50, 500),
            100.0,
            true,
            "inverse temperature of her choice at the start; far lower, only bundles survive"),
        new AuctionParam(
            FloatParam.log(SHARPNESS_END, 500, 3000),
            1000.0,
            true,
            "inverse temperature of her choice at the end"),
        new AuctionParam(
            FloatParam.log("learning_rate", 3e-3, 3e-2),
            1e-2,
            true,
            "Adam's step size at the start"),
        new AuctionParam(
            FloatParam.log("learning_rate_end", 1e-5, 5e-3),
            1e-3,
            false,
            "Adam's step size at the end of its cosine"),
        new AuctionParam(
            IntParam.log("batch", 64, 1024), 256, false, "fresh profiles per iteration"));
  }
}
