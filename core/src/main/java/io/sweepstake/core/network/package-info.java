/**
 * Mechanism families as differentiable programs.
 *
 * <p>A {@link io.sweepstake.core.network.MechanismFamily} turns a setting and an architecture into
 * a {@link io.sweepstake.core.network.NetworkProgram}: a list of operations on blocks of rows, one
 * column per profile. An engine runs the program; a family knows no engine and an engine knows no
 * family.
 */
package io.sweepstake.core.network;
