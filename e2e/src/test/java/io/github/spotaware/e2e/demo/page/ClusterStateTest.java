package io.github.spotaware.e2e.demo.page;

import static io.github.spotaware.e2e.demo.page.Things.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ClusterStateTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DeploymentRef WEB = new DeploymentRef(NAMESPACE, "web");

  private ClusterState state = ClusterState.EMPTY;
  private Instant now = START;

  @Test
  void followsPodsThroughTheirStages() {
    Pod pod = Things.pending("web", "a", START);
    assertThat(stage(pod)).isEqualTo(PodStage.PENDING);
    assertThat(stage(Things.starting(pod, "node-1"))).isEqualTo(PodStage.STARTING);
    assertThat(stage(Things.serving(pod, "node-1"))).isEqualTo(PodStage.SERVING);
    assertThat(stage(Things.starting(pod, "node-1"))).isEqualTo(PodStage.UNREADY);
    assertThat(stage(Things.terminating(Things.serving(pod, "node-1"))))
        .isEqualTo(PodStage.TERMINATING);
    gone(pod);
    assertThat(state.pods()).isEmpty();
  }

  @Test
  void countsServingPodsAndDowntimeOfADeployment() {
    Pod first = Things.serving(Things.pending("web", "a", START), "node-1");
    Pod second = Things.serving(Things.pending("web", "b", START), "node-2");
    seen(Things.labelled("web", 1), first);
    assertThat(web().serving().now()).isEqualTo(1);
    seen(Things.terminating(first));
    pass(Duration.ofMillis(2_500));
    seen(second);
    assertThat(web().serving().now()).isEqualTo(1);
    assertThat(web().serving().before()).isEqualTo(Duration.ofMillis(2_500));
  }

  @Test
  void knowsAPodsDeploymentWhicheverOfThemIsSeenFirst() {
    seen(Things.serving(Things.pending("web", "a", START), "node-1"), Things.labelled("web", 1));
    assertThat(web().serving().now()).isEqualTo(1);
  }

  @Test
  void aNamespaceThatGoesIsNoDowntimeWhicheverIsSeenFirst() {
    Pod pod = Things.serving(Things.pending("web", "a", START), "node-1");
    pass(Duration.ofSeconds(10));
    seen(Things.labelled("web", 1), pod, Things.terminating(pod));
    pass(Duration.ofMillis(40));
    seen(Things.ending(now));
    gone(pod);
    gone(Things.labelled("web", 1));
    assertThat(web().gone()).isTrue();
    assertThat(web().serving().before()).isZero();
    assertThat(web().serving().downSince()).isEmpty();
  }

  @Test
  void aDeploymentOfTheSameNameBeginsAnew() {
    seen(Things.labelled("web", 1));
    gone(Things.labelled("web", 1));
    seen(Things.labelled("web", 2));
    assertThat(web().gone()).as("a late word of the one that is gone").isTrue();
    var other = Things.labelled("web", 2);
    other.getMetadata().setUid("other");
    seen(other);
    assertThat(web().gone()).isFalse();
    assertThat(web().wanted()).isEqualTo(2);
  }

  @Test
  void keepsTheLastOfWhatIsGone() {
    for (int i = 0; i < 9; i++) {
      seen(Things.node("node-" + i), Things.deployment("d" + i, 1));
      gone(Things.node("node-" + i));
      gone(Things.deployment("d" + i, 1));
    }
    seen(Things.node("node-9"));
    assertThat(state.nodes().keySet())
        .containsExactly("node-5", "node-6", "node-7", "node-8", "node-9");
    assertThat(state.deployments()).hasSize(4).containsKey(new DeploymentRef(NAMESPACE, "d8"));
    seen(Things.node("node-5"));
    assertThat(state.nodes().get("node-5")).matches(node -> !node.gone());
  }

  @Test
  void tellsNodesThatGoAway() {
    seen(
        Things.node("node-1"),
        Things.cordoned("node-2", "node.kubernetes.io/unschedulable", "karpenter.sh/disrupted"));
    assertThat(leaving("node-1")).isFalse();
    assertThat(leaving("node-2")).isTrue();
    assertThat(node("node-2").taints()).containsExactly("karpenter.sh/disrupted");
    gone(Things.node("node-1"));
    assertThat(leaving("node-1")).isTrue();
  }

  @Test
  void readsSchedulesAndPassesOverOtherConfigMaps() {
    Schedule surged = Things.schedule("web", START, "eviction of web-a").in(Phase.SURGED);
    var broken = Things.stored(surged, START);
    broken.setData(Map.of("phase", "Unheard"));
    seen(Things.stored(surged, START));
    assertThat(state.schedules().values())
        .extracting(schedule -> schedule.content().phase())
        .containsExactly(Phase.SURGED);
    seen(broken);
    assertThat(state.schedules()).isEmpty();
    seen(Things.stored(surged, START));
    gone(Things.stored(surged, START));
    assertThat(state.schedules()).isEmpty();
  }

  @Test
  void takesTheConfigurationThatCanBeFollowed() {
    seen(Things.configuration(Map.of("max-hold", "30")));
    seen(Things.configuration(Map.of("max-hold", "soon")));
    assertThat(state.configuration().maxHold()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void rememberWhoHoldsAnEvictionWhileThePodIsThere() {
    Pod pod = Things.serving(Things.pending("web", "a", START), "node-1");
    seen(Things.held(pod, "webhook-0", START));
    assertThat(state.held()).as("of a pod that is not there").isEmpty();
    seen(pod, Things.held(pod, "webhook-1", START.plusMillis(20)));
    seen(Things.held(pod, "webhook-0", START.plusMillis(10)));
    assertThat(state.held().values())
        .containsExactly(new HeldFacts(START.plusMillis(10), List.of("webhook-0", "webhook-1")));
    gone(pod);
    assertThat(state.held()).isEmpty();
  }

  @Test
  void passesOverPodsOfTheClusterItself() {
    Pod pod = Things.pending("dns", "a", START);
    seen(new PodBuilder(pod).editMetadata().withNamespace("kube-system").endMetadata().build());
    seen(new PodBuilder(pod).editMetadata().withNamespace("spot-scaling").endMetadata().build());
    assertThat(state.pods()).isEmpty();
  }

  private PodStage stage(Pod pod) {
    seen(pod);
    return Objects.requireNonNull(state.pods().get(pod.getMetadata().getUid())).stage();
  }

  private DeploymentFacts web() {
    return Objects.requireNonNull(state.deployments().get(WEB));
  }

  private NodeFacts node(String name) {
    return Objects.requireNonNull(state.nodes().get(name));
  }

  private boolean leaving(String node) {
    return node(node).leaving(state.configuration().disruptionTaints());
  }

  private void seen(HasMetadata... objects) {
    for (HasMetadata object : objects) {
      state = state.seen(object, now);
    }
  }

  private void gone(HasMetadata object) {
    state = state.gone(object, now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
