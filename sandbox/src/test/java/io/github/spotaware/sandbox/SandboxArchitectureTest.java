package io.github.spotaware.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The sandbox is a cluster: it knows nothing of what is decided about one. */
class SandboxArchitectureTest {
  private static final String SANDBOX = "io.github.spotaware.sandbox..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.spotaware");

  /** Of the project it needs the model, and the words for selectors and owners. */
  @Test
  void knowsTheModelAndNoRule() {
    noClasses()
        .that()
        .resideInAPackage(SANDBOX)
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are the project's, but neither the model nor selectors and owners",
                type ->
                    type.getPackageName().startsWith("io.github.spotaware")
                        && !type.getPackageName().startsWith("io.github.spotaware.sandbox")
                        && !type.getPackageName()
                            .startsWith("io.github.spotaware.simulation.cluster")
                        && !type.getPackageName()
                            .startsWith("io.github.spotaware.simulation.kernel")
                        && !type.getPackageName().equals("io.github.spotaware.selector")
                        && !type.getName().equals("io.github.spotaware.workload.OwnerReference")))
        .check(CLASSES);
  }

  /** The model is reached on its own thread, by few. */
  @Test
  void httpDoesNotReachTheModel() {
    noClasses()
        .that()
        .resideInAPackage("io.github.spotaware.sandbox.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.github.spotaware.simulation..")
        .check(CLASSES);
  }

  @Test
  void onlyHttpKnowsTheServer() {
    noClasses()
        .that()
        .resideInAPackage(SANDBOX)
        .and()
        .resideOutsideOfPackage("io.github.spotaware.sandbox.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..")
        .check(CLASSES);
  }
}
