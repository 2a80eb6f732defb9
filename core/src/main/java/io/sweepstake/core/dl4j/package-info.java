/**
 * The border to DL4J and ND4J: learned auctions as DL4J computation graphs, and back.
 *
 * <p>Nothing outside this package and the imitation job names a DL4J type, so that everything else
 * runs where ND4J's native libraries are absent.
 */
package io.sweepstake.core.dl4j;
