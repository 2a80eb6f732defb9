package io.sweepstake.sweeps.study;

import java.io.Serializable;

/**
 * The name of a checkpoint: whose it is, and how far it had come.
 *
 * @param trial its number
 * @param step at least 1
 */
public record Checkpoint(int trial, long step) implements Serializable {}
