package io.github.spotaware.workload;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServingPodsTest {
  private static final Set<String> TAINTS = Configuration.defaults().disruptionTaints();

  private static List<String> serving(Workloads workload) {
    return ServingPods.of(workload.build(), TAINTS, NOW).stream().map(PodState::name).toList();
  }

  static Stream<Arguments> onlyTheFirst() {
    return Stream.of(
        argumentSet("not Ready", surged(pod("web-a"), pod("web-b").notReady())),
        argumentSet("terminating", surged(pod("web-a"), pod("web-b").terminating())),
        argumentSet("finished", surged(pod("web-a"), pod("web-b").terminal())),
        argumentSet("not owned", surged(pod("web-a"), pod("web-b").orphan())),
        argumentSet(
            "on a dead node", surged(pod("web-a"), pod("web-b").on("n")).node(Nodes.dead("n"))),
        argumentSet(
            "not Ready for minReadySeconds",
            surged(pod("web-a"), pod("web-b").readyFor(Duration.ofSeconds(9)))
                .deployment(Deployments.surgedWeb().minReady(Duration.ofSeconds(10)))),
        argumentSet(
            "not listed by a Service that lists a sibling",
            surged(pod("web-a"), pod("web-b"))
                .service("one", "web-a", "web-b")
                .service("two", "web-a")));
  }

  @ParameterizedTest
  @MethodSource("onlyTheFirst")
  void isNot(Workloads workload) {
    assertThat(serving(workload)).containsExactly("web-a");
  }

  @Test
  void aPodOnALeavingNodeServesButDoesNotStay() {
    Workloads workload = surged(pod("web-a"), pod("web-b").on("n")).node(Nodes.cordoned("n"));
    assertThat(serving(workload)).containsExactly("web-a", "web-b");
    assertThat(ServingPods.staying(workload.build(), TAINTS, NOW))
        .extracting(PodState::name)
        .containsExactly("web-a");
  }

  @Test
  void minReadySecondsOnTheDot() {
    assertThat(
            serving(
                surged(pod("web-a").readyFor(Duration.ofSeconds(10)))
                    .deployment(Deployments.surgedWeb().minReady(Duration.ofSeconds(10)))))
        .containsExactly("web-a");
  }
}
