package io.github.spotaware.webhook.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.validation.DeploymentChange;
import io.github.spotaware.validation.ReviewedDeployment;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.DeploymentCall;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.RollingUpdateBounds;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which answer is given from memory, and what becomes of reads. */
class DeploymentGateTest {
  private static final String INVALID = "spot-aware-scaler/hold-seconds";

  private final Metrics metrics = new Metrics();
  private final List<String> asked = new ArrayList<>();
  private CompletableFuture<Set<String>> claims = CompletableFuture.completedFuture(Set.of());
  private CompletableFuture<Optional<AutoscalerState>> autoscaler =
      CompletableFuture.completedFuture(Optional.empty());
  private List<StoredSchedule> schedules = List.of();
  private boolean configured = true;
  private boolean late;

  private final DeploymentGate gate =
      new DeploymentGate(fake(ClusterPort.class, cluster()), () -> configured, metrics);

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private InvocationHandler cluster() {
    LiveReads reads =
        fake(
            LiveReads.class,
            (_, method, _) -> {
              asked.add(method.getName());
              return method.getName().equals("autoscaler") ? autoscaler : claims;
            });
    Watched watched = fake(Watched.class, (_, _, _) -> schedules);
    return (_, method, _) ->
        switch (method.getName()) {
          case "reads" -> reads;
          case "watched" -> watched;
          case "configuration" -> Configuration.defaults();
          case "timing" -> timing();
          default -> throw new AssertionError(method);
        };
  }

  /** Time is over at once where a test says so. */
  private Timing timing() {
    return new Timing() {
      @Override
      public Moment now() {
        return new Moment(Instant.EPOCH, 0);
      }

      @Override
      public Timer after(Duration delay, Runnable action) {
        if (late) {
          action.run();
        }
        return () -> {};
      }

      @Override
      public void execute(Runnable action) {
        action.run();
      }
    };
  }

  private static ReviewedDeployment web(
      Map<String, String> labels, Map<String, String> annotations, int replicas) {
    return new ReviewedDeployment(
        "shop",
        "web",
        labels,
        annotations,
        false,
        replicas,
        false,
        RollingUpdateBounds.DEFAULT,
        Duration.ZERO,
        Duration.ofSeconds(600),
        Set.of("data"),
        Set.of(),
        true);
  }

  private static ReviewedDeployment labelled(int replicas) {
    return web(Map.of("spot-aware", "enabled"), Map.of(), replicas);
  }

  private AdmissionAnswer answer(ReviewedDeployment created) {
    return gate.handle(
        new DeploymentCall("u-1", new DeploymentChange(Optional.empty(), created), "someone"));
  }

  private AdmissionAnswer.Allow allow(ReviewedDeployment created) {
    AdmissionAnswer answer = answer(created);
    assertThat(answer).isInstanceOf(AdmissionAnswer.Allow.class);
    return (AdmissionAnswer.Allow) answer;
  }

  private long counted(String answer) {
    return metrics.registry().scrape().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals("spot_aware_deployment_calls"))
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> answer.equals(point.getLabels().get("answer")))
        .mapToLong(point -> (long) point.getValue())
        .sum();
  }

  /** What each test decides is one call. */
  @AfterEach
  void isCountedOnce() {
    assertThat(counted("ignored") + counted("accepted") + counted("warned") + counted("rejected"))
        .isEqualTo(1);
  }

  @Test
  void oneThatIsNotLabelledIsAnsweredFromMemory() {
    assertThat(allow(web(Map.of(), Map.of(INVALID, "x"), 1)).warnings()).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(counted("ignored")).isEqualTo(1);
  }

  @Test
  void nothingIsJudgedByTheDefaults() {
    configured = false;
    assertThat(allow(web(Map.of("spot-aware", "enabled"), Map.of(INVALID, "x"), 1)).warnings())
        .isEmpty();
    assertThat(asked).isEmpty();
    assertThat(counted("ignored")).isEqualTo(1);
  }

  @Test
  void anInvalidOneIsRejectedFromMemory() {
    AdmissionAnswer answer = answer(web(Map.of("spot-aware", "enabled"), Map.of(INVALID, "x"), 1));
    assertThat(answer).isInstanceOf(AdmissionAnswer.Invalid.class);
    assertThat(((AdmissionAnswer.Invalid) answer).name()).isEqualTo("web");
    assertThat(((AdmissionAnswer.Invalid) answer).message())
        .startsWith("metadata.annotations[spot-aware-scaler/hold-seconds]: \"x\"");
    assertThat(asked).isEmpty();
    assertThat(counted("rejected")).isEqualTo(1);
  }

  @Test
  void whatIsReadIsWarnedAbout() {
    claims = CompletableFuture.completedFuture(Set.of("data"));
    autoscaler =
        CompletableFuture.completedFuture(
            Optional.of(new AutoscalerState("shop", "hpa", "u", "1", Optional.empty(), 1)));
    assertThat(allow(labelled(1)).warnings())
        .hasSize(2)
        .allMatch(warning -> warning.startsWith("spot-aware-scaler: "))
        .anyMatch(warning -> warning.contains("PersistentVolumeClaim data"))
        .anyMatch(warning -> warning.contains("HorizontalPodAutoscaler hpa"));
    assertThat(asked).containsExactlyInAnyOrder("exclusiveClaims", "autoscaler");
    assertThat(counted("warned")).isEqualTo(1);
  }

  @Test
  void nothingToSayIsAccepted() {
    assertThat(allow(labelled(1)).warnings()).isEmpty();
    assertThat(counted("accepted")).isEqualTo(1);
  }

  @Test
  void aReadThatFailsLeavesItsWarningOutAndLetsTheChangeThrough() {
    claims = CompletableFuture.completedFuture(Set.of("data"));
    autoscaler = CompletableFuture.failedFuture(new ReadFailed("away"));
    assertThat(allow(labelled(1)).warnings())
        .singleElement()
        .asString()
        .contains("PersistentVolumeClaim data");
  }

  @Test
  void aReadThatIsLateIsNotWaitedFor() {
    late = true;
    claims = new CompletableFuture<>();
    assertThat(allow(labelled(1)).warnings()).isEmpty();
    assertThat(counted("accepted")).isEqualTo(1);
  }

  @Test
  void nothingIsReadForOneWithTwoReplicas() {
    assertThat(allow(labelled(2)).warnings())
        .singleElement()
        .asString()
        .contains("spec.replicas is 2");
    assertThat(asked).isEmpty();
  }

  @Test
  void theTwoOfASurgeIsKnownFromMemory() {
    schedules =
        List.of(
            new StoredSchedule(
                "scale-down-shop.web",
                "u",
                "1",
                Instant.EPOCH,
                Schedule.start(
                    new DeploymentRef("shop", "web"), "uid", Instant.EPOCH, "eviction of web-a"),
                Map.of()));
    assertThat(allow(labelled(2)).warnings()).isEmpty();
    assertThat(counted("accepted")).isEqualTo(1);
  }
}
