package io.sweepstake.notebooks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom where notebooks are run. */
@AnalyzeClasses(
    packages = "io.sweepstake.notebooks",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule onlyTheKernelSpeaksWithJupyter =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.notebooks.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.dflib..");

  @ArchTest
  static final ArchRule onlyCommandsKnowTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.notebooks.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "io.sweepstake.jobs.cli..");

  /** What auctions are is for notebooks to ask, not for what runs them. */
  @ArchTest
  static final ArchRule noLogicIsHere =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sweepstake.core..", "io.sweepstake.problems..");
}
