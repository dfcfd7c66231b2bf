package io.github.spotaware.webhook.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.placement.NewPod;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.PodCall;
import io.github.spotaware.workload.NodeState;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All of it from memory: any other use of the cluster fails. */
class PlacementGateTest {
  private static final DeploymentRef WEB = new DeploymentRef("shop", "web");
  private static final NodeState GOING =
      new NodeState("n1", false, true, false, Set.of("karpenter.sh/disrupted"), Map.of());

  private final Metrics metrics = new Metrics();
  private boolean caughtUp = true;
  private Phase phase = Phase.SURGED;

  private final PlacementGate gate =
      new PlacementGate(
          fake(ClusterPort.class, this::cluster), () -> caughtUp, () -> List.of(GOING), metrics);

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object cluster(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "watched" -> fake(Watched.class, this::watched);
      case "configuration" -> Configuration.defaults();
      default -> throw new AssertionError(method);
    };
  }

  private Object watched(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "labelledIn" ->
          arguments[0].equals("shop")
              ? List.of(new Watched.Labelled(WEB, LabelSelector.parse("app=web"), 2))
              : List.of();
      case "schedules" ->
          List.of(
              new StoredSchedule(
                  "scale-down-shop.web",
                  "u",
                  "1",
                  Instant.EPOCH,
                  Schedule.start(WEB, "uid", Instant.EPOCH, "node n1").in(phase),
                  Map.of()));
      default -> throw new AssertionError(method);
    };
  }

  private AdmissionAnswer answer(String namespace, String app) {
    return gate.handle(
        new PodCall("u-1", new NewPod(namespace, Map.of("app", app), true), "web-1-", Set.of()));
  }

  private long counted(String answer) {
    return metrics.registry().scrape().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals("spot_aware_pod_calls"))
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> answer.equals(point.getLabels().get("answer")))
        .mapToLong(point -> (long) point.getValue())
        .sum();
  }

  /** What each test decides is one call. */
  @AfterEach
  void isCountedOnce() {
    assertThat(counted("unchanged") + counted("preferences")).isEqualTo(1);
  }

  @Test
  void aReplacementGetsPreferences() {
    AdmissionAnswer answer = answer("shop", "web");
    assertThat(answer).isInstanceOf(AdmissionAnswer.AllowWithPatch.class);
    assertThat(((AdmissionAnswer.AllowWithPatch) answer).patch())
        .contains("/spec/affinity/podAntiAffinity", "/spec/affinity/nodeAffinity", "\"n1\"");
    assertThat(counted("preferences")).isEqualTo(1);
  }

  @Test
  void anotherPodIsUnchanged() {
    assertThat(answer("shop", "api")).isEqualTo(AdmissionAnswer.Allow.silently());
    assertThat(counted("unchanged")).isEqualTo(1);
  }

  @Test
  void soIsOneInAnotherNamespace() {
    assertThat(answer("elsewhere", "web")).isEqualTo(AdmissionAnswer.Allow.silently());
  }

  @Test
  void soIsOneThatIsMadeAsTheSurgeEnds() {
    phase = Phase.LOWERING;
    assertThat(answer("shop", "web")).isEqualTo(AdmissionAnswer.Allow.silently());
  }

  @Test
  void nothingIsAddedUntilTheWatchesHaveCaughtUp() {
    caughtUp = false;
    assertThat(answer("shop", "web")).isEqualTo(AdmissionAnswer.Allow.silently());
  }
}
