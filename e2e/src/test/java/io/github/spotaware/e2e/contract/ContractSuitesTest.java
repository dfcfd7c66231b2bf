package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No contract is forgotten where all are to be run. */
final class ContractSuitesTest {

  /** Both clusters keep what ClusterContract has; the rest is the real one's alone. */
  @Test
  void eachContractIsRun() {
    var classes = new ClassFileImporter().importPackagesOf(Contract.class);
    Set<JavaClass> contracts =
        classes.stream()
            .filter(type -> type.getSimpleName().endsWith("Contract"))
            .filter(type -> type.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(type -> type.isAssignableTo(Contract.class))
            .filter(type -> !type.isEquivalentTo(Contract.class))
            .collect(Collectors.toSet());
    Set<JavaClass> run =
        classes.stream()
            .filter(type ->
                type.getEnclosingClass()
                    .filter(suite ->
                        suite.isEquivalentTo(ClusterContract.class)
                            || suite.isEquivalentTo(RealContractE2E.class))
                    .isPresent())
            .flatMap(type -> type.getRawSuperclass().stream())
            .collect(Collectors.toSet());

    assertThat(contracts).hasSizeGreaterThan(30);
    assertThat(run).containsExactlyInAnyOrderElementsOf(contracts);
  }
}
