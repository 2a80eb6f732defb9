package io.sweepstake.core.dl4j.onnx;

/**
 * The tensors of an outcome, of floats, in any shape with the right number for each profile.
 *
 * @param allocation bidder after bidder
 * @param payments by bidder
 */
record Decided(String allocation, String payments) {}
