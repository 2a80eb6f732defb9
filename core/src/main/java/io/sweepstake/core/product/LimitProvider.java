package io.sweepstake.core.product;

/** Makes a {@link Limit}. */
public interface LimitProvider extends PartProvider<Limit> {}
