package io.sweepstake.core;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom inside the core, and whom the core may know. */
@AnalyzeClasses(
    packages = "io.sweepstake",
    importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.OnlyThisModule.class})
class HouseRulesTest {
  static final class OnlyThisModule implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return location.contains("/core/");
    }
  }

  @ArchTest
  static final ArchRule theCoreKnowsNobodyElse =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "org.apache.parquet..",
              "io.jenetics..",
              "io.sweepstake.sweeps..",
              "io.sweepstake.jobs..",
              "io.sweepstake.problems..");

  @ArchTest
  static final ArchRule beyondTheJdkThereAreOnlyDl4jAndOpenClInTheirOwnPackages =
      classes()
          .that()
          .resideOutsideOfPackages(
              "io.sweepstake.core.dl4j..", "io.sweepstake.core.engine.opencl..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "jdk.incubator.vector..", "io.sweepstake.core..", "");

  @ArchTest
  static final ArchRule onlyTheBorderUsesNd4j =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.core.dl4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "io.sweepstake.core.dl4j..");

  @ArchTest
  static final ArchRule onlyItsEngineUsesOpenCl =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.core.engine.opencl..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jocl..");

  @ArchTest
  static final ArchRule onlyTheKernelsUseTheVectorApi =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sweepstake.core.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator.vector..");

  /** The compiler may refuse to inline such a method, and then boxes each vector: decision 1. */
  @ArchTest
  static final ArchRule noMethodOfOursTakesOrReturnsAVector =
      noMethods()
          .should()
          .haveRawReturnType(assignableTo("jdk.incubator.vector.Vector"))
          .orShould()
          .haveRawParameterTypes(anyElementThat(assignableTo("jdk.incubator.vector.Vector")));

  @ArchTest
  static final ArchRule roomsDoNotKnowEachOtherInCircles =
      slices().matching("io.sweepstake.core.(*)..").should().beFreeOfCycles();

  /** Programs, and what runs them on tiles, serve networks of any system. */
  @ArchTest
  static final ArchRule programsKnowNoValuations =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.sweepstake.core.program..",
              "io.sweepstake.core.kernel..",
              "io.sweepstake.core.tile..",
              "io.sweepstake.core.pass..",
              "io.sweepstake.core.quadratic..",
              "io.sweepstake.core.descent..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sweepstake.core.valuation..",
              "io.sweepstake.core.setting..",
              "io.sweepstake.core.mechanism..",
              "io.sweepstake.core.network..",
              "io.sweepstake.core.auction..",
              "io.sweepstake.core.bidding..",
              "io.sweepstake.core.repeated..");

  /** What rules earn from bidders is exact arithmetic over tables, whoever made the rule. */
  @ArchTest
  static final ArchRule repeatedGamesKnowNoNetworks =
      noClasses()
          .that()
          .resideInAPackage("io.sweepstake.core.repeated..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sweepstake.core.payment..",
              "io.sweepstake.core.network..",
              "io.sweepstake.core.engine..",
              "io.sweepstake.core.training..",
              "io.sweepstake.core.pass..");

  /** Kidney exchanges are no auctions; of those, their networks borrow the form of a file alone. */
  @ArchTest
  static final ArchRule exchangesKnowNoAuctions =
      noClasses()
          .that()
          .resideInAnyPackage("io.sweepstake.core.exchange..", "io.sweepstake.core.matchnet..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sweepstake.core.valuation..",
              "io.sweepstake.core.setting..",
              "io.sweepstake.core.mechanism..",
              "io.sweepstake.core.auction..",
              "io.sweepstake.core.engine..");

  @ArchTest
  static final ArchRule packagesAreNounsOfTheField =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..impl..", "..service..", "..manager..")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Manager");
}
