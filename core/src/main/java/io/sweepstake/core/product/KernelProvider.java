package io.sweepstake.core.product;

/** Makes a {@link Kernel}. */
public interface KernelProvider extends PartProvider<Kernel> {}
