package io.github.spotaware.webhook.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.webhook.admission.NodeCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeGateTest {
  private static final Configuration CONFIGURATION =
      Configuration.defaults().toBuilder()
          .disruptionTaints(Set.of("karpenter.sh/disrupted", "example.com/notice"))
          .build();

  private final List<String> expected = new ArrayList<>();
  private final NodeGate gate = new NodeGate(() -> CONFIGURATION, new Metrics(), expected::add);

  private static NodeCall call(boolean cordon, Set<String> taints, boolean deleted, boolean dry) {
    return new NodeCall("u", "n", cordon, taints, deleted, dry);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        argumentSet("cordon", call(true, Set.of(), false, false), true),
        argumentSet("delete", call(false, Set.of(), true, false), true),
        argumentSet("a taint", call(false, Set.of("karpenter.sh/disrupted"), false, false), true),
        argumentSet(
            "a custom taint among others",
            call(false, Set.of("a", "example.com/notice"), false, false),
            true),
        argumentSet(
            "a taint that is not configured",
            call(false, Set.of("ToBeDeletedByClusterAutoscaler"), false, false),
            false),
        argumentSet("nothing", call(false, Set.of(), false, false), false),
        argumentSet("a dry run", call(true, Set.of(), false, true), false));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void expectsWhatMakesANodeADoomedOne(NodeCall call, boolean expects) {
    gate.asked(call);
    assertThat(expected).isEqualTo(expects ? List.of("n") : List.of());
  }
}
