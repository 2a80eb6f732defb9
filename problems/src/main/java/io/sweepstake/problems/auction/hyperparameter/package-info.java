/**
 * How families are trained in a setting: hyper-parameters with presets and ranges, and the plans
 * that values of them make.
 */
package io.sweepstake.problems.auction.hyperparameter;
