package io.sweepstake.problems;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom among the problems. */
@AnalyzeClasses(
    packages = "io.sweepstake.problems",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule onlyImitationRunsOnSparkByItself =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.problems.auction.warmstart..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule onlyTheCommandsKnowTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.problems.*.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "io.sweepstake.jobs.cli..");

  @ArchTest
  static final ArchRule nobodyKnowsTheCommands =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.problems.*.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sweepstake.problems.*.cli..");

  @ArchTest
  static final ArchRule onlyExplanationsUseMathematicsFromOutside =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.problems.auction.explanation")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.math3..");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("io.sweepstake.problems.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule exchangesAndAuctionsDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("io.sweepstake.problems.exchange..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sweepstake.problems.auction..", "io.sweepstake.core.valuation..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sweepstake.core.setting..", "io.sweepstake.core.auction..");

  @ArchTest
  static final ArchRule noRoomForLeftovers =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..service..");
}
