/**
 * The main job as a library: a study's definition, its run from the first trial to the report,
 * grids of studies, and what is to be known of a study afterwards. Nothing here prints.
 */
package io.sweepstake.jobs.run;
