/**
 * Differentiable programs: operations on blocks of rows, one column per case, and the layers whose
 * weights they learn. What the rows mean is for those who write a program to say.
 */
package io.sweepstake.core.program;
