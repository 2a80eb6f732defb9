/** Functions whose least values are known. */
package io.sweepstake.benchmarks.search.function;
