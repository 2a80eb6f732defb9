/** Random numbers as functions of a seed, a name and an index. */
package io.sweepstake.core.random;
