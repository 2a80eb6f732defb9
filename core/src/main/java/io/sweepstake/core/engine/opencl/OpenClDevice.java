package io.sweepstake.core.engine.opencl;

import static org.jocl.CL.CL_CONTEXT_PLATFORM;
import static org.jocl.CL.CL_PROGRAM_BUILD_LOG;
import static org.jocl.CL.clBuildProgram;
import static org.jocl.CL.clCreateContext;
import static org.jocl.CL.clCreateProgramWithSource;
import static org.jocl.CL.clGetProgramBuildInfo;
import static org.jocl.CL.clReleaseProgram;

import io.sweepstake.core.program.NetworkProgram;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.jocl.cl_program;

/**
 * A device, with one context for this process and the programs that were built for it.
 *
 * <p>Safe for use by several threads.
 */
final class OpenClDevice {
  /** Options of the compiler for those who look for its mistakes. */
  private static final String OPTIONS = "sweepstake.opencl.options";

  /** The most megabytes that are taken of a device, where others need theirs; all without it. */
  private static final String MEMORY = "sweepstake.opencl.memory";

  private final OpenClDescription description;
  private final cl_platform_id platform;
  private final cl_device_id id;
  private final Map<String, cl_program> programs = new HashMap<>();
  private cl_context context;

  OpenClDevice(OpenClDescription description, cl_platform_id platform, cl_device_id id) {
    this.description = description;
    this.platform = platform;
    this.id = id;
  }

  OpenClDescription description() {
    return description;
  }

  /** Bytes that may be taken of its memory. */
  long memory() {
    long most = Math.max(1, Long.getLong(MEMORY, Long.MAX_VALUE >> 20));
    return Math.min(description.memory(), most << 20);
  }

  cl_device_id id() {
    return id;
  }

  synchronized cl_context context() {
    if (context == null) {
      cl_context_properties properties = new cl_context_properties();
      properties.addProperty(CL_CONTEXT_PLATFORM, platform);
      try {
        context = clCreateContext(properties, 1, new cl_device_id[] {id}, null, null, null);
      } catch (CLException e) {
        throw new OpenClException(description.place() + ": cannot be used: " + e.getMessage(), e);
      }
    }
    return context;
  }

  /** The program of a source, built once. */
  synchronized cl_program program(String source) {
    return programs.computeIfAbsent(source, this::build);
  }

  /**
   * The kernels of a network on this device.
   *
   * @throws IllegalArgumentException naming an operation that has no kernel
   */
  ProgramSource source(NetworkProgram network) {
    return new ProgramSource(network, description.local(), description.threads());
  }

  private cl_program build(String source) {
    cl_program program;
    try {
      program = clCreateProgramWithSource(context(), 1, new String[] {source}, null, null);
    } catch (CLException e) {
      throw new OpenClException(description.place() + ": has failed: " + e.getMessage(), e);
    }
    try {
      clBuildProgram(program, 0, null, options(), null, null);
      return program;
    } catch (CLException e) {
      String log = log(program);
      clReleaseProgram(program);
      throw new OpenClException(
          "%s: its compiler refuses the kernels: %s".formatted(description.place(), log), e);
    }
  }

  /** PoCL's optimiser computes wrong numbers of some kernels, and it is for tests: without it. */
  private String options() {
    return "-cl-std=CL1.2 "
        + System.getProperty(OPTIONS, description.isPocl() ? "-cl-opt-disable" : "");
  }

  private String log(cl_program program) {
    long[] size = new long[1];
    clGetProgramBuildInfo(program, id, CL_PROGRAM_BUILD_LOG, 0, null, size);
    byte[] log = new byte[(int) size[0]];
    clGetProgramBuildInfo(program, id, CL_PROGRAM_BUILD_LOG, log.length, Pointer.to(log), null);
    return new String(log, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("error"))
        .findFirst()
        .orElse("without a reason")
        .strip();
  }
}
