package io.github.spotaware.workload;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.ReplicaSets.replicaSet;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.testing.Workloads;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OwnershipTest {

  static Stream<Arguments> chains() {
    return Stream.of(
        argumentSet("by the chain", workload(pod("web-a")), Ownership.OWNED),
        argumentSet(
            "by the chain, of an old ReplicaSet",
            workload(pod("web-a").of("web-0"))
                .replicaSets(replicaSet("web-1", 1), replicaSet("web-0", 0)),
            Ownership.OWNED),
        argumentSet("no controller", workload(pod("web-a").orphan()), Ownership.NOT_OWNED),
        argumentSet(
            "another kind of controller, even of the same UID",
            workload(pod("web-a").controller(new OwnerReference("Job", "web-1", "uid-web-1"))),
            Ownership.NOT_OWNED),
        argumentSet(
            "a ReplicaSet of another Deployment",
            workload(pod("web-a")).replicaSets(replicaSet("web-1", 1).ofDeployment("uid-before")),
            Ownership.NOT_OWNED),
        argumentSet(
            "the Deployment is gone", workload(pod("web-a")).noDeployment(), Ownership.NOT_OWNED),
        argumentSet(
            "a ReplicaSet that is not to be seen",
            workload(pod("web-a").of("web-9")),
            Ownership.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void of(Workloads workload, Ownership ownership) {
    WorkloadSnapshot snapshot = workload.build();
    assertThat(Ownership.of(snapshot.pods().getFirst(), snapshot)).isEqualTo(ownership);
    assertThat(snapshot.ownedPods()).hasSize(ownership == Ownership.OWNED ? 1 : 0);
  }
}
