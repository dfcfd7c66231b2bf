package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.workload.ServiceEndpoints;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Services and which pods they list ready. */
class EndpointsTest {
  private static final DeploymentSpec SPEC = DeploymentSpec.of("default", "web");

  private final World world = World.of(2).with(SPEC);
  private final Pod pod = world.onlyPod(WEB);

  private List<ServiceEndpoints> endpoints() {
    return world.cluster.reads().endpoints("default");
  }

  @Test
  void aServiceListsTheReadyPods() {
    world.cluster.policies().createService(WEB, "svc");
    world.seconds(2);
    assertThat(endpoints()).containsExactly(new ServiceEndpoints("svc", Set.of(pod.meta().uid())));
  }

  @Test
  void aTerminatingPodIsNotReady() {
    world.cluster.policies().createService(WEB, "svc");
    world.seconds(2);
    world.cluster.users().deletePod("default", pod.meta().name());
    world.await(() -> endpoints().getFirst().readyPods().isEmpty());
    assertThat(world.live(pod).meta().terminating()).isTrue();
  }

  @Test
  void theSliceGoesWithTheService() {
    world.cluster.policies().createService(WEB, "svc");
    world.seconds(2);
    world.cluster.policies().deleteService("default", "svc");
    world.seconds(2);
    assertThat(endpoints()).isEmpty();
  }

  @Test
  void aPodServesOnlyOnceItsServiceListsIt() {
    world.cluster.policies().createService(WEB, "svc");
    world.seconds(2);
    world.cluster.controller(Component.ENDPOINT_SLICE_CONTROLLER).sleep(60 * VirtualTime.SECOND);
    world.cluster.users().scale(WEB, 2, "kubectl");
    world.seconds(30);
    assertThat(world.active(WEB)).allMatch(Pod::ready);
    assertThat(world.serving(WEB))
        .extracting(p -> p.meta().uid())
        .containsExactly(pod.meta().uid());
    world.await(() -> world.serving(WEB).size() == 2);
  }
}
