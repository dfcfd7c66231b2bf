package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionMemoryTest {
  private static final NodeSignal HERE = new NodeSignal("n", 1);
  private static final NodeSignal ELSEWHERE = new NodeSignal("m", 2);

  private final DisruptionMemory memory = new DisruptionMemory();

  private static Workloads disrupted() {
    return workload(pod("web-a").on("n")).node(Nodes.cordoned("n"));
  }

  private Disruptions look(Workloads workload, NodeSignal... signals) {
    return memory.look(workload.build(), Set.of(signals), NOW);
  }

  @Test
  void keepsTheSignalsOfTheNodesWithAPod() {
    assertThat(look(disrupted(), HERE, ELSEWHERE))
        .isEqualTo(new Disruptions(Set.of(HERE), Set.of(), 0));
    assertThat(look(disrupted().noDeployment(), HERE)).isEqualTo(Disruptions.none());
  }

  @ParameterizedTest
  @CsvSource({
    "SURGED,     1, true",
    "RELEASING,  1, true",
    "CANCELLING, 1, true",
    "RAISING,    1, false",
    "LOWERING,   1, false",
    "SURGED,     2, false",
    "CANCELLING, 3, false",
  })
  void remembersWhoseSurgeTheOwnerSetBack(Phase phase, int replicas, boolean ended) {
    look(
        disrupted()
            .deployment(Deployments.web().replicas(replicas, "kubectl"))
            .schedule(Schedules.in(phase)),
        HERE,
        ELSEWHERE);
    assertThat(look(disrupted(), HERE).ended()).isEqualTo(ended ? Set.of(HERE) : Set.of());
  }

  @Test
  void theNextSignalAndOtherDeploymentsAreNotMeant() {
    look(disrupted().schedule(Schedules.surged()), HERE);
    assertThat(look(disrupted(), new NodeSignal("n", 5)).ended()).isEmpty();
    assertThat(look(disrupted().deployment(Deployments.web().uid("uid-new")), HERE).ended())
        .isEmpty();
  }

  @Test
  void theSameIsNewsOncePerDisruption() {
    WorkloadSnapshot snapshot = disrupted().build();
    List<Report> reports =
        List.of(
            Report.about(snapshot.deployment().orElseThrow(), Reason.NOT_SURGEABLE, "for a cause"));
    Disruptions first = memory.look(snapshot, Set.of(HERE), NOW);
    assertThat(memory.news(snapshot, first, reports)).isEqualTo(reports);
    assertThat(memory.news(snapshot, first, reports)).isEmpty();
    Disruptions second = memory.look(snapshot, Set.of(new NodeSignal("n", 5)), NOW);
    assertThat(memory.news(snapshot, second, reports)).isEqualTo(reports);
  }
}
