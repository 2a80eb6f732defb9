package io.sweepstake.sweeps;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(
    packages = "io.sweepstake.sweeps",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule KNOWS_NO_AUCTIONS_AND_NO_CLUSTER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.nd4j..",
              "org.deeplearning4j..",
              "io.sweepstake.core..",
              "io.sweepstake.jobs..",
              "io.sweepstake.problems..");

  @ArchTest
  static final ArchRule PARQUET_AND_HADOOP_STAY_IN_ONE_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.sweeps.store.parquet")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.parquet..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule JENETICS_STAYS_IN_THE_GENETIC_SAMPLER =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.sweeps.sampler.genetic")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jenetics..");

  @ArchTest
  static final ArchRule MATHEMATICS_FROM_OUTSIDE_STAYS_IN_THE_SAMPLERS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.sweepstake.sweeps.numerics", "io.sweepstake.sweeps.sampler..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.math3..");

  @ArchTest
  static final ArchRule THE_DOOR_KNOWS_NO_ROOM =
      noClasses()
          .that()
          .resideInAPackage("io.sweepstake.sweeps.sampler")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sweepstake.sweeps.sampler.*..");

  @ArchTest
  static final ArchRule NUMERICS_KNOW_NO_STUDY =
      noClasses()
          .that()
          .resideInAPackage("io.sweepstake.sweeps.numerics")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sweepstake.sweeps.sampler..", "io.sweepstake.sweeps.space..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.sweepstake.sweeps.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_ROOM_FOR_ODDS_AND_ENDS =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..impl..", "..service..", "..manager..");
}
