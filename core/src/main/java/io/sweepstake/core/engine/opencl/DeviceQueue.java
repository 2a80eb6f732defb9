package io.sweepstake.core.engine.opencl;

import static org.jocl.CL.CL_INVALID_BUFFER_SIZE;
import static org.jocl.CL.CL_MEM_OBJECT_ALLOCATION_FAILURE;
import static org.jocl.CL.CL_MEM_READ_WRITE;
import static org.jocl.CL.CL_OUT_OF_HOST_MEMORY;
import static org.jocl.CL.CL_OUT_OF_RESOURCES;
import static org.jocl.CL.CL_PROFILING_COMMAND_END;
import static org.jocl.CL.CL_PROFILING_COMMAND_START;
import static org.jocl.CL.CL_QUEUE_PROFILING_ENABLE;
import static org.jocl.CL.clCreateBuffer;
import static org.jocl.CL.clCreateCommandQueue;
import static org.jocl.CL.clCreateKernel;
import static org.jocl.CL.clEnqueueFillBuffer;
import static org.jocl.CL.clEnqueueNDRangeKernel;
import static org.jocl.CL.clEnqueueReadBuffer;
import static org.jocl.CL.clEnqueueWriteBuffer;
import static org.jocl.CL.clGetEventProfilingInfo;
import static org.jocl.CL.clReleaseCommandQueue;
import static org.jocl.CL.clReleaseEvent;
import static org.jocl.CL.clReleaseKernel;
import static org.jocl.CL.clReleaseMemObject;
import static org.jocl.CL.clSetKernelArg;

import io.sweepstake.core.engine.MemoryException;
import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;

/**
 * Work for a device, done in the order in which it is given, and the memory that it is done in. For
 * one thread; what nobody closes is released when it is collected.
 */
