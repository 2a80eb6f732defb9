package io.sweepstake.core.engine.opencl;

import static org.jocl.CL.CL_DEVICE_GLOBAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_LOCAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_COMPUTE_UNITS;
import static org.jocl.CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_WORK_GROUP_SIZE;
import static org.jocl.CL.CL_DEVICE_NAME;
import static org.jocl.CL.CL_DEVICE_TYPE;
import static org.jocl.CL.CL_DEVICE_TYPE_ALL;
import static org.jocl.CL.CL_DEVICE_TYPE_CPU;
import static org.jocl.CL.CL_DRIVER_VERSION;
import static org.jocl.CL.CL_PLATFORM_NAME;
import static org.jocl.CL.clGetDeviceIDs;
import static org.jocl.CL.clGetDeviceInfo;
import static org.jocl.CL.clGetPlatformIDs;
import static org.jocl.CL.clGetPlatformInfo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** The OpenCL devices of this machine. */
public final class OpenClDevices {
  private static final int PCI_BUS_INFO =
      0x410F; // cl_khr_pci_bus_info: domain, bus, device, function
  private static final int NV_PCI_BUS = 0x4008;
  private static final int NV_PCI_SLOT = 0x4009;
  private static final int NV_PCI_DOMAIN = 0x400A;

  private static final ThreadLocal<Integer> GIVEN = new ThreadLocal<>();

  private static List<OpenClDevice> found;

  private OpenClDevices() {}

  /**
   * All of them, platform by platform.
   *
   * @return none where a driver is missing
   * @throws OpenClException saying so, if not even OpenCL's loader is here
   */
  public static List<OpenClDescription> all() {
    return devices().stream().map(OpenClDevice::description).toList();
  }

  /**
   * Gives this thread a GPU: what it opens from now on without a number is there.
   *
   * @param gpu as {@code nvidia-smi} counts, or where that is missing as OpenCL does
   */
  public static void bindThread(int gpu) {
    GIVEN.set(gpu);
  }

  /**
   * The GPU that this thread was given, or the first. Processors are for tests, and never chosen.
   *
   * @throws OpenClException if there is none
   */
  static OpenClDevice gpu() {
    List<OpenClDevice> all = required();
    List<OpenClDevice> gpus = all.stream().filter(device -> !device.description().cpu()).toList();
    if (gpus.isEmpty()) {
      throw new OpenClException(
          "opencl: there is no GPU here, only "
              + all.get(0).description().name()
              + ", a processor, on which --device cpu is faster; ask for it as opencl:0");
    }
    Integer given = GIVEN.get();
    if (given == null) {
      return gpus.get(0);
    }
    List<String> sits = gpus.stream().map(device -> device.description().pci()).toList();
    int place = GivenGpu.among(sits, given, GivenGpu.known());
    if (place < 0) {
      throw new OpenClException(
          "opencl: GPU " + given + ", which this task was given, is none of its devices");
    }
    return gpus.get(place);
  }

  /**
   * The device of a number.
   *
   * @throws OpenClException listing those there are
   */
  static OpenClDevice device(int index) {
    List<OpenClDevice> all = required();
    if (index >= all.size()) {
      throw new OpenClException(
          "opencl: must be opencl:0"
              + (all.size() == 1 ? ", the only device" : " to opencl:" + (all.size() - 1))
              + ", was opencl:"
              + index
              + "; `sweepstake devices` lists them");
    }
    return all.get(index);
  }

  private static List<OpenClDevice> required() {
    List<OpenClDevice> all = devices();
    if (all.isEmpty()) {
      throw new OpenClException(
          "opencl: there is no device here: its driver has no file in /etc/OpenCL/vendors");
    }
    return all;
  }

  private static synchronized List<OpenClDevice> devices() {
    if (found == null) {
      try {
        CL.setExceptionsEnabled(true);
        found = List.copyOf(find());
      } catch (LinkageError | UnsupportedOperationException e) {
        throw new OpenClException(
            "opencl: its loader libOpenCL is not installed here (Debian's package is"
                + " ocl-icd-libopencl1)",
            e);
      }
    }
    return found;
  }

  private static List<OpenClDevice> find() {
    List<OpenClDevice> all = new ArrayList<>();
    for (cl_platform_id platform : platforms()) {
      int[] count = new int[1];
      try {
        clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, null, count);
        cl_device_id[] ids = new cl_device_id[count[0]];
        clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, ids.length, ids, null);
        for (cl_device_id id : ids) {
          all.add(new OpenClDevice(describe(all.size(), platform, id), platform, id));
        }
      } catch (CLException none) {
        continue; // a driver whose device is not here, or does not answer
      }
    }
    return all;
  }

  private static cl_platform_id[] platforms() {
    int[] count = new int[1];
    try {
      clGetPlatformIDs(0, null, count);
      cl_platform_id[] platforms = new cl_platform_id[count[0]];
      clGetPlatformIDs(platforms.length, platforms, null);
      return platforms;
    } catch (CLException none) {
      return new cl_platform_id[0];
    }
  }

  private static OpenClDescription describe(int index, cl_platform_id platform, cl_device_id id) {
    long[] size = new long[1];
    clGetPlatformInfo(platform, CL_PLATFORM_NAME, 0, null, size);
    byte[] name = new byte[(int) size[0]];
    clGetPlatformInfo(platform, CL_PLATFORM_NAME, name.length, Pointer.to(name), null);
    return new OpenClDescription(
        index,
        text(id, CL_DEVICE_NAME),
        text(name),
        text(id, CL_DRIVER_VERSION),
        (number(id, CL_DEVICE_TYPE) & CL_DEVICE_TYPE_CPU) != 0,
        number(id, CL_DEVICE_GLOBAL_MEM_SIZE),
        number(id, CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        number(id, CL_DEVICE_LOCAL_MEM_SIZE),
        (int) number(id, CL_DEVICE_MAX_WORK_GROUP_SIZE),
        (int) (number(id, CL_DEVICE_MAX_COMPUTE_UNITS) & 0xffff_ffffL),
        pci(id));
  }

  private static String pci(cl_device_id id) {
    try {
      ByteBuffer bus = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
      clGetDeviceInfo(id, PCI_BUS_INFO, 16, Pointer.to(bus.array()), null);
      return address(bus.getInt(0), bus.getInt(4), bus.getInt(8), bus.getInt(12));
    } catch (CLException notKnown) {
      try {
        int slot = (int) number(id, NV_PCI_SLOT);
        return address(
            (int) number(id, NV_PCI_DOMAIN), (int) number(id, NV_PCI_BUS), slot >> 3, slot & 7);
      } catch (CLException notKnownEither) {
        return "";
      }
    }
  }

  private static String address(int domain, int bus, int device, int function) {
    return "%04x:%02x:%02x.%x".formatted(domain, bus, device, function);
  }

  private static long number(cl_device_id id, int what) {
    ByteBuffer value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    clGetDeviceInfo(id, what, 8, Pointer.to(value.array()), null);
    return value.getLong(0);
  }

  private static String text(cl_device_id id, int what) {
    long[] size = new long[1];
    clGetDeviceInfo(id, what, 0, null, size);
    byte[] value = new byte[(int) size[0]];
    clGetDeviceInfo(id, what, value.length, Pointer.to(value), null);
    return text(value);
  }

  private static String text(byte[] ended) {
    return new String(ended, 0, Math.max(0, ended.length - 1), StandardCharsets.UTF_8).strip();
  }
}
