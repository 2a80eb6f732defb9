package io.sweepstake.core.product;

/** Makes a {@link Cost}. */
public interface CostProvider extends PartProvider<Cost> {}
