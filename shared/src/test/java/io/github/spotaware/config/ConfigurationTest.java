package io.github.spotaware.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spotaware.selector.LabelSelector;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {

  @Test
  void defaults() {
    assertThat(ConfigurationByKey.of(Configuration.defaults()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("target-namespaces", Set.of()),
                Map.entry("namespace-mode", NamespaceMode.ALL),
                Map.entry("protected-labels", LabelSelector.parse("spot-aware=enabled")),
                Map.entry("scale-up-delay", Duration.ZERO),
                Map.entry("scale-down-delay", Duration.ofSeconds(300)),
                Map.entry("check-interval", Duration.ofSeconds(30)),
                Map.entry("hold-seconds", Duration.ofSeconds(10)),
                Map.entry("max-concurrent-holds", 24),
                Map.entry("max-hold", Duration.ofSeconds(600)),
                Map.entry("unsurgeable-policy", UnsurgeablePolicy.ALLOW),
                Map.entry(
                    "disruption-taints",
                    Set.of(
                        "aws-node-termination-handler/spot-itn",
                        "aws-node-termination-handler/scheduled-maintenance",
                        "aws-node-termination-handler/asg-lifecycle-termination",
                        "aws-node-termination-handler/rebalance-recommendation",
                        "karpenter.sh/disrupted",
                        "karpenter.sh/disruption",
                        "ToBeDeletedByClusterAutoscaler",
                        "cloud.google.com/impending-node-termination",
                        "node.cloudprovider.kubernetes.io/shutdown",
                        "node.kubernetes.io/out-of-service",
                        "node.kubernetes.io/unreachable",
                        "node.kubernetes.io/not-ready")),
                Map.entry("node-selector", LabelSelector.everything()),
                Map.entry("scale-down-mode", ScaleDownMode.DELAYED),
                Map.entry("replacement-node-preference", LabelSelector.everything()),
                Map.entry("surge-guard", true),
                Map.entry("guard-deletes", false),
                Map.entry("backstop-pdb", false),
                Map.entry("dry-run", false)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALL       |     | a            | true",
        "ALL       | a   | b            | true",
        "ALL       |     | kube-system  | false",
        "ALL       |     | spot-scaling | false",
        "WHITELIST |     | a            | false",
        "WHITELIST | a,b | a            | true",
        "WHITELIST | a,b | c            | false",
        "WHITELIST | kube-system,spot-scaling | kube-system  | false",
        "WHITELIST | kube-system,spot-scaling | spot-scaling | false",
        "BLACKLIST |     | a            | true",
        "BLACKLIST | a,b | a            | false",
        "BLACKLIST | a,b | c            | true",
        "BLACKLIST | a   | kube-system  | false",
        "BLACKLIST | a   | spot-scaling | false",
      })
  void scope(NamespaceMode mode, @Nullable String targets, String namespace, boolean inScope) {
    Configuration configuration =
        with(b ->
            b.namespaceMode(mode)
                .targetNamespaces(targets == null ? Set.of() : Set.of(targets.split(",", -1))));
    assertThat(configuration.inScope(namespace)).isEqualTo(inScope);
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        bad("scale-up-delay", b -> b.scaleUpDelay(Duration.ofSeconds(-1))),
        bad("scale-up-delay", b -> b.scaleUpDelay(Duration.ofSeconds(3601))),
        bad("scale-down-delay", b -> b.scaleDownDelay(Duration.ofNanos(-1))),
        bad("scale-down-delay", b -> b.scaleDownDelay(Duration.ofDays(1).plusNanos(1))),
        bad("check-interval", b -> b.checkInterval(Duration.ZERO)),
        bad("check-interval", b -> b.checkInterval(Duration.ofSeconds(3601))),
        bad("hold-seconds", b -> b.holdTime(Duration.ZERO)),
        bad("hold-seconds", b -> b.holdTime(Duration.ofSeconds(28))),
        bad("max-hold", b -> b.maxHold(Duration.ZERO)),
        bad("max-hold", b -> b.maxHold(Duration.ofSeconds(86_401))),
        bad("max-concurrent-holds", b -> b.maxConcurrentHolds(-1)),
        bad("max-concurrent-holds", b -> b.maxConcurrentHolds(1001)),
        bad("protected-labels", b -> b.protectedLabels(LabelSelector.everything())),
        bad("disruption-taints", b -> b.disruptionTaints(Set.of())),
        bad("taint key \"-\"", b -> b.disruptionTaints(Set.of("-"))),
        bad("namespace \"A\"", b -> b.targetNamespaces(Set.of("A"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void outOfRange(String named, UnaryOperator<ConfigurationBuilder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(change))
        .withMessageContaining(named);
  }

  @Test
  void aRangeHasItsEndsInOrder() {
    assertThatIllegalArgumentException().isThrownBy(() -> new IntRange(2, 1));
  }

  private static Arguments bad(String named, UnaryOperator<ConfigurationBuilder> change) {
    return arguments(named, change);
  }

  private static Configuration with(UnaryOperator<ConfigurationBuilder> change) {
    return change.apply(Configuration.defaults().toBuilder()).build();
  }
}
