package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.report.Reason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutOfScopeTest {

  @ParameterizedTest
  @CsvSource({
    "ALL,       '',   shop,         true",
    "ALL,       '',   kube-system,  false",
    "ALL,       '',   spot-scaling, false",
    "WHITELIST, shop, shop,         true",
    "WHITELIST, shop, other,        false",
    "BLACKLIST, shop, shop,         false",
    "BLACKLIST, shop, other,        true",
  })
  void fromMemoryByNamespace(NamespaceMode mode, String target, String namespace, boolean read) {
    Configuration configuration =
        Configuration.defaults().toBuilder()
            .namespaceMode(mode)
            .targetNamespaces(target.isEmpty() ? Set.of() : Set.of(target))
            .build();
    assertThat(OutOfScope.fromMemory(namespace, Set.of(namespace), configuration).isEmpty())
        .isEqualTo(read);
  }

  @Test
  void fromMemoryWithoutALabelledDeployment() {
    assertThat(OutOfScope.fromMemory("shop", Set.of("other"), Configuration.defaults()))
        .hasValueSatisfying(decision -> EvictionAssert.allows(decision, Reason.OUT_OF_SCOPE));
  }

  @Test
  void aHoldEndsWhenTheScopeIsLost() {
    EvictionAssert.allows(
        evictionOf("web-a")
            .in(workload(pod("web-a")))
            .configured(c -> c.namespaceMode(NamespaceMode.WHITELIST))
            .decide(),
        Reason.OUT_OF_SCOPE);
  }
}
