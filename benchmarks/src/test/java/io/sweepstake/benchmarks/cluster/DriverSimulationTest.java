package io.sweepstake.benchmarks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DriverSimulationTest {
  private static final DriverCosts FREE = new DriverCosts(0, 0, 0, 0, 0);

  @Test
  void aDriverThatCostsNothingKeepsEveryExecutorBusy() {
    var outcome = new DriverSimulation(FREE, 50, 2, 1).run(40, 1);
    assertThat(outcome.utilisation()).isCloseTo(1, within(0.02));
    assertThat(outcome.trialsPerSecond()).isCloseTo(25, within(0.5));
  }

  @Test
  void aSaturatedDriverTellsAsManyAsItCanHandle() {
    // 10 ms each and nothing to share: 100 a second, which 1000 executors of 2 s could quintuple.
    var outcome =
        new DriverSimulation(new DriverCosts(0.004, 0, 0, 0.006, 0), 1000, 2, 1).run(30, 1);
    assertThat(outcome.trialsPerSecond()).isCloseTo(100, within(2.0));
    assertThat(outcome.utilisation()).isCloseTo(0.2, within(0.01));
    assertThat(outcome.driverBusy()).isGreaterThan(0.99);
  }

  @Test
  void aSaturatedSchedulerDoesSoToo() {
    var outcome = new DriverSimulation(new DriverCosts(0, 0, 0, 0, 0.005), 1000, 2, 1).run(30, 1);
    assertThat(outcome.trialsPerSecond()).isCloseTo(200, within(4.0));
  }

  @Test
  void oneExecutorWaitsForEveryCost() {
    // Two commits, an ask, a launch, the scheduler: 30 ms beside 2 s.
    var outcome =
        new DriverSimulation(new DriverCosts(0.005, 0.005, 0, 0.005, 0.01), 1, 2, 1).run(2000, 1);
    assertThat(outcome.utilisation()).isCloseTo(2 / 2.03, within(0.002));
  }

  @Test
  void commitsAreShared() {
    // A commit of 20 ms would allow 25 trials a second were there two for each.
    var outcome = new DriverSimulation(new DriverCosts(0, 0.02, 0, 0, 0), 1000, 2, 1).run(30, 1);
    assertThat(outcome.trialsPerSecond()).isGreaterThan(400);
  }
}
