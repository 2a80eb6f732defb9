/**
 * Auctions as ONNX models, for whatever runs those. The format's classes are those that ND4J
 * brings; none of its arithmetic, and no native library, is needed.
 */
package io.sweepstake.core.dl4j.onnx;
