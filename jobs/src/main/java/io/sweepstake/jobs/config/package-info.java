/** What a person asks for, as flags or as YAML, read into records that cannot be wrong. */
package io.sweepstake.jobs.config;
