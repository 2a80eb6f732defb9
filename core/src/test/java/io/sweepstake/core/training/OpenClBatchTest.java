package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.opencl.OnDevice;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnDevice.class)
class OpenClBatchTest extends BatchContract {
  private static final int ITERATIONS = 300;

  @Override
  Engine engine() {
    return Engines.named("opencl:0", Device.CPU);
  }

  private static TrainingSpec spec() {
    return new TrainingSpec(
        Settings.named("additive-2x2-uniform"),
        new RegretNet(),
        new Architecture(List.of(16, 16)),
        new AugmentedLagrangian(5, 1, 2, 3, 7),
        0,
        new MisreportSearch(5, 0.1, AscentRule.ADAM, 1, 1, true, 0, 0, 0.1),
        Descent.adam(LearningRate.constant(1e-3)),
        640,
        64,
        ITERATIONS,
        7,
        new StandardisedStart(1));
  }

  private static List<TrainingMeasurement> course(Training training) throws DivergedException {
    List<TrainingMeasurement> course = new ArrayList<>();
    training.advance(ITERATIONS, 30, course::add);
    return course;
  }

  @Test
  void aTrainingTakesTheCourseThatItTakesOnTheProcessor() throws DivergedException {
    List<TrainingMeasurement> here = course(new Trainer(spec(), engine()));
    List<TrainingMeasurement> there =
        course(new Trainer(spec(), Engines.named("scalar", Device.CPU)));
    for (int k = 0; k < there.size(); k++) {
      assertThat(here.get(k).revenue()).isCloseTo(there.get(k).revenue(), within(1e-3));
      assertThat(here.get(k).regret()).isCloseTo(there.get(k).regret(), within(1e-3));
    }
  }

  @Test
  void aCheckpointMovesToTheProcessorAndBackWithEveryBit() {
    Trainer here = new Trainer(spec(), engine());
    Trainer there = new Trainer(spec(), Engines.named("scalar", Device.CPU));
    Trainer back = new Trainer(spec(), engine());
    try {
      here.advance(5, 5, TrainingListener.NONE);
    } catch (DivergedException e) {
      throw new AssertionError(e);
    }
    TrainingCheckpoint saved = here.checkpoint();
    there.restoreAcrossEngines(saved);
    back.restoreAcrossEngines(there.checkpoint());
    assertThat(back.checkpoint().toBytes()).isEqualTo(saved.toBytes());
  }
}
