package io.github.spotaware.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom, across the modules. */
@AnalyzeClasses(
    packages = "io.github.spotaware",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesArchitectureTest {
  private static final String[] WEBHOOK = {"io.github.spotaware.webhook.."};
  private static final String[] SCALER = {"io.github.spotaware.scaler.."};
  private static final String E2E = "io.github.spotaware.e2e..";

  @ArchTest
  static final ArchRule theWebhookDoesNotKnowTheScaler =
      noClasses()
          .that()
          .resideInAnyPackage(WEBHOOK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SCALER);

  @ArchTest
  static final ArchRule theScalerDoesNotKnowTheWebhook =
      noClasses()
          .that()
          .resideInAnyPackage(SCALER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WEBHOOK);

  @ArchTest
  static final ArchRule theProductDoesNotKnowItsTools =
      noClasses()
          .that()
          .resideOutsideOfPackage(E2E)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(E2E);

  @ArchTest
  static final ArchRule onlyTheAdapterAndTheShellsKnowTheKubernetesClient =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.github.spotaware.config..",
              "io.github.spotaware.selector..",
              "io.github.spotaware.workload..",
              "io.github.spotaware.schedule..",
              "io.github.spotaware.surge..",
              "io.github.spotaware.eviction..",
              "io.github.spotaware.hold..",
              "io.github.spotaware.validation..",
              "io.github.spotaware.placement..",
              "io.github.spotaware.guard..",
              "io.github.spotaware.report..",
              "io.github.spotaware.observability..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.github.spotaware.kubernetes..");
}
