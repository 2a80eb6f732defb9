package io.sweepstake.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in this module. */
@AnalyzeClasses(
    packages = "io.sweepstake.jobs",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule onlyTheSparkRoomKnowsSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.jobs.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.jobs.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  @ArchTest
  static final ArchRule nobodyKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.jobs.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sweepstake.jobs.cli..");

  @ArchTest
  static final ArchRule nobodyKnowsWhatIsSwept =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sweepstake.core..",
              "io.sweepstake.problems..",
              "org.nd4j..",
              "org.deeplearning4j..");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("io.sweepstake.jobs.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noRoomForLeftovers =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..service..");
}
