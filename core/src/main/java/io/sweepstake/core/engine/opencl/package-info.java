/**
 * Packs of networks on any OpenCL 1.2 device: the only room that knows of OpenCL.
 *
 * <p>{@link io.sweepstake.core.engine.opencl.ProgramSource} writes three kernels for a program;
 * what a pack does between their runs are kernels of their own. All are in one dialect that is
 * OpenCL C and CUDA C++.
 */
package io.sweepstake.core.engine.opencl;
