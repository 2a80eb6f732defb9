/**
 * Mechanism families: what turns weights into an auction.
 *
 * <p>One that is a network writes a {@link io.sweepstake.core.program.NetworkProgram}, which an
 * engine runs; a family knows no engine and an engine knows no family.
 */
package io.sweepstake.core.network;
