package io.github.spotaware.certs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** What to do is decided apart from doing it. */
@AnalyzeClasses(
    packages = "io.github.spotaware.certs",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule onlyTheAdapterKnowsKubernetes =
      noClasses()
          .that()
          .resideInAnyPackage("..certs.pki..", "..certs.plan..", "..certs.report..", "..store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.github.spotaware.kubernetes..", "picocli..");

  @ArchTest
  static final ArchRule theCoreReadsNoFilesAndOpensNoConnections =
      noClasses()
          .that()
          .resideInAnyPackage("..certs.pki..", "..certs.plan..", "..certs.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "javax.net..");

  @ArchTest
  static final ArchRule theCoreReadsNoClock =
      noClasses()
          .that()
          .resideInAnyPackage("..certs.pki..", "..certs.plan..", "..certs.report..")
          .should()
          .callMethod(Instant.class, "now");
}
