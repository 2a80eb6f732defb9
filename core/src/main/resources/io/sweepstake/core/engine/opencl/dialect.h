/* One source, two languages: OpenCL C 1.2 and CUDA C++. */
#ifdef __OPENCL_VERSION__
#define KERNEL(threads) __kernel __attribute__((reqd_work_group_size(threads, 1, 1))) void
#define GLOBAL __global
#define LOCAL __local
#define LOCAL_ARRAY(name, length) __local float name[length] __attribute__((aligned(16)))
#define INLINE static inline
#define RESTRICT restrict
#define GROUP_ID ((int)get_group_id(0))
#define LOCAL_ID ((int)get_local_id(0))
#ifndef BARRIER /* none, where a detector of races is to find some */
#define BARRIER barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)
#endif
#define LOAD4(p) vload4(0, p)
#define STORE4(v, p) vstore4(v, 0, p)
#define SPLAT4(x) ((float4)(x))
#define FMA4(s, x, y) fma((float4)(s), x, y)
#define EXP2(x) exp2(x)
#define FMA(a, b, c) fma(a, b, c)
#else
#define KERNEL(threads) extern "C" __global__ void __launch_bounds__(threads)
#define GLOBAL
#define LOCAL
#define LOCAL_ARRAY(name, length) __shared__ __align__(16) float name[length]
#define INLINE static __device__ __forceinline__
#define RESTRICT __restrict__
#define GROUP_ID ((int)blockIdx.x)
#define LOCAL_ID ((int)threadIdx.x)
#define BARRIER __syncthreads()
#define LOAD4(p) (*(const float4*)(p))
#define STORE4(v, p) (*(float4*)(p) = (v))
#define SPLAT4(x) make_float4(x, x, x, x)
#define EXP2(x) exp2f(x)
#define FMA(a, b, c) fmaf(a, b, c)
INLINE float4 FMA4(float s, float4 x, float4 y) {
  return make_float4(fmaf(s, x.x, y.x), fmaf(s, x.y, y.y), fmaf(s, x.z, y.z), fmaf(s, x.w, y.w));
}
#endif

/* What a sigmoid or softmax saturates at, and a gradient that is none: as on the processor. */
#define SATURATION 60.0f
#define LEAST_GRADIENT 1e-18f

INLINE float flushed(float x) { return fabs(x) < LEAST_GRADIENT ? 0.0f : x; }
