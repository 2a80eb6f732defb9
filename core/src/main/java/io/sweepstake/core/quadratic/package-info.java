/**
 * Strictly concave quadratic programs whose solutions are differentiated: as the last step of a
 * network, an optimisation that no outcome can violate.
 */
package io.sweepstake.core.quadratic;