final class DeviceQueue implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Whether it is asked how long kernels ran: what benchmarks want to know. */
  private static final boolean TIMED = Boolean.getBoolean("sweepstake.opencl.timed");

  private static final LongAdder KERNEL_NANOS = new LongAdder();

  private final OpenClDevice device;
  private final cl_command_queue queue;
  private final Held held = new Held();
  private final Cleaner.Cleanable release;
  private final List<Long> sizes = new ArrayList<>(); // bytes of each piece of memory
  private final List<cl_event> launches = new ArrayList<>(); // not yet timed
  private long bytes;

  @SuppressWarnings("deprecation") // Its successor is of OpenCL 2.0.
  DeviceQueue(OpenClDevice device) {
    this.device = device;
    try {
      long properties = TIMED ? CL_QUEUE_PROFILING_ENABLE : 0;
      queue = clCreateCommandQueue(device.context(), device.id(), properties, null);
    } catch (CLException e) {
      throw lost(e);
    }
    held.releases.push(() -> clReleaseCommandQueue(queue));
    release = CLEANER.register(this, held);
  }

  OpenClDevice device() {
    return device;
  }

  /** Bytes of each piece of memory, in the order in which they were asked for. */
  List<Long> sizes() {
    return sizes;
  }

  /** Floats on the device, all 0. */
  cl_mem floats(long count) {
    cl_mem memory = memory(count);
    try {
      clEnqueueFillBuffer(
          queue,
          memory,
          Pointer.to(new float[1]),
          Sizeof.cl_float,
          0,
          Math.max(1, count) * Sizeof.cl_float,
          0,
          null,
          null);
    } catch (CLException e) {
      throw isMemory(e) ? tooLittle(count * Sizeof.cl_float, e) : lost(e);
    }
    return memory;
  }

  /** Ints on the device. */
  cl_mem ints(int... values) {
    cl_mem memory = memory(values.length);
    write(memory, values);
    return memory;
  }

  private cl_mem memory(long count) {
    long size = Math.max(1, count) * Sizeof.cl_float;
    OpenClDescription description = device.description();
    // Kernels count in ints.
    if (count > Integer.MAX_VALUE
        || size > description.largest()
        || bytes + size > device.memory()) {
      throw tooLittle(size, null);
    }
    try {
      cl_mem memory = clCreateBuffer(device.context(), CL_MEM_READ_WRITE, size, null, null);
      bytes += size;
      sizes.add(size);
      held.releases.push(() -> clReleaseMemObject(memory));
      return memory;
    } catch (CLException e) {
      throw isMemory(e) ? tooLittle(size, e) : lost(e);
    }
  }

  private MemoryException tooLittle(long size, CLException cause) {
    return new MemoryException(
        "%s: %d MB more than the %d MB in use do not fit into its %d MB: a smaller network or batch may"
            .formatted(
                device.description().place(), (size >> 20) + 1, bytes >> 20, device.memory() >> 20),
        cause);
  }

  private OpenClException lost(CLException e) {
    return new OpenClException(
        "%s: has failed: %s".formatted(device.description().place(), e.getMessage()), e);
  }

  private static boolean isMemory(CLException e) {
    return e.getStatus() == CL_MEM_OBJECT_ALLOCATION_FAILURE
        || e.getStatus() == CL_OUT_OF_RESOURCES
        || e.getStatus() == CL_OUT_OF_HOST_MEMORY
        || e.getStatus() == CL_INVALID_BUFFER_SIZE;
  }

  void write(cl_mem memory, float[] values) {
    write(memory, 0, Pointer.to(values), values.length);
  }

  void write(cl_mem memory, long at, float[] values) {
    write(memory, at, Pointer.to(values), values.length);
  }

  void write(cl_mem memory, int[] values) {
    write(memory, 0, Pointer.to(values), values.length);
  }

  private void write(cl_mem memory, long at, Pointer values, int count) {
    long size = (long) count * Sizeof.cl_float;
    try {
      clEnqueueWriteBuffer(queue, memory, true, at * Sizeof.cl_float, size, values, 0, null, null);
    } catch (CLException e) {
      throw isMemory(e) ? tooLittle(size, e) : lost(e);
    }
  }

  /** Waits for all that was given, and reads. */
  void read(cl_mem memory, float[] values) {
    read(memory, 0, values);
  }

  void read(cl_mem memory, long at, float[] values) {
    try {
      clEnqueueReadBuffer(
          queue,
          memory,
          true,
          at * Sizeof.cl_float,
          (long) values.length * Sizeof.cl_float,
          Pointer.to(values),
          0,
          null,
          null);
      launches.forEach(DeviceQueue::time);
      launches.clear();
    } catch (CLException e) {
      throw lost(e);
    }
  }

  /** Seconds that kernels of this process ran for, all queues together; 0 where none are timed. */
  static double kernelSeconds() {
    return KERNEL_NANOS.sum() / 1e9;
  }

  /** Of one that has ended. */
  private static void time(cl_event launch) {
    long[] began = new long[1];
    long[] ended = new long[1];
    clGetEventProfilingInfo(
        launch, CL_PROFILING_COMMAND_START, Sizeof.cl_ulong, Pointer.to(began), null);
    clGetEventProfilingInfo(
        launch, CL_PROFILING_COMMAND_END, Sizeof.cl_ulong, Pointer.to(ended), null);
    KERNEL_NANOS.add(ended[0] - began[0]);
    clReleaseEvent(launch);
  }

  /** A kernel of a source, to be launched in this queue. */
  Kernel kernel(String source, String name, int threads) {
    cl_program program = device.program(source);
    try {
      cl_kernel kernel = clCreateKernel(program, name, null);
      held.releases.push(() -> clReleaseKernel(kernel));
      return new Kernel(kernel, threads);
    } catch (CLException e) {
      throw lost(e);
    }
  }

  @Override
  public void close() {
    release.clean();
  }

  /** Runs in this queue, in its turn. */
  final class Kernel {
    private final cl_kernel kernel;
    private final long[] threads;

    private Kernel(cl_kernel kernel, int threads) {
      this.kernel = kernel;
      this.threads = new long[] {threads};
    }

    /**
     * @param groups of work-items; where there are none nothing is done
     * @param arguments memory, whole numbers and floats, as the kernel has them
     */
    void launch(long groups, Object... arguments) {
      if (groups == 0) {
        return;
      }
      try {
        for (int k = 0; k < arguments.length; k++) {
          set(k, arguments[k]);
        }
        cl_event launch = TIMED ? new cl_event() : null;
        clEnqueueNDRangeKernel(
            queue, kernel, 1, null, new long[] {groups * threads[0]}, threads, 0, null, launch);
        if (TIMED) {
          launches.add(launch);
        }
      } catch (CLException e) {
        throw lost(e);
      }
    }

    private void set(int k, Object argument) {
      if (argument instanceof cl_mem) {
        clSetKernelArg(kernel, k, Sizeof.cl_mem, Pointer.to((cl_mem) argument));
      } else if (argument instanceof Integer) {
        clSetKernelArg(kernel, k, Sizeof.cl_int, Pointer.to(new int[] {(Integer) argument}));
      } else {
        throw new IllegalArgumentException("argument " + k + ": of a kind no kernel has");
      }
    }
  }

  /** What is to be released, last things first; knows nothing of the queue. */
  private static final class Held implements Runnable {
    private final Deque<Runnable> releases = new ArrayDeque<>();

    @Override
    public void run() {
      while (!releases.isEmpty()) {
        releases.pop().run();
      }
    }
  }
}
