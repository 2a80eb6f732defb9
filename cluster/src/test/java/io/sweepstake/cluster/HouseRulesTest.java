package io.sweepstake.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may know whom in this module: it starts programs, and knows none of what they do. Of the
 * program it knows how files are read and where a command is added.
 */
@AnalyzeClasses(
    packages = "io.sweepstake.cluster",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule launchingNeedsNoAlgorithm =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.apache.spark.launcher..",
              "com.fasterxml.jackson..",
              "picocli..",
              "io.sweepstake.jobs.config..",
              "io.sweepstake.jobs.cli..",
              "io.sweepstake.cluster..");

  @ArchTest
  static final ArchRule onlyCommandsKnowTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.cluster.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "io.sweepstake.jobs.cli..");

  @ArchTest
  static final ArchRule clustersKnowNoProfiles =
      noClasses()
          .that()
          .resideInAPackage("io.sweepstake.cluster")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sweepstake.cluster.profile..", "io.sweepstake.cluster.cli..");
}
