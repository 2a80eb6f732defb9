package io.sweepstake.core.example;

import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.sale.Sale;
import io.sweepstake.core.sale.Sold;
import java.nio.file.Files;
import java.nio.file.Path;

public final class HoldAuction {
  public static void main(String[] args) throws Exception {
    Sale auction = Sale.of(NetworkFile.fromBytes(Files.readAllBytes(Path.of(args[0]))));
    Sold sold = auction.hold(0.42, 0.77); // a bid for each item, bidder after bidder
    Sold drawn = auction.draw(sold, 1, 7); // of row 1, with seed 7

    System.out.println(sold.allocation(0, 0, 1) + " of item 2, pays " + sold.payment(0, 0));
    System.out.println(drawn.allocation(0, 0, 1) + " of item 2, pays " + drawn.payment(0, 0));
  }
}
