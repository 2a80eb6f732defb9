package io.sweepstake.core.engine.opencl;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs tests where there is an OpenCL device, and skips them elsewhere; where {@code
 * SWEEPSTAKE_REQUIRE_OPENCL=1} they run, and fail.
 */
public final class OnDevice implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if ("1".equals(System.getenv("SWEEPSTAKE_REQUIRE_OPENCL"))) {
      return ConditionEvaluationResult.enabled("a device is demanded");
    }
    try {
      device();
      return ConditionEvaluationResult.enabled("there is a device");
    } catch (OpenClException none) {
      return ConditionEvaluationResult.disabled(none.getMessage());
    }
  }

  static OpenClDevice device() {
    return OpenClDevices.device(0);
  }
}
