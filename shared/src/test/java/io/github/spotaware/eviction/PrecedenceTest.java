package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrecedenceTest {

  private static Workloads both() {
    return surged(pod("web-a").on("stays"), pod("web-b").on("leaves"))
        .node(Nodes.cordoned("leaves"))
        .schedule(Schedules.surged().withHeld(uidOf("web-a"), NOW).withHeld(uidOf("web-b"), NOW));
  }

  static Stream<Arguments> notYielding() {
    return Stream.of(
        argumentSet("the other is not held here", evictionOf("web-a").in(both())),
        argumentSet(
            "it is alone on a leaving node", evictionOf("web-b").in(both()).rivals("web-a")),
        argumentSet(
            "both on leaving nodes",
            evictionOf("web-a").in(both().node(Nodes.cordoned("stays"))).rivals("web-b")),
        argumentSet(
            "both on nodes that stay",
            evictionOf("web-a").in(both().node(Nodes.staying("leaves"))).rivals("web-b")),
        argumentSet(
            "the other could not be released now",
            evictionOf("web-a")
                .in(
                    both()
                        .pods(
                            pod("web-a").on("stays"),
                            pod("web-b").on("leaves").labels(Map.of("tier", "b")))
                        .budget("b", "tier=b", 0))
                .rivals("web-b")));
  }

  @ParameterizedTest
  @MethodSource("notYielding")
  void neverMakesAReleaseWait(Evictions eviction) {
    EvictionAssert.takesTicket(eviction.decide(), false);
  }

  @Test
  void aPodOnALeavingNodeGoesFirst() {
    Evictions eviction = evictionOf("web-a").in(both()).rivals("web-a", "web-b");
    assertThat(Precedence.yieldsTo(eviction.context()).orElseThrow().name()).isEqualTo("web-b");
    EvictionAssert.holds(eviction.decide(), "pod web-b, on a node that is leaving, to go first");
  }
}
