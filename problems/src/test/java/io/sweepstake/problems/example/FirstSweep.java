package io.sweepstake.problems.example;

import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.jobs.run.StudyReport;
import io.sweepstake.jobs.run.StudyRun;
import java.util.Map;

public final class FirstSweep {
  public static void main(String[] args) throws Exception {
    Map<String, Object> sweep =
        Map.of("setting", "additive-1x2-uniform", "trials", 4, "iterations", 400, "study", args[0]);
    StudyReport report = StudyRun.sweep(SweepConfig.of(sweep), RunListener.SILENT);
    report.finalists().finalists().forEach(f -> System.out.println(f.name() + " " + f.metrics()));
  }
}
