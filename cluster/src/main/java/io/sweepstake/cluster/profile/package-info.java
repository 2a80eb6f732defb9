/** What a cluster looks like to a submission: its manager, the sizes asked for, GPUs. */
package io.sweepstake.cluster.profile;
